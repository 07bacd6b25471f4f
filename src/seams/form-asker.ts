import type { Debit } from '../domain/sending/budget.ts';

/**
 * Asks one credential's vendor whether it takes the newest forms of what is sent, which it brings to one customer after
 * the other. What it answers is remembered by whoever sends; until then nothing new is sent.
 */
export interface FormAsker {
  readonly credential: string;
  /** From when there is something to ask, virtual ms. */
  askFrom(): number;
  /** What one question draws on. */
  debits(): readonly Debit[];
  /** Asks one question. Never rejects, and never waits. */
  ask(): Promise<void>;
}
