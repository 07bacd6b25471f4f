import type { ProjectRhythm } from '../../src/domain/inbox/project-rhythm.ts';
import { createHash } from 'node:crypto';
import { toldBefore } from '../../src/domain/decision/vocabulary.ts';
import { unstamped, type Delivery } from '../../src/domain/inbox/entry.ts';
import type { Drill } from '../../src/domain/drill/drill.ts';
import type { Incident } from '../../src/domain/incident.ts';
import type { Issue } from '../../src/domain/issue.ts';
import type { NewDeadLetter } from '../../src/domain/sending/dead-letter.ts';
import { noAttempts } from '../../src/domain/sending/notification.ts';
import type { Wanted } from '../../src/domain/sending/notification.ts';
import { defaultPolicy } from '../../src/domain/policy.ts';
import type { Policy } from '../../src/domain/policy.ts';
import type { NewQuarantined } from '../../src/domain/inbox/quarantine.ts';
import { nothingSent } from '../../src/domain/sending/sent.ts';
import type { BrainMeta } from '../../src/domain/state.ts';
import type { Batch, Settlement } from '../../src/seams/store.ts';

/** A moment for tests: some Tuesday. */
export const t0 = 1_790_000_000_000;

export const hour = 3_600_000;

/** A delivery whose id and body follow from a name. */
export function delivery(name: string, changed: Partial<Delivery> = {}): Delivery {
  const kind = changed.kind ?? 'event_alert';
  const body = changed.body ?? JSON.stringify({ action: 'triggered', name });
  const digest = createHash('sha256').update(`${kind}\n${body}`).digest('hex');
  const made = { source: 'sentry', id: `key-${name}`, kind, body, digest, verifiedBy: 'secret-1' } as const;
  return { ...made, ...unstamped, ...changed };
}

/** A delivery that was refused so many ms after `t0`. */
export function refused(ms: number, changed: Partial<NewQuarantined> = {}): NewQuarantined {
  return {
    at: t0 + ms,
    door: 'sentry',
    network: '198.51.100.7',
    likely: 'unknown-secret',
    kind: 'event_alert',
    deliveryId: `d-${ms}`,
    headers: { 'request-id': `d-${ms}` },
    body: new Uint8Array(Buffer.from('{}')),
    signature: 'f00d',
    reason: 'No secret matches the signature.',
    ...changed,
  };
}

export function project(key: string, changed: Partial<ProjectRhythm> = {}): ProjectRhythm {
  const spoken = { key, service: key, since: t0, lastAt: t0, heardMs: 60_000 };
  const sdks = [{ name: 'sentry.python', major: 3, changed: { before: 2, at: t0 } }];
  return { ...spoken, days: [{ day: 20_833, minutes: 1, longestMs: 60_000 }], sdks, ...changed };
}

export function drill(id: string, changed: Partial<Drill> = {}): Drill {
  return {
    id,
    nonce: `nonce of ${id}`,
    scenario: 'single',
    subject: { service: 'checkout', environment: 'staging', release: 'checkout@2.4.1', by: 'Robin' },
    registeredAt: t0,
    expiresAt: t0 + 600_000,
    alertsAllowed: 1,
    alertsTaken: 0,
    firstAlertAt: null,
    incidents: [],
    end: null,
    ...changed,
  };
}

export function incident(id: string, changed: Partial<Incident> = {}): Incident {
  return {
    id,
    kind: 'alerts',
    status: 'open',
    parent: null,
    previous: null,
    environments: ['production'],
    eventSeen: true,
    environmentClass: 'production',
    openedAt: t0,
    showFrom: t0,
    lastAlertAt: t0,
    title: `PoolExhausted: no free connection (${id})`,
    severity: 'error',
    sample: {
      type: 'PoolExhausted',
      message: 'no free connection',
      culprit: 'checkout.charge',
      frame: { function: 'charge', filename: 'checkout/charge.ts', module: null, line: 42 },
      about: [],
      transaction: 'POST /charge',
      environment: 'production',
      rule: null,
      tags: [['region', 'eu']],
      link: null,
      shortId: 'CHECKOUT-7',
    },
    services: [{ name: 'checkout', firstAt: t0, lastAt: t0, alerts: 1 }],
    issues: [`sentry:lindenhof/${id}`],
    openIssues: 1,
    alerts: 1,
    events: 1,
    stillArriving: 0,
    rate: { minute: t0, count: 1, hotMinutes: 0 },
    pageReason: null,
    page: null,
    unpaged: null,
    storm: null,
    adoption: null,
    acknowledgedAt: null,
    acknowledgedBy: null,
    seenAtAck: null,
    assignee: null,
    resolution: null,
    quietSince: null,
    changedAt: t0,
    ...changed,
  };
}

export function issue(key: string, changed: Partial<Issue> = {}): Issue {
  return {
    key,
    kind: 'error',
    project: 'checkout',
    incident: 'inc-1',
    service: 'checkout',
    environmentClass: 'production',
    environments: ['production'],
    shortId: null,
    title: 'PoolExhausted: no free connection',
    link: null,
    severity: 'error',
    signature: 'PoolExhausted|no free connection|charge',
    groupKey: `production/checkout/${key}`,
    evidence: { named: null, family: null, names: [], weak: [], unreachable: true, traceId: null },
    traces: [],
    richness: 3,
    bornInRelease: false,
    release: null,
    status: 'open',
    statusEventAt: null,
    newestEventAt: null,
    firesSince: t0,
    toldBy: [],
    quietMs: 0,
    firstAt: t0,
    lastAt: t0,
    breakoutAt: t0,
    recent: [t0],
    alerts: 1,
    occurrences: 1,
    sentryCount: null,
    sentryUsers: null,
    ...changed,
  };
}

const chatPolicy: Policy = {
  ...defaultPolicy,
  receivers: [{ id: 'slack/C1', kind: 'chat', lane: 'slack:C1', credential: 'slack:a' }],
};

export function meta(changed: Partial<BrainMeta> = {}): BrainMeta {
  return {
    install: 'i-test',
    now: t0,
    cursor: 0,
    policy: chatPolicy,
    former: [],
    pagesWanted: [],
    ...changed,
  };
}

/** What the brain wants; its digest follows from `version`. */
export function wanted(incidentId: string, version: string, changed: Partial<Wanted> = {}): Wanted {
  const receiver = changed.receiver ?? 'slack/C1';
  const surface = changed.surface ?? 'message';
  return {
    id: `${incidentId}/${receiver}/${surface}`,
    incident: incidentId,
    receiver,
    surface,
    lane: 'slack:C1',
    credential: 'slack:a',
    projection: { surface: 'thread', incident: incidentId, items: [] },
    digest: `digest-${version}`,
    statusDigest: 'status-1',
    alerts: 1,
    services: ['checkout'],
    severityRank: 2,
    openedAt: t0,
    ...changed,
  };
}

/** A commit that brings the brain's values and nothing else, unless told. */
export function batch(changed: Partial<Batch> = {}): Batch {
  const { from = 0, changes = [], ...rest } = changed;
  return {
    from,
    to: from,
    dispositions: [],
    wanted: [],
    deadLetters: [],
    epoch: 0,
    ...rest,
    changes: [{ table: 'meta', row: meta({ cursor: changed.to ?? from }) }, ...changes],
  };
}

/** A send of a wanted version that arrived. */
export function delivered(row: Wanted, handle: string, changed: Partial<Settlement> = {}): Settlement {
  return {
    id: row.id,
    sent: {
      phase: 'posted',
      digest: row.digest,
      statusDigest: row.statusDigest,
      at: t0,
      acceptedAt: t0,
      alerts: row.alerts,
      handle,
    },
    attempts: noAttempts,
    lane: null,
    timeline: [],
    deadLetter: null,
    ...changed,
  };
}

/** A send that was given up. */
export function givenUp(row: Wanted, changed: Partial<Settlement> = {}): Settlement {
  return {
    id: row.id,
    sent: nothingSent,
    attempts: { ...noAttempts, count: 3, lastError: 'invalid_blocks', deadDigest: row.digest },
    lane: null,
    timeline: [],
    deadLetter: letter({ kind: 'notification', subject: row.id, incident: row.incident }),
    ...changed,
  };
}

export function letter(changed: Partial<NewDeadLetter> = {}): NewDeadLetter {
  return {
    kind: 'entry',
    subject: '1',
    incident: null,
    at: t0,
    decision: toldBefore('The body names no issue. See the entry, then replay it.'),
    attempts: 1,
    ...changed,
  };
}
