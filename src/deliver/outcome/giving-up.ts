import type { GivenUp } from '../../domain/decision/giving-up.ts';
import type { NewDeadLetter } from '../../domain/sending/dead-letter.ts';
import { isDrill, type Notification } from '../../domain/sending/notification.ts';

/**
 * The dead letter of a row that was given up after `attempts` attempts; null for a drill, which asks for no operator:
 * whoever runs it is told why it failed.
 */
export function deadLetterOf(
  row: Notification,
  decision: GivenUp,
  attempts: number,
  now: number,
): NewDeadLetter | null {
  if (isDrill(row)) return null;
  return { kind: 'notification', subject: row.id, incident: row.incident, at: now, decision, attempts };
}
