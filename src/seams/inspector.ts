import type { Debit } from '../domain/sending/budget.ts';
import type { Notification } from '../domain/sending/notification.ts';
import type { TroubleCode } from '../domain/sending/trouble.ts';

/** What a look at a vendor found. */
export type Finding =
  /** It is as it should be. `link`: where people see it, if the vendor told. */
  | { readonly kind: 'yes'; readonly detail: string; readonly link: string | null }
  /** It is not, and will not be by itself: what is wrong and what to do. */
  | (Unseen & { readonly kind: 'no' })
  /** It could not be found out now; looking again may help, after `waitMs` virtual ms. */
  | (Unseen & { readonly kind: 'unknown'; readonly waitMs: number })
  /** It can never be found out with this configuration, for example for want of a scope. */
  | (Unseen & { readonly kind: 'blind' });

/** Why something is not as it should be, or cannot be seen: as a code for programs, and as a sentence for people. */
interface Unseen {
  readonly code: TroubleCode;
  readonly detail: string;
}

/** Looks at one credential's receivers without changing anything that people see. It never retries and never waits. */
export interface Inspector {
  readonly credential: string;
  /** What one probe of a lane, or one look for a row's message or page, draws from the credential's buckets. */
  probeDebits(lane: string): readonly Debit[];
  readBackDebits(row: Notification): readonly Debit[];
  /** Whether a real alert could be delivered to this lane now. Never rejects. */
  probe(lane: string): Promise<Finding>;
  /**
   * Whether what the vendor accepted for this row (its `sent.handle`) can be seen there. Vendors show things moments
   * after they accepted them, so the first `no` need not be the last word. Never rejects.
   */
  readBack(row: Notification): Promise<Finding>;
}
