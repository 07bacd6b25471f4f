/**
 * Which life of which page: whatever the pager is told of it, it is told under this. How the pager writes it is its
 * edge's to know.
 */
export interface PageKey {
  /** The installation's id: two relays may share one pager. */
  readonly install: string;
  readonly incident: string;
  /** 1 is the first. */
  readonly generation: number;
  /** Name of the receiver that is woken; absent where there is one for all. */
  readonly receiver?: string;
}
