import type { Receiver } from '../../../domain/policy.ts';
import type { Holding } from '../../../seams/store.ts';
import { integer, text } from '../file/columns.ts';
import type { Connection } from '../file/connection.ts';

/** Gives rows of these receivers their present credentials. */
export function adopt(connection: Connection, receivers: readonly Receiver[]): void {
  connection.write(() => {
    for (const { id, credential } of receivers) {
      connection
        .sql(
          `UPDATE notification SET credential = ?1, wanted = json_set(wanted, '$.credential', ?1)
           WHERE receiver = ?2 AND credential <> ?1`,
        )
        .run(credential, id);
    }
  });
}

/** What depends on each credential. */
export function holdings(connection: Connection): readonly Holding[] {
  return connection
    .sql(
      `SELECT credential, count(*) FILTER (WHERE pending) AS waiting,
              count(*) FILTER (WHERE surface = 'page' AND sent ->> '$.phase' IN ('maybe', 'open', 'resolving')) AS open
       FROM notification GROUP BY credential HAVING waiting > 0 OR open > 0 ORDER BY credential`,
    )
    .all()
    .map((row) => ({
      credential: text(row, 'credential'),
      pending: integer(row, 'waiting'),
      openPages: integer(row, 'open'),
    }));
}
