import type { TroubleCode } from './trouble.ts';

/** The state of one channel or key. A blocked lane is probed by its first row now and then. */
export type LaneState =
  | { readonly kind: 'flowing' }
  | (Held & { readonly kind: 'waiting'; readonly failures: number })
  | (Held & { readonly kind: 'blocked'; readonly since: number });

/** Why nothing flows, and until when. */
interface Held {
  readonly until: number;
  readonly reason: string;
  /** Absent in the lanes of an older version. */
  readonly code?: TroubleCode;
  /** What of a chat has been wanted since then, virtual ms, nobody has seen: nothing was taken since. Absent: not said. */
  readonly unseenSince?: number;
  /** Since when the chat has been asked to take it, virtual ms, where the relay was away before. Absent: all the time. */
  readonly askedSince?: number;
}

/** Since when nobody has seen what is new in a chat; null: it is not known that nobody has. */
export function unseenSince(held: LaneState | null): number | null {
  return held === null || held.kind === 'flowing' ? null : (held.unseenSince ?? null);
}

/** Since when a chat was asked to take what is new, and took nothing; null: it is not known that it did not. */
export function silentSince(held: LaneState | null): number | null {
  const unseen = unseenSince(held);
  if (unseen === null || held === null || held.kind === 'flowing') return null;
  return Math.max(unseen, held.askedSince ?? unseen);
}

/** A lane in trouble, as it is reported anew: a start in between no longer knows since when the chat is asked. */
export function stillAsked(reported: LaneState, before: LaneState | null): LaneState {
  if (reported.kind === 'flowing' || before === null || before.kind === 'flowing') return reported;
  return before.askedSince === undefined ? reported : { askedSince: before.askedSince, ...reported };
}

/** One lane as the store keeps it. */
export interface Lane {
  readonly id: string;
  readonly credential: string;
  readonly state: LaneState;
}
