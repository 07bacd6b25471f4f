import type { Snapshot, SnapshotLimits } from '../domain/inbox/snapshot.ts';
import type { BrainRows } from '../domain/state.ts';

/** What the store keeps of what the brain remembered earlier, so that a replay need not begin at the first entry. */
export interface SnapshotStore {
  /** Whole ones, in order; and how many besides are of another version of the relay, which nobody reads. */
  snapshots(): Promise<{ readonly readable: readonly Snapshot[]; readonly others: number }>;
  /** What the brain remembered; null when there is none of this entry. @throws StoreUnusable for a row that cannot be read. */
  loadSnapshot(seq: number): Promise<BrainRows | null>;
  /** Number of the first entry from which on none is gone; 1 for an empty inbox. */
  unbrokenFrom(): Promise<number>;
  /**
   * Keeps what the brain remembers by its newest commit, and removes what is over the limits or leads nowhere any more.
   * Null when that is kept already, when it is larger than all may be together, or when the signal aborted.
   */
  takeSnapshot(limits: SnapshotLimits, signal: AbortSignal): Promise<Snapshot | null>;
}
