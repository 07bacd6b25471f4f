import { text } from '../../file/columns.ts';
import type { Connection } from '../../file/connection.ts';

/** Roots that one call removes at most, with their children. */
const rootsACall = 100;

/**
 * Removes resolved roots that the brain has forgotten, with their children and all that hangs on them, when
 * nothing of them has changed since `before` and nothing is left to send. The caller holds the transaction.
 */
export function removeOldIncidents(connection: Connection, before: number): number {
  const roots = connection
    .sql(
      `SELECT id FROM incident AS root
       WHERE forgotten = 1 AND status = 'resolved' AND changed_at < ?1 AND parent IS NULL
         AND NOT EXISTS (
           SELECT 1 FROM incident AS child WHERE child.parent = root.id
             AND (child.forgotten = 0 OR child.status <> 'resolved' OR child.changed_at >= ?1)
         )
         AND NOT EXISTS (
           SELECT 1 FROM notification WHERE pending
             AND incident IN (SELECT id FROM incident WHERE id = root.id OR parent = root.id)
         )
         AND NOT EXISTS (
           SELECT 1 FROM dead_letter WHERE state = 'open'
             AND incident IN (SELECT id FROM incident WHERE id = root.id OR parent = root.id)
         )
       ORDER BY changed_at LIMIT ?2`,
    )
    .all(before, rootsACall);
  removeOldOverflows(connection, before);
  removeOldDeploys(connection, before);
  return roots.map((row) => removeFamily(connection, text(row, 'id'))).reduce((sum, count) => sum + count, 0);
}

function removeFamily(connection: Connection, root: string): number {
  const family = connection.sql('SELECT id FROM incident WHERE id = ?1 OR parent = ?1').all(root);
  for (const row of family) removeIncident(connection, text(row, 'id'));
  return family.length;
}

function removeIncident(connection: Connection, id: string): void {
  connection.sql('DELETE FROM disposition WHERE incident = ?').run(id);
  connection
    .sql('DELETE FROM cover WHERE notification IN (SELECT id FROM notification WHERE incident = ?)')
    .run(id);
  connection.sql('DELETE FROM notification WHERE incident = ?').run(id);
  connection.sql('DELETE FROM timeline WHERE incident = ?').run(id);
  connection.sql('DELETE FROM member WHERE incident = ?').run(id);
  connection.sql('DELETE FROM incident WHERE id = ?').run(id);
}

/** A deploy that its pager was told of. */
function removeOldDeploys(connection: Connection, before: number): void {
  connection
    .sql("DELETE FROM notification WHERE incident GLOB 'deploy-*' AND NOT pending AND opened_at < ?")
    .run(before);
}

/** An overflow is of use for as long as it covers an incident that is still kept. */
function removeOldOverflows(connection: Connection, before: number): void {
  connection
    .sql(
      `DELETE FROM notification WHERE incident GLOB 'overflow-*' AND NOT pending AND opened_at < ?
         AND wanted ->> '$.projection.state' = 'over'
         AND NOT EXISTS (SELECT 1 FROM cover WHERE cover.overflow = notification.id)`,
    )
    .run(before);
}
