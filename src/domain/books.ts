/**
 * The books: every accepted Sentry entry is in exactly one column.
 * accepted = shown + folded + suppressed + setAside + dead + inFlight.
 */
export interface Books {
  readonly accepted: number;
  /** Alerts that stand for a message of their own: one for each root message that is shown. */
  readonly shown: number;
  /** Alerts that a shown message covers besides. */
  readonly folded: number;
  readonly suppressed: number;
  readonly setAside: number;
  /** Entries that could not be applied, and alerts whose message is a dead letter. */
  readonly dead: number;
  /** Not applied yet, or not covered by the shown version yet. */
  readonly inFlight: number;
  /** Virtual ms since the oldest alert in flight was received; null when none is. */
  readonly oldestInFlightMs: number | null;
}

/** Something of the books that comes to another figure than they carry when it is counted anew, row by row. */
export interface Miscount {
  /** A disposition's kind; `accepted`; or `bytes`, of the kept bodies. */
  readonly kind: string;
  /** Empty: it belongs to none. */
  readonly incident: string;
  readonly carried: number;
  readonly found: number;
}
