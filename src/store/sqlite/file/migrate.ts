import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';

/** One step of the schema: a file `NNNN-what-it-does.sql`. */
interface Migration {
  readonly version: number;
  readonly name: string;
  readonly sql: string;
}

const folder = join(import.meta.dirname, '..', 'migrations');

/** The migrations of the folder, ascending. */
export function readMigrations(from: string = folder): readonly Migration[] {
  const names = readdirSync(from).filter((name) => /^\d{4}-.+\.sql$/.test(name));
  return names.sort().map((name) => ({
    version: Number(name.slice(0, 4)),
    name,
    sql: readFileSync(join(from, name), 'utf8'),
  }));
}

/** The newest version that a file has; 0 for an empty one. */
export function schemaVersion(database: DatabaseSync): number {
  const known = database.prepare(`SELECT 1 FROM sqlite_schema WHERE name = 'migration'`).get();
  if (known === undefined) return 0;
  const row = database.prepare('SELECT max(version) AS version FROM migration').get();
  return typeof row?.['version'] === 'number' ? row['version'] : 0;
}

/**
 * Brings the schema up to date, each step in its own transaction together with the note that it was done. Only the last
 * waits for the disk: the log is one file, and has then what stood in it before. A power cut earlier takes back the last
 * steps, whole, and the next start runs them. Running it twice is harmless.
 * @throws Error when the file was written by a newer stormrelay.
 */
export function migrate(database: DatabaseSync, migrations: readonly Migration[] = readMigrations()): void {
  database.exec(
    'CREATE TABLE IF NOT EXISTS migration (version INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT',
  );
  refuseNewer(database, migrations);
  try {
    database.exec('PRAGMA synchronous = NORMAL');
    for (const migration of migrations.slice(0, -1)) applyOnce(database, migration);
  } finally {
    database.exec('PRAGMA synchronous = FULL');
  }
  for (const migration of migrations.slice(-1)) applyOnce(database, migration);
}

/**
 * Makes sure that this stormrelay understands the file.
 * @throws Error when it does not.
 */
export function refuseNewer(
  database: DatabaseSync,
  migrations: readonly Migration[] = readMigrations(),
): void {
  const newest = migrations.at(-1)?.version ?? 0;
  const found = schemaVersion(database);
  if (found <= newest) return;
  throw new Error(
    `The store's file has schema version ${found}, this stormrelay knows versions up to ${newest}. ` +
      'A newer stormrelay wrote it: start that version again, or restore the backup you made before the upgrade.',
  );
}

function applyOnce(database: DatabaseSync, migration: Migration): void {
  database.exec('BEGIN IMMEDIATE');
  try {
    // Asked inside the transaction, so that of two starters only one runs the step.
    const done = database.prepare('SELECT 1 FROM migration WHERE version = ?').get(migration.version);
    if (done === undefined) {
      database.exec(migration.sql);
      database
        .prepare('INSERT INTO migration (version, name) VALUES (?, ?)')
        .run(migration.version, migration.name);
    }
    database.exec('COMMIT');
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK');
    throw new Error(`The migration ${migration.name} failed and changed nothing.`, { cause: error });
  }
}
