import type { Posting } from '../../../seams/store.ts';
import type { Connection } from '../file/connection.ts';
import { readRows, type ReadRows } from './damaged-notifications.ts';

/** Posted messages whose address was neither told nor given up; an overflow is no incident's, and nothing leads to it. */
export function unlinked(connection: Connection, credential: string, limit: number): ReadRows {
  return readRows(
    connection
      .sql(
        `SELECT * FROM notification
         WHERE surface = 'message' AND handle IS NOT NULL AND linked IS NOT handle
           AND incident NOT GLOB 'overflow-*' AND credential = ?
         ORDER BY severity_rank DESC, opened_at, id LIMIT ?`,
      )
      .all(credential, limit),
  );
}

/** Writes the address of what was posted; nothing where the row has been posted anew meanwhile. */
export function saveLink(connection: Connection, { id, handle }: Posting, link: string | null): void {
  connection
    .sql('UPDATE notification SET link = ?1, linked = ?2 WHERE id = ?3 AND handle = ?2')
    .run(link, handle, id);
}

/** A message that goes on under another row keeps its address. */
export function moveLink(connection: Connection, from: string, to: string): void {
  connection
    .sql(
      `UPDATE notification SET (link, linked) = (SELECT link, linked FROM notification WHERE id = ?1)
       WHERE id = ?2`,
    )
    .run(from, to);
}
