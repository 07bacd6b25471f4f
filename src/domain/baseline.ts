/** How often breakouts of one cause usually happen here: exponentially decayed counts. */
export interface Baseline {
  /** The cause's key. */
  readonly key: string;
  /** Decayed number of breakouts at `at`. */
  readonly weight: number;
  readonly at: number;
  /** Virtual ms of the first breakout that it counted; rows of older relays, and most causes', have none. */
  readonly since?: number;
  /** How much of `weight` each service stands for, the heaviest first, at most 40; the rest is spread over others. */
  readonly services: readonly { readonly name: string; readonly weight: number }[];
}
