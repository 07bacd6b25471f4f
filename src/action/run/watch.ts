import type { HopVerdict } from '../judge/hop-verdict.ts';
import type { TicketSeen } from '../judge/observed.ts';

/** Who is told how a check comes along, as it does. */
export interface Watch {
  /** A drill exists at the relay from now on. */
  registered(ticket: TicketSeen): void;
  /** The relay has something to say. */
  note(sentence: string): void;
  /** A hop is done. */
  hop(hop: HopVerdict): void;
  /** Nothing of this drill is left open. */
  closed(drill: string): void;
  /** Another try begins after a pause. */
  again(tryNumber: number, pauseMs: number, why: string): void;
  /** A request was made: method, path, status, time. */
  trace(line: string): void;
}
