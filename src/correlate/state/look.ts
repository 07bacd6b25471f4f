import type { Alert } from '../../domain/alert.ts';
import type { PagingRule } from '../../domain/decision/paging.ts';

/** A root that paging has to look at, after an entry was correlated. */
export interface Look {
  readonly root: string;
  /** Null when no alert came, but the time to look at the incident again. */
  readonly fresh: FreshAlert | null;
  /** Who asks for somebody to be woken, whatever the rules say; absent: nobody does. */
  readonly askedBy?: string;
}

/** What paging needs to know of the alert just counted. */
export interface FreshAlert {
  /** Key of its issue. */
  readonly issue: string;
  readonly alert: Alert;
  /** Which paging rule it meets by itself; null when it meets none. */
  readonly met: PagingRule | null;
  /** How old its event was when the webhook was sent, by Sentry's clock, ms. */
  readonly ageMs: number;
  /** False when it came without a signature, which wakes nobody. */
  readonly signed: boolean;
}
