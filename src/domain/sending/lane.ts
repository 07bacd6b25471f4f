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
}

/** Since when nobody has seen what is new in a chat; null: it is not known that nobody has. */
export function unseenSince(held: LaneState | null): number | null {
  return held === null || held.kind === 'flowing' ? null : (held.unseenSince ?? null);
}

/** One lane as the store keeps it. */
export interface Lane {
  readonly id: string;
  readonly credential: string;
  readonly state: LaneState;
}
