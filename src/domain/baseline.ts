/** How often breakouts of one cause usually happen here: an exponentially decayed count. */
export interface Baseline {
  /** The cause's key. */
  readonly key: string;
  /** Decayed number of breakouts at `at`. */
  readonly weight: number;
  readonly at: number;
}
