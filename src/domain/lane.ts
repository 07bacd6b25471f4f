/** The state of one channel or key. A blocked lane is probed by its first row now and then. */
export type LaneState =
  | { readonly kind: 'flowing' }
  | { readonly kind: 'waiting'; readonly until: number; readonly reason: string; readonly failures: number }
  | { readonly kind: 'blocked'; readonly since: number; readonly until: number; readonly reason: string };

/** One lane as the store keeps it. */
export interface Lane {
  readonly id: string;
  readonly credential: string;
  readonly state: LaneState;
}
