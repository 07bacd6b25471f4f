import type { Settings } from '../config/settings.ts';
import type { Redactor } from '../domain/text/secrets.ts';
import type { DeadLetter } from '../domain/sending/dead-letter.ts';
import type { JsonCheck } from '../domain/inbox/json-body.ts';
import type { Appended } from '../domain/inbox/entry.ts';
import type { LaneWord } from '../domain/inbox/lane-word.ts';
import type { SilenceWord } from '../domain/inbox/silence-word.ts';
import type { Policy } from '../domain/policy.ts';
import type { OperatorsWord } from '../ingest/operator-command.ts';
import type { ClosedBy } from '../ingest/close-dead-letters.ts';
import type { Inbox } from '../ingest/inbox.ts';
import type { ActingWorkspace } from '../integrations/slack/door.ts';
import type { SocketLines } from '../integrations/slack/socket/lines.ts';
import type { Feed } from '../observe/feed.ts';
import type { Readiness } from '../observe/health.ts';
import type { CanaryView } from '../observe/drills/canary-view.ts';
import type { HeartStanding } from '../observe/heartbeat/why-silent.ts';
import type { LaneView } from '../observe/lanes/lane-view.ts';
import type { Metrics } from '../observe/metrics.ts';
import type { Overview } from '../observe/overview.ts';
import type { Rates } from '../observe/rates.ts';
import type { Refusals } from '../observe/refusals.ts';
import type { Drills } from '../pipeline/drills.ts';
import type { Clock } from '../seams/clock.ts';
import type { Log } from '../seams/log.ts';
import type { CaughtUp } from '../seams/sentry-desk.ts';
import type { Store } from '../seams/store.ts';

/** The slice of the store that doors and API touch. */
export type HttpStore = Pick<
  Store,
  | 'quarantine'
  | 'quarantined'
  | 'books'
  | 'stats'
  | 'objectives'
  | 'incident'
  | 'incidents'
  | 'roots'
  | 'countOpenRoots'
  | 'resolvedLately'
  | 'over'
  | 'children'
  | 'issues'
  | 'childrenTally'
  | 'joined'
  | 'countJoined'
  | 'timeline'
  | 'notificationsOf'
  | 'disposition'
  | 'silences'
  | 'ruling'
  | 'deploys'
  | 'setAside'
  | 'deadLetters'
  | 'deadLetter'
  | 'deadLettersOf'
  | 'discarded'
  | 'entry'
  | 'notification'
  | 'endedSessions'
  | 'endSession'
>;

/** Everything that the HTTP side needs of the rest. */
export interface HttpDeps {
  readonly settings: Pick<
    Settings,
    'adminToken' | 'ciToken' | 'publicUrl' | 'sentry' | 'pagerdutyWebhookSecrets' | 'deployLinkHosts'
  >;
  /** The relay's own secrets, which no body shows that is shown as it came. */
  readonly untold: Redactor;
  readonly inbox: Pick<Inbox, 'accept'>;
  /** A quick look whether a webhook's body is JSON; absent: it is parsed. */
  readonly looksWhole?: JsonCheck;
  readonly store: HttpStore;
  readonly clock: Pick<Clock, 'now'>;
  /** An unscaled clock, for what a person waits for. */
  readonly pace: Pick<Clock, 'now' | 'sleep'>;
  readonly log: Log;
  readonly lanes: () => Promise<readonly LaneView[]>;
  readonly readiness: () => Promise<Readiness>;
  readonly metrics: Metrics;
  /** The dead man's switch; null where none is configured. */
  readonly heart: () => HeartStanding | null;
  /** Null where no canary is configured. */
  readonly canary: () => CanaryView | null;
  readonly rates: Rates;
  readonly refusals: Refusals;
  readonly overview: () => Promise<Overview>;
  readonly feed: Feed<Overview>;
  /** Resolves once the brain has applied the entry, or when that takes unreasonably long. */
  readonly applied: (seq: number) => Promise<void>;
  readonly drills: Drills;
  /** What people do in Slack is judged there. */
  readonly slackDesks: {
    readonly workspaces: readonly ActingWorkspace[];
    /** Of Socket Mode; null where it is not used. */
    standing(): ReturnType<SocketLines['standing']> | null;
  };
  /** Appends the command as an `operator` entry. */
  readonly operator: (command: OperatorsWord) => Promise<Appended>;
  /** What the configuration keeps quiet. */
  readonly policy: () => Pick<Policy, 'maintenance' | 'inhibitRules' | 'routing'>;
  /** Why the newest configuration does not hold; null: it does. */
  readonly refusedRules: () => string | null;
  /** Appends what is asked about silences as an `operator` entry. */
  readonly silence: (word: SilenceWord) => Promise<Appended>;
  /** Appends a person's word that a lane works again as an `operator` entry. */
  readonly resetLane: (word: LaneWord) => Promise<Appended>;
  /** Reads in Sentry what happened in the last so many ms; null: it cannot be asked. */
  readonly catchUp: (sinceMs: number) => Promise<CaughtUp | null>;
  /** Replays open dead letters, or closes them as discarded; answers with those that it closed. */
  readonly deadLetters: {
    readonly replay: (letters: readonly DeadLetter[], by: ClosedBy) => Promise<readonly DeadLetter[]>;
    readonly discard: (letters: readonly DeadLetter[], by: ClosedBy) => Promise<readonly DeadLetter[]>;
  };
}
