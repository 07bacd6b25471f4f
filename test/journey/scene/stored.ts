import { DatabaseSync } from 'node:sqlite';
import path from 'node:path';
import type { Journey } from './journey.ts';

/** What the store's file says after the relay has ended. */
interface Stored {
  /** Ids of Sentry's entries, by sequence number. */
  readonly entries: readonly { readonly seq: number; readonly id: string }[];
  /** Ids of all that Sentry sent and the store took, also of what is pruned. */
  readonly seen: readonly string[];
  /** Dispositions of Sentry's entries. */
  readonly dispositions: readonly { readonly seq: number; readonly kind: string }[];
  readonly cursor: number;
  readonly lastSeq: number;
  /** Notifications whose last send was started and never settled, or may have taken effect without an answer. */
  readonly open: readonly string[];
}

/** Reads the file itself, so that a bug of the API cannot hide one of the store. */
export function stored({ folder }: Pick<Journey, 'folder'>): Stored {
  const database = new DatabaseSync(path.join(folder, 'stormrelay.db'), { readOnly: true });
  try {
    const rows = (sql: string): Record<string, unknown>[] => database.prepare(sql).all();
    return {
      entries: rows("SELECT seq, id FROM inbox WHERE source = 'sentry' ORDER BY seq").map((row) => ({
        seq: Number(row['seq']),
        id: String(row['id']),
      })),
      seen: rows("SELECT id FROM seen WHERE source = 'sentry'").map((row) => String(row['id'])),
      dispositions: rows("SELECT seq, kind FROM disposition WHERE source = 'sentry' ORDER BY seq").map(
        (row) => ({ seq: Number(row['seq']), kind: String(row['kind']) }),
      ),
      cursor: Number(rows("SELECT value FROM setting WHERE name = 'cursor'")[0]?.['value']),
      lastSeq: Number(rows('SELECT max(seq) AS seq FROM inbox')[0]?.['seq']),
      open: rows(
        'SELECT id FROM notification WHERE started_at IS NOT NULL OR ambiguous_at IS NOT NULL ORDER BY id',
      ).map((row) => String(row['id'])),
    };
  } finally {
    database.close();
  }
}
