import type { Decision } from '../../domain/decision.ts';
import type { Attempts, Notification } from '../../domain/sending/notification.ts';
import type { Why } from '../../domain/sending/outcome.ts';
import type { TimelineNote } from '../../seams/store.ts';

/** The attempts of a row whose send is over, one way or the other. */
export function ended(row: Notification): Attempts {
  return { ...row.attempts, startedAt: null, startedStep: null };
}

/** What a row remembers of its newest trouble. */
export function toldBy({ code, reason }: Why): Pick<Attempts, 'lastCode' | 'lastError'> {
  return { lastCode: code, lastError: reason };
}

/** A line of the story that dispatch tells. */
export function note(row: Notification, at: number, decision: Decision): TimelineNote {
  return { incident: row.incident, at, kind: 'delivered', decision, tell: 'no' };
}
