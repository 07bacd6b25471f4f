import type { Matcher } from './matcher.ts';
import type { TimeInterval } from './time-interval.ts';

/** What makes a receiver page; any one of them is enough. */
export type PageCondition =
  | { readonly code: 'storm' }
  /** Sentry itself calls it one (`issueCategory`). */
  | { readonly code: 'outage' }
  | { readonly code: 'level'; readonly level: string }
  | { readonly code: 'metric'; readonly severity: 'critical' | 'warning' }
  /** So many distinct events a minute, for so long. */
  | { readonly code: 'rate'; readonly eventsAMinute: number; readonly forMs: number }
  | { readonly code: 'users'; readonly users: number };

/** A team, as routes name it: its channels and keys. */
export interface NamedReceiver {
  readonly name: string;
  /** Ids of `Policy.receivers`. A pager's key belongs to one named receiver only. */
  readonly surfaces: readonly string[];
  /** Null: the default rules. Empty: it pages nobody. */
  readonly pageWhen: readonly PageCondition[] | null;
  /** Id of the Slack user or user group that a page's message names; null: nobody. */
  readonly mentionOnPage: string | null;
  /** What it would have sent is recorded, and nothing is sent: its surfaces are those of `Policy.shadows`. */
  readonly shadow: boolean;
}

/** When nobody has acknowledged for so long, another receiver is woken too. */
export interface Escalation {
  readonly unacknowledgedForMs: number;
  readonly to: string;
}

/** When whoever a route tells is told, in ms; what is absent is as for everybody. */
export interface Pace {
  /** A first message of what wakes nobody and is no storm waits so long for what belongs to it (Alertmanager's group_wait). */
  readonly groupWaitMs?: number;
  /** Figures of a message are brought up to date no oftener. */
  readonly updateEveryMs?: number;
  /** What goes on, and nobody has in hand, is told again each time so long has passed (Alertmanager's repeat_interval). */
  readonly repeatEveryMs?: number;
}

/** A node of the tree that says who is told, in Alertmanager's words (https://prometheus.io/docs/alerting/latest/configuration/#route). */
export interface Route extends Pace {
  /** Name of a receiver. */
  readonly receiver: string;
  /** All have to match. */
  readonly matchers: readonly Matcher[];
  /** Siblings after it are looked at too, although it matched. */
  readonly continue: boolean;
  /** While one of them holds, nobody is told or woken by this route. */
  readonly muteTimeIntervals: readonly string[];
  /** Where there are any, the route tells and wakes only while one holds. */
  readonly activeTimeIntervals: readonly string[];
  /** What heals by itself within this time, in ms, wakes nobody; storms and fatal errors are not held. */
  readonly holdMs: number;
  readonly escalate: Escalation | null;
  readonly routes: readonly Route[];
}

/** Who is told of what. */
export interface Routing {
  readonly receivers: readonly NamedReceiver[];
  readonly route: Route;
  readonly intervals: Readonly<Record<string, readonly TimeInterval[]>>;
}
