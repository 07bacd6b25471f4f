import type { SentryContext } from '../domain/sentry-context.ts';

/** What is asked of an incident. */
export interface ContextQuestion {
  /** Sentry's numeric ids of its issues, at least one; the first stands for it. */
  readonly issues: readonly [string, ...string[]];
  /** Virtual UNIX ms since when users and events are counted. */
  readonly since: number;
  readonly environments: readonly string[];
  /** Label of the alert rule that told of it; null: none did. */
  readonly rule: string | null;
}

/** What became of a question or an order. */
export type DeskAnswer<T> =
  | { readonly kind: 'told'; readonly value: T }
  /** Not now: Sentry is busy or out of reach; `waitMs` virtual ms until it may be asked again. */
  | { readonly kind: 'later'; readonly waitMs: number; readonly why: string }
  /** Never with this configuration: what is wrong and what to do. */
  | { readonly kind: 'refused'; readonly why: string };

/** One call of Sentry's Web API, as it is counted: which kind of thing it was about, and what became of it. */
export interface SentryCall {
  readonly route: 'issues' | 'issue' | 'resolve' | 'event' | 'committers' | 'teams' | 'rules';
  /** `strange`: not what its documents say; `failed`: HTTP 5xx; `no-answer`: it could not be reached. */
  readonly outcome: 'told' | 'absent' | 'strange' | 'forbidden' | 'limited' | 'failed' | 'no-answer';
}

/**
 * Asks Sentry, one call at a time and within its limits. Never rejects. It is on nobody's way: no page, no message and
 * no answer to a webhook waits for it.
 */
export interface SentryDesk {
  context(question: ContextQuestion): Promise<DeskAnswer<SentryContext>>;
  /** Resolves an issue; one that is resolved already, or gone, is done. */
  resolve(issue: string): Promise<DeskAnswer<null>>;
}
