import type { Decision } from '../decision.ts';

/** An entry or a notification that cannot go on by itself. */
export interface DeadLetter {
  readonly id: number;
  readonly kind: 'entry' | 'notification';
  /** Inbox sequence number or notification id, as text. */
  readonly subject: string;
  readonly incident: string | null;
  readonly at: number;
  /** What happened. */
  readonly decision: Decision;
  readonly attempts: number;
  readonly state: 'open' | 'replayed' | 'discarded' | 'revived';
  /** Null while it is open, and where an older version closed it. */
  readonly closed: Closed | null;
}

/** How a dead letter was closed. */
interface Closed {
  readonly at: number;
  /** Null: it went on by itself. */
  readonly by: string | null;
  readonly why: string | null;
  /** As which entry the body of a replayed one came in again; null where there was none to come. */
  readonly cameAgain: number | null;
}

/** A dead letter before the store has numbered it. */
export type NewDeadLetter = Omit<DeadLetter, 'id' | 'state' | 'closed'>;

/** What a person does to an open one. */
export interface LetterClosing extends Omit<Closed, 'at'> {
  readonly state: 'replayed' | 'discarded';
  readonly by: string;
}

/** How many were discarded for one reason. */
export interface Discarded {
  /** Null: nobody said why. */
  readonly reason: string | null;
  readonly letters: number;
}

/** Which dead letters are meant: those that meet all that is said. */
export interface WhichLetters {
  readonly ids: readonly number[] | null;
  readonly kind: DeadLetter['kind'] | null;
  readonly incident: string | null;
  /** The code of what happened, for example `content-refused`. */
  readonly code: string | null;
  /** For example `slack/C024BE91L`. */
  readonly receiver: string | null;
  /** Those that died at this moment or later, and before that one; virtual UNIX ms. */
  readonly since: number | null;
  readonly until: number | null;
}

/** Whether a letter is one of them. */
export function isMeant(letter: DeadLetter, which: WhichLetters): boolean {
  const { ids, kind, incident, code, receiver, since, until } = which;
  return (
    (ids === null || ids.includes(letter.id)) &&
    (kind === null || letter.kind === kind) &&
    (incident === null || letter.incident === incident) &&
    (code === null || letter.decision.code === code) &&
    (receiver === null || receiverOf(letter) === receiver) &&
    (since === null || letter.at >= since) &&
    (until === null || letter.at < until)
  );
}

/** Whose notification it is, which is the middle of its id; null for an entry. */
export function receiverOf({ kind, subject, incident }: DeadLetter): string | null {
  if (kind !== 'notification' || incident === null || !subject.startsWith(`${incident}/`)) return null;
  const steps = subject.slice(incident.length + 1).split('/');
  return steps.slice(0, 2).join('/');
}
