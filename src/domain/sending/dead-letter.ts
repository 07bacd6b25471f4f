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
}

/** A dead letter before the store has numbered it. */
export type NewDeadLetter = Omit<DeadLetter, 'id' | 'state'>;
