/** What a bounded step of removing came to. */
export interface Bite {
  readonly removed: number;
  /** There may be more to remove. */
  readonly more: boolean;
}
