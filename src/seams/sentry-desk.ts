import type { AlertStatus } from '../domain/alert.ts';
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

/** What is asked of the issues that had events in a time. */
export interface ChangesQuestion {
  /** Virtual UNIX ms. */
  readonly since: number;
  readonly until: number;
  /** Where the page before this one ended; null: the first. */
  readonly cursor: string | null;
}

/** How an issue stands in Sentry. */
export interface IssueStanding {
  /** Sentry's numeric id. */
  readonly id: string;
  readonly status: Exclude<AlertStatus, 'assigned'>;
  /** `error`, `outage`, …, as Sentry says it in lower case. */
  readonly category: string;
  readonly level: string;
  /** UNIX ms; null: not told. */
  readonly firstSeenAt: number | null;
  readonly lastSeenAt: number | null;
  /** When it became what it is: new, regressed, escalating. Null: that is long past, or not told. */
  readonly turnedAt: number | null;
  /** When Sentry said so, virtual UNIX ms. */
  readonly asOf: number;
  /** Since when it counts events and users, virtual UNIX ms. */
  readonly countedSince: number;
  /** All that it said. */
  readonly said: unknown;
}

/** An alert rule of Sentry's that tells an integration or a webhook, whether this relay or another. */
export interface FiredAlert {
  readonly name: string;
  /** When it last fired, UNIX ms; null: never. */
  readonly firedAt: number | null;
}

/** How the integration stands that tells this relay, as far as Sentry says. */
export interface IntegrationStanding {
  readonly name: string;
  readonly disabled: boolean;
  /** Where it sends webhooks; null: nowhere. */
  readonly url: string | null;
  /** What its newest requests came to, newest first: HTTP status, 0 for a timeout, -1 where it was not reached. Null: not told. */
  readonly requests: readonly number[] | null;
}

/** The same, with what it is told of. */
export interface IntegrationSetup extends IntegrationStanding {
  /** Resources that it is told of without an alert rule (`issue`, `error`, …); null: not told. */
  readonly resources: readonly string[] | null;
  /** What alert rules call it by: its id and that of its installation. */
  readonly ids: readonly string[];
}

/** An alert rule that is on and tells an integration or a webhook: whom, and how often. */
export interface AlertRule extends FiredAlert {
  /** Ids of the integrations that it tells. */
  readonly tells: readonly string[];
  /** It fires for each event that its filters let through, and not only for what is new. */
  readonly everyEvent: boolean;
  /** Time between two firings for one issue; 0: none; null: not told. */
  readonly pauseMs: number | null;
}

/** How Sentry is set up to tell this relay. */
export interface SentrySetup {
  /** Alert rules that tell an integration or a webhook, and are on. */
  rules(): Promise<DeskAnswer<readonly AlertRule[]>>;
  /** The integration that sends to an address like this relay's; null: none is to be seen. */
  integration(): Promise<IntegrationSetup | null>;
}

/** One page of a list. */
export interface Page<T> {
  readonly items: readonly T[];
  /** Where the next page begins; null: this is the last. */
  readonly next: string | null;
}

/** What came of reading in Sentry what may not have been heard. */
export interface CaughtUp {
  /** The time that was looked at, virtual UNIX ms. */
  readonly since: number;
  readonly until: number;
  /** Issues that were looked at. */
  readonly looked: number;
  /** Issues that nothing had told of: each became an entry of the inbox. */
  readonly told: number;
  /** Why it ended early; null: it did not. */
  readonly why: string | null;
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
  readonly route: 'issues' | 'issue' | 'resolve' | 'event' | 'committers' | 'teams' | 'rules' | 'integration';
  /** `strange`: not what its documents say; `failed`: HTTP 5xx; `no-answer`: it could not be reached. */
  readonly outcome: 'told' | 'absent' | 'strange' | 'forbidden' | 'limited' | 'failed' | 'no-answer';
}

/**
 * Asks Sentry, one call at a time and within its limits. Never rejects. It is on nobody's way: no page, no message and
 * no answer to a webhook waits for it.
 */
export interface SentryDesk {
  context(question: ContextQuestion): Promise<DeskAnswer<SentryContext>>;
  /** Open issues that had events in a time, the newest event first. */
  changes(question: ChangesQuestion): Promise<DeskAnswer<Page<IssueStanding>>>;
  /** How some issues stand, at most 100; those that are gone are left out. `since`: before it they had no event. */
  standings(issues: readonly string[], since: number): Promise<DeskAnswer<readonly IssueStanding[]>>;
  /** The body of an inbox entry of source `sentry-api` that tells how an issue stands; of one that fires, with its newest event. */
  reconstruct(issue: IssueStanding): Promise<DeskAnswer<string>>;
  /** Alert rules that tell an integration or a webhook, and are on. */
  alerts(): Promise<DeskAnswer<readonly FiredAlert[]>>;
  /** The integration that sends to an address like this relay's; null: none is to be seen. */
  integration(): Promise<IntegrationStanding | null>;
  /** Resolves an issue; one that is resolved already, or gone, is done. */
  resolve(issue: string): Promise<DeskAnswer<null>>;
}
