import type { TimelineItem } from '../../../domain/timeline.ts';
import type { TimelineNote } from '../../../seams/store.ts';
import { integer, oneOf, text } from '../file/columns.ts';
import type { Row } from '../file/columns.ts';
import type { Connection } from '../file/connection.ts';
import { decisionIn } from '../file/documents.ts';

/** How many of its own newest items an incident gets back when the brain is loaded: enough for its thread. */
const loadedItems = 240;

const tells: readonly TimelineItem['tell'][] = ['no', 'thread', 'channel'];

/** Writes an item that the brain has numbered; the caller holds the transaction. */
export function writeItem(connection: Connection, item: TimelineItem): void {
  connection
    .sql(
      `INSERT INTO timeline (incident, writer, n, at, kind, decision, tell) VALUES (?, 'brain', ?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE
         SET at = excluded.at, kind = excluded.kind, decision = excluded.decision, tell = excluded.tell`,
    )
    .run(item.incident, item.n, item.at, item.kind, JSON.stringify(item.decision), item.tell);
}

/** Numbers and writes a note of dispatch; the caller holds the transaction. */
export function writeNote(connection: Connection, note: TimelineNote): void {
  connection
    .sql(
      `INSERT INTO timeline (incident, writer, n, at, kind, decision, tell)
       SELECT ?1, 'dispatch', coalesce(max(n), 0) + 1, ?2, ?3, ?4, ?5
       FROM timeline WHERE incident = ?1 AND writer = 'dispatch'`,
    )
    .run(note.incident, note.at, note.kind, JSON.stringify(note.decision), note.tell);
}

/** The whole story of an incident in order of time; `n` counts each writer's lines for itself. */
export function timeline(connection: Connection, incident: string): readonly TimelineItem[] {
  return connection
    .sql('SELECT * FROM timeline WHERE incident = ? ORDER BY at, writer, n')
    .all(incident)
    .map(itemOf);
}

/** Selects the brain's own newest items of the incidents that it remembers, ascending within each. */
export const itemsRemembered = `FROM incident
  JOIN timeline ON timeline.incident = incident.id AND timeline.writer = 'brain'
  WHERE incident.forgotten = 0 AND timeline.n > (
    SELECT max(n) - ${loadedItems} FROM timeline AS own WHERE own.incident = incident.id AND own.writer = 'brain'
  )
  ORDER BY incident.added, timeline.n`;

/** The brain's own newest items of the incidents that it remembers, ascending within each. */
export function rememberedItems(connection: Connection): readonly TimelineItem[] {
  return Array.from(connection.sql(`SELECT timeline.* ${itemsRemembered}`).iterate(), itemOf);
}

/** The brain's own newest items of one incident, ascending. */
export function newestItems(connection: Connection, incident: string): readonly TimelineItem[] {
  return connection
    .sql(
      `SELECT * FROM timeline WHERE incident = ?1 AND writer = 'brain' AND n > (
         SELECT max(n) - ${loadedItems} FROM timeline AS own WHERE own.incident = ?1 AND own.writer = 'brain'
       ) ORDER BY n`,
    )
    .all(incident)
    .map(itemOf);
}

function itemOf(row: Row): TimelineItem {
  return {
    incident: text(row, 'incident'),
    n: integer(row, 'n'),
    at: integer(row, 'at'),
    kind: text(row, 'kind'),
    decision: decisionIn(row, 'decision'),
    tell: oneOf(row, 'tell', tells),
  };
}
