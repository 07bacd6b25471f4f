import type { EnvironmentLists } from '../domain/environment/environment.ts';
import type { PagerDutySettings } from '../integrations/pagerduty/config.ts';
import type { SentrySettings } from '../integrations/sentry/config.ts';
import type { SentryAccess } from '../integrations/sentry/web-api/client.ts';
import type { SlackSettings } from '../integrations/slack/config.ts';
import type { WebhookSettings } from '../integrations/webhook/config.ts';
import type { ClockScale } from '../seams/clock.ts';
import type { Teams } from './routing/teams.ts';
import type { Knowledge } from './knowledge.ts';
import type { PolicyNumbers } from './numbers.ts';

/** What the operator says of a service. */
interface ServiceSettings {
  readonly owner?: string | undefined;
  readonly runbook?: string | undefined;
}

/** With what the relay sent that runs, before it read its configuration again: what is open there is finished. */
interface Left {
  readonly workspaces: readonly SlackSettings[];
  readonly hooks: readonly WebhookSettings[];
  readonly pagers: readonly PagerDutySettings[];
}

/** How one relay is set up, checked as a whole. Its secrets never reach a log: describe it with describe.ts. */
export interface Settings {
  readonly listen: { readonly host: string; readonly port: number };
  /** Where people reach the relay's own page; null: they are not told. */
  readonly publicUrl: string | null;
  /** File of the embedded store. */
  readonly storePath: string;
  readonly adminToken: string | null;
  /** Opens deploys and drills to CI, and nothing else. */
  readonly ciToken: string | null;
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent';
  readonly clock: ClockScale;
  /** Which environments page whatever their names say, and which never do. */
  readonly environments: EnvironmentLists;
  readonly sentry: SentrySettings;
  /** Sentry's Web API, which is asked about open incidents; null without a token. */
  readonly sentryApi: SentryAccess | null;
  /** How often it is read in Sentry whether something was lost; null: never by itself. */
  readonly catchUpEveryMs: number | null;
  /** Whose resolve also resolves the issues in Sentry; null: nobody's. */
  readonly resolveInSentry: 'here' | 'everywhere' | null;
  /** Who owns a service, and where to read what to do; `*` for all others. */
  readonly services: Readonly<Record<string, ServiceSettings>>;
  /** What the operators know of their system. */
  readonly knowledge: Knowledge;
  /** The numbers that the brain decides by, as far as they are configuration. */
  readonly numbers: PolicyNumbers;
  /** Where incidents are shown, each of them in every channel; null when Slack is not used. */
  readonly slack: SlackSettings | null;
  /** Who is woken up, of several teams the first; null when PagerDuty is not used. */
  readonly pagerduty: PagerDutySettings | null;
  /** Whose key takes what `pagerduty` does not take; null: nobody's. Of teams each has its own. */
  readonly pagerdutyFallback: PagerDutySettings | null;
  /** Who is told of what; null: everybody of everything. */
  readonly teams: Teams | null;
  /** Name of the receiver that is told of the relay's own trouble; null: whoever has what no other route takes. */
  readonly ownTrouble: string | null;
  /** Keys that were replaced, newest first: they page nobody any more, but what they opened is closed with them. */
  readonly pagerdutyOld: readonly PagerDutySettings[];
  /** Any of these signs what PagerDuty tells; empty: it tells nothing. */
  readonly pagerdutyWebhookSecrets: readonly string[];
  /** PagerDuty's REST API, to read incidents back and who is on call; null without a token. */
  readonly pagerdutyRest: {
    readonly apiUrl: string;
    readonly token: string;
    /** Id of the service that is paged; null: it is found out by what was paged. */
    readonly service: string | null;
    /** In whose name the story of what is paged is written there; null: it is not. */
    readonly from: string | null;
  } | null;
  /** Whether PagerDuty is told of deploys. */
  readonly pagerdutyChanges: boolean;
  /** Who is paged by drills; null when nobody is. */
  readonly pagerdutyTest: PagerDutySettings | null;
  /** The program that is told of every incident; null when there is none. */
  readonly webhook: WebhookSettings | null;
  /** What has left the configuration while the relay runs; absent: nothing. */
  readonly left?: Left;
  /** Hosts that links of deploys may lead to. */
  readonly deployLinkHosts: readonly string[];
  /** The dead man's switch that is told while all works; null: none is. */
  readonly heartbeat: {
    readonly url: string;
    readonly everyMs: number;
    readonly allowPrivate: boolean;
  } | null;
  /** The collector that is told of the journeys of events, under which name, and of what share of them; null: none is. */
  readonly traces: {
    readonly endpoint: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly service: string;
    readonly share: number;
  } | null;
  /** The drill that the relay runs by itself, and as whose; null: none. */
  readonly canary: { readonly everyMs: number; readonly service: string } | null;
  /** How long applied bodies are kept. */
  readonly retention: { readonly maxAgeMs: number; readonly maxBytes: number };
}
