import type { Appended, Delivery } from '../domain/inbox/entry.ts';
import type { NewQuarantined, Quarantined } from '../domain/inbox/quarantine.ts';

/** One of the quarantine as what it turned out to be. */
export interface Healed {
  /** Its number in the quarantine. */
  readonly id: number;
  readonly delivery: Delivery;
}

/** Deliveries that matched no secret. */
export interface QuarantineStore {
  /** Keeps a refused delivery; when there are too many, `tooManyKept` (`domain/inbox/quarantine.ts`) says which go. */
  quarantine(refused: NewQuarantined): Promise<void>;
  /** Newest first. */
  quarantined(limit: number): Promise<readonly Quarantined[]>;
  /** Those with a greater number than `after`, oldest first: at most `limit`, and few enough to be held in memory. */
  quarantinedAfter(after: number, limit: number): Promise<readonly Quarantined[]>;
  /**
   * Appends what they turned out to be, as `InboxStore.append` does and in this order, and lets go of them in the
   * quarantine: in one durable commit. One that is no longer there is left out, and so is not in the answer.
   * @throws StoreFull as `append` does; then nothing has changed.
   */
  heal(healed: readonly Healed[], now: number): Promise<readonly Appended[]>;
}
