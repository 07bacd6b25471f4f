/** How often breakouts of one cause usually happen here: exponentially decayed counts. */
export interface Baseline {
  /** The cause's key. */
  readonly key: string;
  /** Decayed number of breakouts at `at`. */
  readonly weight: number;
  readonly at: number;
  /** How much of `weight` each service stands for, the heaviest first, at most 40; the rest is spread over others. */
  readonly services: readonly { readonly name: string; readonly weight: number }[];
}
