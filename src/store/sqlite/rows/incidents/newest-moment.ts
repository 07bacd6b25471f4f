import { integerOrNull } from '../../file/columns.ts';
import type { Connection } from '../../file/connection.ts';

/**
 * The newest moment that the file tells of: what came, what the brain has applied, what was sent. Times until which
 * something waits lie ahead on purpose and are left out.
 */
export function newestMoment(connection: Connection): number | null {
  const row = connection
    .sql(
      `SELECT max(at) AS newest FROM (
         SELECT value ->> '$.now' AS at FROM setting WHERE name = 'brain'
         UNION ALL SELECT (SELECT received_at FROM inbox ORDER BY seq DESC LIMIT 1)
         UNION ALL SELECT (SELECT at FROM seen ORDER BY added DESC LIMIT 1)
         UNION ALL SELECT max(max(coalesce(sent_at, 0), coalesce(started_at, 0), coalesce(pending_since, 0)))
           FROM notification
       )`,
    )
    .get();
  const newest = integerOrNull(row ?? {}, 'newest');
  return newest === null || newest <= 0 ? null : newest;
}
