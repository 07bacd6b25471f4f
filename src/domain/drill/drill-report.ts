import type { DrillResult, DrillScenario, DrillSubject } from './drill.ts';
import type { LikelyCause } from '../inbox/quarantine.ts';
import type { Trouble } from '../sending/trouble.ts';

/**
 * The version of a report. It grows when a reader of the version before would misjudge a report; what is only added
 * needs none. A relay that names no version leaves the judging to whoever asks.
 */
export const reportVersion = 1;

/** How far a drill got: what `GET /api/synthetics/:id` answers. Times are virtual UNIX ms, durations virtual ms. */
export interface DrillReport {
  readonly version: number;
  readonly id: string;
  /** The relay's clock when this was written. */
  readonly now: number;
  /** `registered`: no alert of it was counted yet. */
  readonly state: 'registered' | 'running' | DrillResult;
  readonly scenario: DrillScenario;
  readonly subject: DrillSubject;
  readonly registeredAt: number;
  readonly expiresAt: number;
  readonly endedAt: number | null;
  readonly alerts: { readonly allowed: number; readonly taken: number; readonly firstAt: number | null };
  /** Roots only: a storm that became one incident has one. */
  readonly incidents: readonly DrillIncident[];
  /** One for each receiver that the drill shows itself at, once its alert was counted. */
  readonly hops: readonly DrillHop[];
  /** The receivers of real alerts, asked without showing anything there. */
  readonly receivers: readonly ReceiverProbe[];
  /** What came from Sentry itself: a rotated secret shows here and nowhere else. */
  readonly sentry: SentrySigns;
  /** What the relay makes of all this, in the order in which an alert passes. */
  readonly steps: readonly DrillStep[];
  /** What still shows the drill as open, as sentences; empty once everything was resolved and marked. */
  readonly leftOpen: readonly string[];
}

/** What is proven of one step of an alert's way: `brain`: it was counted; `storm`: a burst became one incident. */
export interface DrillStep {
  readonly step: 'brain' | 'storm' | 'slack' | 'page' | 'sentry';
  /** `waiting`: something is still expected; `failed`: it will not come by itself; `unknown`: nothing tells. */
  readonly state: 'waiting' | 'ok' | 'failed' | 'unknown';
  /** Whether nothing more will come of it: what was accepted is still to be read back. */
  readonly done: boolean;
  /** What else there is to know, for people. */
  readonly note: string | null;
  /** What is wrong; of a waiting step what it lacks, or null when it only waits for one before it. */
  readonly trouble: Trouble | null;
  /** How the receivers took it; null for steps that reach none, and until one took it. */
  readonly taken: Taken | null;
}

/** How the drill's receivers of one kind took it: the slowest counts. Virtual ms since the first alert. */
export interface Taken {
  /** `accepted`: the provider said so; `confirmed`: it was read back. */
  readonly how: 'accepted' | 'confirmed';
  readonly acceptedMs: number;
}

/** A root incident of a drill. */
export interface DrillIncident {
  readonly id: string;
  /** The shared cause, when it was recognised as a storm. */
  readonly storm: string | null;
  readonly children: number;
}

/** One receiver on the way of a drill. */
export interface DrillHop {
  readonly hop: 'slack' | 'page';
  /** For example `slack/C0123ABCD`. */
  readonly receiver: string;
  /** `accepted`: the provider took it; `confirmed`: it was read back; `failed`: it will not get through by itself. */
  readonly state: 'waiting' | 'accepted' | 'confirmed' | 'failed';
  /** Since the door received the first alert. */
  readonly acceptedAfterMs: number | null;
  /** Why it waits or failed; null when there is no trouble. */
  readonly trouble: Trouble | null;
  /** Why it cannot be read back, once that is known; null while it is tried, and when it was. */
  readonly unconfirmed: string | null;
  /** Slack's `ts`, or PagerDuty's `dedup_key`. */
  readonly handle: string | null;
  /** Where people see it: Slack's permalink, or the incident's page at PagerDuty. */
  readonly link: string | null;
}

/** What a receiver of real alerts answered when it was asked silently. */
export interface ReceiverProbe {
  /** For example `pagerduty/1f3a9c02`. */
  readonly receiver: string;
  readonly kind: 'chat' | 'pager';
  /** `unknown`: it could not be found out yet (unreachable, throttled); it is tried again. */
  readonly state: 'asking' | 'ok' | 'failed' | 'unknown';
  /** False for an `ok` that nothing speaks against, and that nothing allows to find out. */
  readonly proven: boolean;
  /** What was found. */
  readonly detail: string;
  /** What is wrong; null when nothing is, and while it is asked. */
  readonly trouble: Trouble | null;
}

/** Whether Sentry and the relay still hold the same secret, all of one moment. Drills are not among its deliveries. */
export interface SentrySigns {
  /** When the newest genuine one came, and which secret matched it: `secret-1` is the newest. Null before the first. */
  readonly last: { readonly at: number; readonly verifiedBy: string } | null;
  /** Those in quarantine that came after the newest with the integration's own secret, and when the first of them came. */
  readonly refused: {
    readonly count: number;
    readonly firstAt: number | null;
    /** Of most of them; null where there are none. */
    readonly likely: LikelyCause | null;
  };
}

/** What `POST /api/synthetics` answers. */
export interface DrillTicket {
  readonly id: string;
  /** Goes into the alert's tag `stormrelay.drill`. */
  readonly nonce: string;
  readonly expiresAt: number;
  readonly alerts: number;
  /** Which hops a drill can prove here, by the relay's configuration. */
  readonly provable: readonly ('slack' | 'page')[];
  /** What whoever runs it should know, for example that it will show itself in the normal channel. */
  readonly notes: readonly string[];
}
