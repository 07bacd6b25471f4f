/** Somebody whom a pager would wake now. */
export interface OnCallPerson {
  readonly name: string;
  /** 1 is woken first; higher ones only where nobody before them acknowledges. */
  readonly level: number;
  /** When the shift ends, UNIX ms by the pager's clock; null: it does not, or is not told. */
  readonly until: number | null;
}

/** Who is on call, or why that is not known. */
export type OnCallAnswer =
  /** `at`: when the pager said so, virtual ms. By level; nobody where nobody is. */
  | { readonly kind: 'known'; readonly people: readonly OnCallPerson[]; readonly at: number }
  /** `reason` is a sentence for people, which says what to do where that helps. */
  | { readonly kind: 'unknown'; readonly reason: string };

/** Knows who is on call. */
export interface OnCall {
  /** Who would be woken now for what pages. Never rejects, and asks the pager at most about once a minute. */
  whoIsOnCall(): Promise<OnCallAnswer>;
}
