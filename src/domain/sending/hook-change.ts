import type { Decision } from '../decision.ts';

/** One thing that happened to an incident. */
export interface HookChange {
  /** Its number in the story of the incident: they rise, with gaps. */
  readonly n: number;
  /** Virtual ms. */
  readonly at: number;
  readonly what: HookChangeKind;
  readonly code: Decision['code'];
  /** The same as a sentence for people. */
  readonly text: string;
}

/**
 * What kind of change it is. `storm`: one was recognised, or its cause. `joined`: others became part of it. `folded`: it
 * became part of another. `parted`: it stands for itself again. `muted`: by a person or a silence, or for another time.
 * `page-failed`: nobody has received its page for long, or it is given up. `page-taken`: it was received after that. `repeated`: nothing has changed, and
 * nobody has it in hand.
 */
export type HookChangeKind =
  | 'opened'
  | 'paged'
  | 'paged-again'
  | 'page-failed'
  | 'page-taken'
  | 'acknowledged'
  | 'muted'
  | 'unmuted'
  | 'storm'
  | 'joined'
  | 'folded'
  | 'parted'
  | 'repeated'
  | 'resolved';
