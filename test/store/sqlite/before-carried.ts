import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const migrations = path.resolve(import.meta.dirname, '../../../src/store/sqlite/migrations');

/** Tables that are newer than migration 0018: a file of then has none of them. */
const later = readdirSync(migrations)
  .filter((name) => name > '0019')
  .flatMap((name) => [...readFileSync(path.join(migrations, name), 'utf8').matchAll(/^CREATE TABLE (\w+)/gm)])
  .map(([, table]) => `DROP TABLE ${table};`);

/** Takes a file back to before migration 0018: the books are counted from all rows, and nothing is carried; later tables go too. */
export const beforeCarried = `
  ${later.join('\n  ')}
  DROP TABLE carried;
  DELETE FROM setting WHERE name IN ('carried', 'carried-bytes');
  DROP INDEX dead_letter_incident;
  CREATE INDEX disposition_incident ON disposition (incident) WHERE incident IS NOT NULL;
  CREATE INDEX disposition_pruned ON disposition (source) WHERE pruned = 1;
`;
