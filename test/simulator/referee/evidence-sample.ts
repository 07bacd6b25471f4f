import type {
  PagerDutyCall,
  PagerDutyIncident,
  PagerDutyWaking,
  SentryDelivery,
  SlackCall,
  SlackMessage,
  SlackRevision,
} from '../../../simulator/observed.ts';
import type { Evidence } from '../../../simulator/referee/evidence.ts';
import type { Outburst } from '../../../simulator/storm/truth.ts';
import { bindChecks, judgeRun, type Judgement } from '../../../simulator/referee/referee.ts';

/** Virtual time zero of the samples. */
export const T0 = 1_790_000_000_000;

/** A delivery `at` ms after zero. */
export function delivery(at: number, service: string, more: Partial<SentryDelivery> = {}): SentryDelivery {
  return {
    at: T0 + at,
    happenedAt: T0 + at,
    requestId: `r${at}${service}`,
    resource: 'event_alert',
    action: 'triggered',
    truth: {
      service,
      issueId: `issue ${service}`,
      eventId: `e${at}`,
      trace: `t${at}${service}`,
      outage: 'cache',
      environment: 'production',
      counts: true,
    },
    outcome: 'accepted',
    status: 202,
    ackMs: 4,
    ...more,
  };
}

export function revision(at: number, text: string, alerts: number, incident = 'i1'): SlackRevision {
  return {
    at: T0 + at,
    text,
    blocksText: '',
    metadata: {
      event_type: 'stormrelay_incident',
      event_payload: { incident, surface: 'message', upto: alerts, alerts },
    },
  };
}

export function message(revisions: readonly SlackRevision[], more: Partial<SlackMessage> = {}): SlackMessage {
  return {
    channel: 'C1',
    ts: String(revisions[0]?.at ?? T0),
    threadTs: null,
    broadcast: false,
    hidden: false,
    deleted: false,
    revisions,
    ...more,
  };
}

export function slackCall(at: number, more: Partial<SlackCall> = {}): SlackCall {
  return {
    at: T0 + at,
    method: 'chat.postMessage',
    channel: 'C1',
    status: 200,
    ok: true,
    error: null,
    ts: String(T0 + at),
    threadTs: null,
    broadcast: false,
    stored: true,
    hidden: false,
    fault: null,
    retryAfterUntil: null,
    ignoredRetryAfter: false,
    ...more,
  };
}

export function pageCall(at: number, action: string, more: Partial<PagerDutyCall> = {}): PagerDutyCall {
  return {
    at: T0 + at,
    routingKey: 'k',
    action,
    dedupKey: 'stormrelay:x:i1:1',
    severity: 'critical',
    summary: 'a-api, b-api and c-api cannot reach the cache',
    status: 202,
    ingested: true,
    effect: action === 'trigger' ? 'opened' : 'resolved',
    fault: null,
    bytes: 100,
    ...more,
  };
}

export function page(openedAt: number, more: Partial<PagerDutyIncident> = {}): PagerDutyIncident {
  return {
    id: `P${openedAt}`,
    routingKey: 'k',
    dedupKey: 'stormrelay:x:i1:1',
    status: 'resolved',
    summary: 'a-api, b-api and c-api cannot reach the cache',
    severity: 'critical',
    openedAt: T0 + openedAt,
    acknowledgedAt: null,
    resolvedAt: T0 + 60_000,
    customDetails: { services: ['a-api', 'b-api', 'c-api'] },
    links: [],
    ...more,
  };
}

/** Somebody was woken by `page(at)`. */
export function waking(at: number, more: Partial<PagerDutyWaking> = {}): PagerDutyWaking {
  return {
    at: T0 + at,
    routingKey: 'k',
    dedupKey: 'stormrelay:x:i1:1',
    incident: `P${at}`,
    summary: 'a-api, b-api and c-api cannot reach the cache',
    severity: 'critical',
    ...more,
  };
}

/** A trouble breaks out from `from` to `to` ms after zero. */
export function outburst(from: number, to: number, wakes = true): Outburst {
  return { from: T0 + from, to: T0 + to, wakes };
}

/** A short outage of three services that a good relay handled: every check holds on it. */
export function goodRun(): Evidence {
  const services = ['a-api', 'b-api', 'c-api'];
  const failures = services.map((service, index) => delivery(1000 * (index + 1), service));
  const resolves = services.map((service, index) =>
    delivery(50_000 + index, service, { resource: 'issue', action: 'resolved' }),
  );
  return {
    speed: 6,
    start: T0,
    deliveries: [...failures, ...resolves],
    slack: {
      calls: [
        slackCall(1800),
        slackCall(4500, { method: 'chat.update', ts: String(T0 + 1800) }),
        slackCall(52_000, { method: 'chat.update', ts: String(T0 + 1800) }),
      ],
      messages: [
        message([
          revision(1800, 'a-api fails', 1),
          revision(4500, 'a-api, b-api, c-api fail', 3),
          revision(52_000, 'Resolved: a-api, b-api, c-api', 6),
        ]),
      ],
    },
    pagerduty: {
      calls: [pageCall(4000, 'trigger'), pageCall(52_000, 'resolve')],
      incidents: [page(4000)],
      wakings: [waking(4000)],
    },
    books: { accepted: 6, shown: 1, folded: 5, suppressed: 0, setAside: 0, dead: 0, inFlight: 0 },
    outages: [{ id: 'cache', services, pages: 1, resolves: true, outbursts: [outburst(0, 40_000)] }],
    alone: [],
    escalation: null,
    fatals: [{ service: 'a-api', shortId: 'A-API-1', issueId: 'issue a-api' }],
    down: [],
    acts: [],
    exit: { code: 0, signal: null },
    webhook: null,
    drainedAfterMs: 2000,
  };
}

/** What one check says of some evidence. */
export function judged(
  name: string,
  evidence: Evidence,
  parameters: Record<string, unknown> = {},
): Judgement {
  const [judgement] = judgeRun(bindChecks('sample', [{ name, parameters }]), evidence);
  if (judgement === undefined) throw new Error(`No judgement of ${name}.`);
  return judgement;
}
