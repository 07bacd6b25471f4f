import type { Delivery } from '../domain/inbox/entry.ts';

/** What a pager told of a page. */
type PageReading =
  /** An entry for the inbox, which the pager's source reads. */
  | { readonly kind: 'told'; readonly delivery: Delivery }
  /** Nothing, or nothing yet: asking again may help after `waitMs` virtual ms. */
  | { readonly kind: 'untold'; readonly waitMs: number };

/** Asks a pager how one of its incidents stands. */
export interface PageReader {
  /** @param handle The page as its pager has it. Never rejects, and asks once. */
  read(handle: string): Promise<PageReading>;
}
