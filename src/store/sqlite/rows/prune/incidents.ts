import { integer, text, textOrNull } from '../../file/columns.ts';
import type { Connection } from '../../file/connection.ts';
import { dropIncident } from '../books/carried.ts';
import type { Bite } from './bite.ts';

/** Incidents that one call looks at, and removes, at most. */
const looksACall = 50;
const removesACall = 20;

/** Where a walk stands: everything that changed earlier was looked at. */
interface Place {
  readonly changedAt: number;
  readonly added: number;
}

const beginning: Place = { changedAt: -1, added: 0 };

/**
 * Goes through resolved roots that the brain has forgotten, the oldest change first, and removes those of which nothing
 * has changed for long enough and nothing is left to send, with their children and all that hangs on them.
 */
export class IncidentWalk {
  private readonly connection: Connection;
  private place = beginning;
  /** The root whose children go in several steps. */
  private leaving: string | null = null;

  constructor(connection: Connection) {
    this.connection = connection;
  }

  /** One bounded step; the caller holds the transaction. */
  step(before: number): Bite {
    if (this.leaving !== null) return this.removeFamily(this.leaving);
    removeOldOverflows(this.connection, before);
    removeOldDeploys(this.connection, before);
    const rows = this.next(before);
    for (const { id, parent, place } of rows) {
      if (parent !== null || !isOver(this.connection, id, before)) continue;
      // Those after it have their turn in the next step.
      this.goOn(place);
      return this.removeFamily(id);
    }
    const atEnd = rows.length < looksACall;
    this.goOn(atEnd ? beginning : (rows.at(-1)?.place ?? beginning));
    return { removed: 0, more: !atEnd };
  }

  private goOn(place: Place): void {
    this.connection.afterCommit(() => (this.place = place));
  }

  private next(
    before: number,
  ): readonly { readonly id: string; readonly parent: string | null; readonly place: Place }[] {
    const { changedAt, added } = this.place;
    return this.connection
      .sql(
        `SELECT id, parent, changed_at, added FROM incident INDEXED BY incident_over
         WHERE forgotten = 1 AND status = 'resolved' AND changed_at < ?1
           AND changed_at >= ?2 AND (changed_at > ?2 OR added > ?3)
         ORDER BY changed_at, added LIMIT ?4`,
      )
      .all(before, changedAt, added, looksACall)
      .map((row) => ({
        id: text(row, 'id'),
        parent: textOrNull(row, 'parent'),
        place: { changedAt: integer(row, 'changed_at'), added: integer(row, 'added') },
      }));
  }

  /** Children go first, a few at a time. */
  private removeFamily(root: string): Bite {
    const children = this.connection
      .sql('SELECT id FROM incident WHERE parent = ? LIMIT ?')
      .all(root, removesACall)
      .map((row) => text(row, 'id'));
    const isLast = children.length < removesACall;
    const leaving = isLast ? [...children, root] : children;
    for (const id of leaving) removeIncident(this.connection, id);
    this.connection.afterCommit(() => (this.leaving = isLast ? null : root));
    return { removed: leaving.length, more: true };
  }
}

/** Whether all of a root and its children is over, told, and nothing but numbers in the books. */
function isOver(connection: Connection, root: string, before: number): boolean {
  const row = connection
    .sql(
      `SELECT NOT EXISTS (
         SELECT 1 FROM incident WHERE parent = ?1
           AND (forgotten = 0 OR status <> 'resolved' OR changed_at >= ?2)
       ) AND NOT EXISTS (
         SELECT 1 FROM incident CROSS JOIN notification ON notification.incident = incident.id
         WHERE (incident.id = ?1 OR incident.parent = ?1) AND notification.pending
       ) AND NOT EXISTS (
         SELECT 1 FROM incident CROSS JOIN carried ON carried.incident = incident.id AND carried.kind = 'counted'
         WHERE (incident.id = ?1 OR incident.parent = ?1) AND carried.entries > carried.gone
       ) AND NOT EXISTS (
         SELECT 1 FROM incident CROSS JOIN dead_letter ON dead_letter.incident = incident.id
         WHERE (incident.id = ?1 OR incident.parent = ?1) AND dead_letter.state = 'open'
       ) AS over`,
    )
    .get(root, before);
  return integer(row ?? {}, 'over') === 1;
}

function removeIncident(connection: Connection, id: string): void {
  dropIncident(connection, id);
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
