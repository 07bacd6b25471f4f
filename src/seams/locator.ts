import type { Debit } from '../domain/sending/budget.ts';

/** What a vendor told of where people see a post. */
type Whereabouts =
  | { readonly kind: 'told'; readonly link: string }
  /** It did not tell now; it may after `waitMs` virtual ms, or whenever the caller likes to ask again. */
  | { readonly kind: 'untold'; readonly waitMs: number }
  /** It never will: what was posted is not there any more. */
  | { readonly kind: 'gone' };

/** Asks one credential's vendor for the addresses of what was posted there. It never retries and never waits. */
export interface Locator {
  readonly credential: string;
  /** What one question draws on. */
  debits(): readonly Debit[];
  /** Never rejects. */
  locate(post: { readonly lane: string; readonly handle: string }): Promise<Whereabouts>;
}
