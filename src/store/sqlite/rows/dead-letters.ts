import type {
  DeadLetter,
  Discarded,
  LetterClosing,
  NewDeadLetter,
} from '../../../domain/sending/dead-letter.ts';
import { integer, integerOrNull, oneOf, text, textOrNull } from '../file/columns.ts';
import type { Row } from '../file/columns.ts';
import type { Connection } from '../file/connection.ts';
import { decisionIn } from '../file/documents.ts';

const states: readonly DeadLetter['state'][] = ['open', 'replayed', 'discarded', 'revived'];
const kinds: readonly DeadLetter['kind'][] = ['entry', 'notification'];

/** Declares something a dead letter; one that is open already tells the newest reason. The caller holds the transaction. */
export function bury(connection: Connection, letter: NewDeadLetter): void {
  connection
    .sql(
      `INSERT INTO dead_letter (kind, subject, incident, at, decision, attempts) VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT (kind, subject) WHERE state = 'open' DO UPDATE
         SET at = excluded.at, decision = excluded.decision, attempts = excluded.attempts`,
    )
    .run(
      letter.kind,
      letter.subject,
      letter.incident,
      letter.at,
      JSON.stringify(letter.decision),
      letter.attempts,
    );
}

/** Closes the open letter of a notification that goes on by itself; the caller holds the transaction. */
export function markRevived(connection: Connection, notification: string, now: number): void {
  connection
    .sql(
      `UPDATE dead_letter SET state = 'revived', closed_at = ?
       WHERE kind = 'notification' AND subject = ? AND state = 'open'`,
    )
    .run(now, notification);
}

/** Dead letters, newest first. */
export function deadLetters(
  connection: Connection,
  state: DeadLetter['state'] | 'all',
  limit: number,
): readonly DeadLetter[] {
  const rows =
    state === 'all'
      ? connection.sql('SELECT * FROM dead_letter ORDER BY id DESC LIMIT ?').all(limit)
      : connection
          .sql('SELECT * FROM dead_letter WHERE state = ? ORDER BY id DESC LIMIT ?')
          .all(state, limit);
  return rows.map(letterOf);
}

/** One dead letter by its number. */
export function deadLetter(connection: Connection, id: number): DeadLetter | null {
  const row = connection.sql('SELECT * FROM dead_letter WHERE id = ?').get(id);
  return row === undefined ? null : letterOf(row);
}

/** All of one subject, the first first. */
export function deadLettersOf(
  connection: Connection,
  kind: DeadLetter['kind'],
  subject: string,
): readonly DeadLetter[] {
  return connection
    .sql('SELECT * FROM dead_letter WHERE kind = ? AND subject = ? ORDER BY id')
    .all(kind, subject)
    .map(letterOf);
}

/** Those that were discarded and are still kept, by their reasons. */
export function discarded(connection: Connection): readonly Discarded[] {
  return connection
    .sql(
      `SELECT closed_why, count(*) AS letters FROM dead_letter WHERE state = 'discarded'
       GROUP BY closed_why ORDER BY letters DESC, closed_why`,
    )
    .all()
    .map((row) => ({ reason: textOrNull(row, 'closed_why'), letters: integer(row, 'letters') }));
}

/** Closes a letter that is open; null when there is none. The caller holds the transaction. */
export function closeLetter(
  connection: Connection,
  id: number,
  { state, by, why, cameAgain, at }: LetterClosing & { readonly at: number },
): DeadLetter | null {
  const row = connection
    .sql(
      `UPDATE dead_letter SET state = ?, closed_at = ?, closed_by = ?, closed_why = ?, came_again = ?
       WHERE id = ? AND state = 'open' RETURNING *`,
    )
    .get(state, at, by, why, cameAgain, id);
  return row === undefined ? null : letterOf(row);
}

function letterOf(row: Row): DeadLetter {
  return {
    id: integer(row, 'id'),
    kind: oneOf(row, 'kind', kinds),
    subject: text(row, 'subject'),
    incident: textOrNull(row, 'incident'),
    at: integer(row, 'at'),
    decision: decisionIn(row, 'decision'),
    attempts: integer(row, 'attempts'),
    state: oneOf(row, 'state', states),
    closed: closedOf(row),
  };
}

function closedOf(row: Row): DeadLetter['closed'] {
  const at = integerOrNull(row, 'closed_at');
  if (at === null) return null;
  return {
    at,
    by: textOrNull(row, 'closed_by'),
    why: textOrNull(row, 'closed_why'),
    cameAgain: integerOrNull(row, 'came_again'),
  };
}
