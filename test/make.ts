import type { Alert } from '../src/domain/alert.ts';
import { toldBefore } from '../src/domain/decision/vocabulary.ts';
import { setAside } from '../src/domain/disposition.ts';
import { unstamped, type Entry } from '../src/domain/entry.ts';
import type { PageWanted } from '../src/domain/incident.ts';
import { noAttempts, nothingSent, type Notification } from '../src/domain/notification.ts';
import { defaultPolicy, type Policy, type Receiver } from '../src/domain/policy.ts';
import type { MessageProjection, PageProjection, ThreadProjection } from '../src/domain/projection.ts';
import type { Reading } from '../src/seams/source.ts';

/** Virtual ms at which the tests' stories begin. */
export const start = 1_800_000_000_000;

export const chat: Receiver = { id: 'slack/C1', kind: 'chat', lane: 'slack:C1', credential: 'slack:a' };
export const pager: Receiver = {
  id: 'pagerduty/p1',
  kind: 'pager',
  lane: 'pagerduty:b',
  credential: 'pagerduty:b',
};
export const policy: Policy = { ...defaultPolicy, receivers: [chat, pager] };

export function alert(change: Partial<Alert> = {}): Alert {
  const issueKey = change.issueKey ?? 'sentry:acme/1';
  return {
    issueKey,
    resource: 'event_alert.triggered',
    status: 'firing',
    kind: 'error',
    reopened: null,
    shortId: null,
    project: change.service ?? 'checkout',
    service: 'checkout',
    environment: 'production',
    release: null,
    transaction: null,
    title: `TypeError: basket is missing in ${issueKey}`,
    type: 'TypeError',
    message: `basket is missing in ${issueKey}`,
    culprit: null,
    frame: null,
    exceptions: [{ type: 'TypeError', value: `basket is missing in ${issueKey}`, module: null }],
    level: 'error',
    severity: 'error',
    category: 'error',
    eventId: null,
    eventAt: null,
    sentryAt: null,
    ageMs: 0,
    about: [],
    firstSeenAt: null,
    sentryCount: null,
    sentryUsers: null,
    userHash: null,
    rules: [],
    tags: [],
    link: 'https://acme.sentry.io/issues/1/',
    traceId: null,
    drivers: [],
    calledHosts: [],
    fingerprint: null,
    actor: null,
    drill: null,
    ...change,
  };
}

/** A page that is wanted since `since`. */
export function wantedPage(reason: string, since: number, joined: string | null = null): PageWanted {
  return {
    generations: [{ reason: toldBefore(reason), since, joined }],
    beat: 0,
    beatAt: null,
    joined,
    withdrawn: null,
  };
}

/** An alert of a service that cannot reach redis. */
export function redisAlert(service: string, n: number, change: Partial<Alert> = {}): Alert {
  const value = 'connect ECONNREFUSED cache-main.internal:6379';
  return alert({
    issueKey: `sentry:acme/${service}-${n}`,
    service,
    title: `RedisConnectionError: ${value}`,
    type: 'RedisConnectionError',
    message: value,
    exceptions: [{ type: 'RedisConnectionError', value, module: null }],
    frame: { function: `load${n}`, filename: `src/${service}/cache-${n}.ts`, module: null, line: 10 + n },
    eventId: `${service}${n}`.padEnd(32, '0'),
    ...change,
  });
}

/** An entry that carries an alert as its body; `readAlert` reads it back. */
export function entry(
  seq: number,
  receivedAt: number,
  body: Alert | string,
  change: Partial<Entry> = {},
): Entry {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return {
    seq,
    source: 'sentry',
    id: `d-${seq}`,
    kind: 'event_alert',
    body: text,
    digest: `x-${seq}`,
    verifiedBy: 'secret-1',
    ...unstamped,
    receivedAt,
    ...change,
  };
}

/** Reads what `entry` wrote; any other body is poison. */
export function readAlert(one: Entry): Reading | null {
  if (!['sentry', 'sentry-legacy', 'drill'].includes(one.source)) return null;
  const value = JSON.parse(one.body) as Alert | { setAside: string };
  if ('setAside' in value) return setAside(toldBefore(value.setAside));
  return { kind: 'alert', alert: value };
}

export function message(change: Partial<MessageProjection> = {}): MessageProjection {
  return {
    surface: 'message',
    incident: 'inc-1',
    state: 'open',
    partOf: null,
    title: 'TypeError: basket is missing',
    severity: 'error',
    storm: null,
    what: { type: 'TypeError', message: 'basket is missing', culprit: null, frame: null, about: [] },
    where: { environments: ['production'], releases: [], transaction: null },
    services: [{ name: 'checkout', alerts: 1, issues: 1 }],
    moreServices: 0,
    issues: [],
    issueCount: 1,
    since: start,
    showFrom: start + 1_000,
    lastAlertAt: start,
    alerts: 1,
    events: 1,
    sentryCount: null,
    users: null,
    rule: null,
    tags: [],
    link: null,
    shortId: null,
    changes: [],
    deploys: [],
    page: null,
    pageAgain: 0,
    notPaged: null,
    acknowledgedBy: null,
    assignee: null,
    resolution: null,
    stillArriving: 0,
    quietSince: null,
    previous: null,
    notices: [],
    drill: null,
    ...change,
  };
}

export function page(change: Partial<PageProjection> = {}): PageProjection {
  return {
    surface: 'page',
    incident: 'inc-1',
    generation: 1,
    state: 'triggered',
    reason: 'Level fatal.',
    dedupKey: 'stormrelay:i:inc-1:1',
    severity: 'critical',
    storm: false,
    beat: 0,
    environmentKnown: true,
    collecting: false,
    summary: 'checkout: TypeError',
    source: 'checkout',
    component: 'checkout',
    group: 'production',
    class: 'TypeError',
    links: [],
    details: { environments: ['production'] },
    alerts: 1,
    after: null,
    drill: false,
    ...change,
  };
}

export function thread(...items: ThreadProjection['items']): ThreadProjection {
  return { surface: 'thread', incident: 'inc-1', items };
}

export function row(
  projection: Notification['projection'],
  change: Partial<Notification> = {},
): Notification {
  const to = projection.surface === 'page' ? pager : chat;
  const generation = projection.surface === 'page' ? `/${projection.generation}` : '';
  return {
    id: `${projection.incident}/${to.id}/${projection.surface}${generation}`,
    incident: projection.incident,
    receiver: to.id,
    surface: projection.surface,
    lane: to.lane,
    credential: to.credential,
    projection,
    digest: 'd1',
    statusDigest: 's1',
    alerts: 1,
    services: projection.surface === 'message' ? projection.services.map((service) => service.name) : [],
    severityRank: 2,
    openedAt: start,
    sent: nothingSent,
    attempts: noAttempts,
    pendingSince: start,
    ...change,
  };
}
