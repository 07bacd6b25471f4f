import type { PageKey } from '../sending/page-key.ts';

/** What a pager tells of one of its incidents. */
export interface PagerWord {
  /** The pager's own id of its incident. */
  readonly pagerIncident: string;
  /** The page that it stands for; null: the word does not carry its key. */
  readonly key: PageKey | null;
  /** When it happened, by the pager's clock, UNIX ms. Words are ordered by it, however late they come. */
  readonly at: number;
  readonly by: PagerAgent;
  readonly act: PagerAct;
  /** Who is to look after it since then; null: the word does not tell. */
  readonly assigned: readonly string[] | null;
  /** Where the pager shows its incident, an address of its own that was checked; absent: the word does not tell. */
  readonly link?: string;
  /** Id of the escalation policy by which it goes; absent: the word does not tell. */
  readonly policy?: string;
}

/** Who did it. `integration`: whatever sends events, the relay among them. `pager`: the pager by itself. */
export type PagerAgent =
  | {
      readonly kind: 'person';
      readonly name: string;
      /** The pager's own id of them; absent: not told. */
      readonly id?: string;
    }
  | { readonly kind: 'integration' | 'pager' };

/** What was done. */
export type PagerAct =
  | { readonly kind: 'acknowledged' | 'resolved' }
  | { readonly kind: 'triggered' | 'unacknowledged' | 'reopened' }
  /** Nothing: the pager was asked how it stands. */
  | {
      readonly kind: 'read';
      /** When it began to ring, by the pager's clock, UNIX ms. */ readonly rangAt: number | null;
    }
  | { readonly kind: 'reassigned' | 'escalated' | 'delegated' }
  | { readonly kind: 'priority'; readonly priority: string | null }
  | { readonly kind: 'note'; readonly text: string }
  /** Somebody was asked to help, or answered; `state` is the pager's word for it. */
  | { readonly kind: 'responder'; readonly name: string; readonly state: string };
