/**
 * What the three fakes saw. The referee judges by these records and by nothing that the relay says of itself.
 * Every time is in virtual milliseconds since the UNIX epoch, as read from the simulator's clock when the
 * request had arrived in full.
 */

/** One webhook that the fake Sentry sent, and what became of it. */
export interface SentryDelivery {
  /** When the request was sent. */
  readonly at: number;
  /** When what it tells of happened: a storm that a machine cannot keep up with is sent later. */
  readonly happenedAt: number;
  readonly requestId: string;
  /** `Sentry-Hook-Resource`, for example `event_alert`. */
  readonly resource: string;
  /** `action` of the body, for example `triggered`. */
  readonly action: string;
  /** What the scenario knows about this delivery (service, issue, event, outage): never sent to the relay. */
  readonly truth: DeliveryTruth;
  /** 2xx, any other status, or no answer inside Sentry's deadline of one second. */
  readonly outcome: 'accepted' | 'rejected' | 'unanswered';
  readonly status: number | null;
  /** Real (not virtual) milliseconds until the answer; null when there was none. */
  readonly ackMs: number | null;
}

export interface DeliveryTruth {
  readonly service: string;
  readonly issueId: string | null;
  readonly eventId: string | null;
  /** The trace of the request in which it happened: what follows from a failure has that of the failure. */
  readonly trace: string | null;
  /** The id of the scenario's outage that produced it; null for background noise. */
  readonly outage: string | null;
  readonly environment: string | null;
  /** True when a correct relay has to count it in an incident (false for comments, installations and the like). */
  readonly counts: boolean;
}

/** One call of the fake Sentry's Web API. */
export interface SentryCall {
  readonly at: number;
  readonly method: string;
  /** Path below `/api/0`, without the query. */
  readonly path: string;
  readonly status: number;
}

/** One press of a button, with an address of its own at which whoever pressed can be answered. */
export interface SlackPress {
  readonly at: number;
  /** The id of whoever pressed. */
  readonly user: string;
  /** What only they were shown in answer: so many lines. */
  readonly answers: number;
}

/** One call of the fake Slack's Web API or incoming webhook. */
export interface SlackCall {
  readonly at: number;
  /** `chat.postMessage`, `chat.update`, `conversations.history`, …, or `incoming-webhook`. */
  readonly method: string;
  readonly channel: string | null;
  /** HTTP status answered; null when a fault left the request unanswered. */
  readonly status: number | null;
  readonly ok: boolean;
  readonly error: string | null;
  readonly ts: string | null;
  readonly threadTs: string | null;
  readonly broadcast: boolean;
  /** True when the message was stored, whatever was answered. */
  readonly stored: boolean;
  /** Stored and answered 200, but not displayed ("high volume of activity"). */
  readonly hidden: boolean;
  /** Name of the fault that acted on this call, if any. */
  readonly fault: string | null;
  /** Virtual milliseconds until which the caller was told to wait by an earlier 429 of the same bucket, else null. */
  readonly retryAfterUntil: number | null;
  /** Whether the call came before that moment: an ignored Retry-After. */
  readonly ignoredRetryAfter: boolean;
}

/** One version of a message: how it read from `at` on. */
export interface SlackRevision {
  readonly at: number;
  readonly text: string;
  /** The visible text of all blocks, joined by newlines (markup included). */
  readonly blocksText: string;
  readonly metadata: {
    readonly event_type: string;
    readonly event_payload: Readonly<Record<string, unknown>>;
  } | null;
}

export interface SlackMessage {
  readonly channel: string;
  readonly ts: string;
  readonly threadTs: string | null;
  readonly broadcast: boolean;
  readonly hidden: boolean;
  readonly deleted: boolean;
  /** Oldest first; the first is the post. */
  readonly revisions: readonly SlackRevision[];
}

/** One call of `/v2/enqueue` at the fake PagerDuty. */
export interface PagerDutyCall {
  readonly at: number;
  readonly routingKey: string;
  readonly action: string;
  readonly dedupKey: string | null;
  readonly severity: string | null;
  readonly summary: string | null;
  readonly status: number | null;
  /** True when the event took effect or was dropped by PagerDuty's rules; false when it was never ingested. */
  readonly ingested: boolean;
  /** What the dedup state machine made of it. */
  readonly effect: 'opened' | 'updated' | 'acknowledged' | 'resolved' | 'dropped' | 'refused';
  readonly fault: string | null;
  readonly bytes: number;
}

export interface PagerDutyIncident {
  readonly id: string;
  readonly routingKey: string;
  readonly dedupKey: string;
  readonly status: 'triggered' | 'acknowledged' | 'resolved';
  readonly summary: string;
  readonly severity: string;
  readonly openedAt: number;
  readonly acknowledgedAt: number | null;
  readonly resolvedAt: number | null;
  readonly customDetails: unknown;
  readonly links: readonly { readonly href: string; readonly text?: string }[];
}

/**
 * Somebody was woken: a trigger opened an incident. One that is applied to an open incident wakes nobody, whether
 * it was acknowledged or not; after a resolve, by whomever, the same key opens a new one and wakes again.
 */
export interface PagerDutyWaking {
  readonly at: number;
  readonly routingKey: string;
  readonly dedupKey: string;
  /** PagerDuty's incident that rang. */
  readonly incident: string;
  /** As it read when it rang: later triggers overwrite the incident's. */
  readonly summary: string;
  readonly severity: string;
}

/** A note of an incident. */
export interface PagerDutyNote {
  readonly at: number;
  readonly id: string;
  /** PagerDuty's incident. */
  readonly incident: string;
  /** Who wrote it. */
  readonly by: string;
  readonly content: string;
}

/** One attempt of a webhook that the fake PagerDuty sent. */
export interface PagerDutyDelivery {
  readonly at: number;
  /** The same for every attempt and copy. */
  readonly webhookId: string;
  /** For example `incident.acknowledged`. */
  readonly event: string;
  /** PagerDuty's incident. */
  readonly incident: string;
  readonly copy: number;
  readonly attempt: number;
  /** Null: no answer in time. */
  readonly status: number | null;
}

/** A channel of the fake Slack that an app has made. */
export interface SlackMadeChannel {
  readonly id: string;
  readonly name: string;
  readonly at: number;
  /** The newest last. */
  readonly topics: readonly string[];
  /** User ids of those who were invited. */
  readonly invited: readonly string[];
  readonly archivedAt: number | null;
}

/** One event that a program was sent in the form of Standard Webhooks. */
export interface WebhookCall {
  readonly at: number;
  readonly webhookId: string;
  /** Its signature is right, and no older than a receiver allows. */
  readonly verified: boolean;
  /** The program took it, whatever it answered. */
  readonly taken: boolean;
  readonly status: number | null;
  readonly fault: string | null;
  readonly bytes: number;
  /** Null: what came was none. */
  readonly event: {
    readonly type: string;
    readonly incident: string;
    readonly status: 'open' | 'acknowledged' | 'resolved' | 'folded';
    readonly alerts: number;
    readonly storm: boolean;
    /** Numbers of what happened since the event before. */
    readonly changes: readonly number[];
  } | null;
}

/** Everything at one moment. */
export interface Observed {
  readonly sentry: {
    readonly deliveries: readonly SentryDelivery[];
    /** Calls of its Web API. Absent in what older versions wrote. */
    readonly calls?: readonly SentryCall[];
  };
  readonly slack: {
    readonly calls: readonly SlackCall[];
    readonly messages: readonly SlackMessage[];
    /** Oldest first. Absent in what older versions wrote. */
    readonly made?: readonly SlackMadeChannel[];
    /** Oldest first. Absent in what older versions wrote. */
    readonly presses?: readonly SlackPress[];
  };
  readonly pagerduty: {
    readonly calls: readonly PagerDutyCall[];
    readonly incidents: readonly PagerDutyIncident[];
    /** Oldest first. */
    readonly wakings: readonly PagerDutyWaking[];
    /** Oldest first. Absent in what older versions wrote. */
    readonly notes?: readonly PagerDutyNote[];
    /** Absent where nobody subscribed. */
    readonly webhooks?: readonly PagerDutyDelivery[];
  };
  /** Absent in what older versions wrote. */
  readonly webhook?: { readonly calls: readonly WebhookCall[] };
}
