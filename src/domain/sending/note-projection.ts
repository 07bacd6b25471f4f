import type { ChangeBefore } from './page-projection.ts';

/** The story of an incident as its pager is told of it, beside the page: who did what elsewhere, and what it came to. */
export interface NoteProjection {
  readonly surface: 'note';
  readonly incident: string;
  /** The installation's id: two relays may share one pager. */
  readonly install: string;
  /** The pager's own id of the incident that the page became. */
  readonly pagerIncident: string;
  /** What changed before it began; null: nothing is known of. */
  readonly changed: ChangeBefore | null;
  /** The newest items, oldest first, bounded. Those who joined stand there one by one, and are told as one. */
  readonly items: readonly NoteItem[];
}

/** One item of it. `n` counts timeline items of the incident, `at` is virtual ms. */
export type NoteItem = { readonly n: number; readonly at: number } & (
  | { readonly joined: string }
  | {
      readonly text: string;
      /** What is told of it in lines of their own below; absent: nothing. */
      readonly lines?: readonly string[];
    }
);
