import { blankAlert, type Alert } from '../src/domain/alert.ts';
import { toldBefore } from '../src/domain/decision/vocabulary.ts';
import { setAside } from '../src/domain/inbox/disposition.ts';
import { unstamped, type Entry } from '../src/domain/inbox/entry.ts';
import type { PageWanted } from '../src/domain/incident.ts';
import { noAttempts, type Notification } from '../src/domain/sending/notification.ts';
import type {
  PageFacts,
  PageProjection,
  PageStanding,
  PageSubject,
} from '../src/domain/sending/page-projection.ts';
import { defaultPolicy, type AlertReceiver, type Policy } from '../src/domain/policy.ts';
import type {
  LiveMessage,
  PartOfMessage,
  ThreadProjection,
  TroubleShown,
} from '../src/domain/sending/projection.ts';
import { nothingSent } from '../src/domain/sending/sent.ts';
import { slackSource } from '../src/integrations/slack/source.ts';
import type { Reading } from '../src/seams/source.ts';

/** Virtual ms at which the tests' stories begin. */
export const start = 1_800_000_000_000;

export const chat: AlertReceiver = { id: 'slack/C1', kind: 'chat', lane: 'slack:C1', credential: 'slack:a' };
export const pager: AlertReceiver = {
  id: 'pagerduty/p1',
  kind: 'pager',
  lane: 'pagerduty:b',
  credential: 'pagerduty:b',
};
export const policy: Policy = { ...defaultPolicy, receivers: [chat, pager] };

export function alert(change: Partial<Alert> = {}): Alert {
  const issueKey = change.issueKey ?? 'sentry:acme/1';
  return {
    ...blankAlert,
    issueKey,
    resource: 'event_alert.triggered',
    status: 'firing',
    project: change.service ?? 'checkout',
    service: 'checkout',
    environment: 'production',
    title: `TypeError: basket is missing in ${issueKey}`,
    type: 'TypeError',
    message: `basket is missing in ${issueKey}`,
    exceptions: [{ type: 'TypeError', value: `basket is missing in ${issueKey}`, module: null }],
    level: 'error',
    severity: 'error',
    category: 'error',
    link: 'https://acme.sentry.io/issues/1/',
    ...change,
  };
}

const onlyOnce = { beat: 0, beatAt: null, waited: false, withdrawn: null } as const;

/** A page that is wanted since `since`. */
export function wantedPage(reason: string, since: number, joined: string | null = null): PageWanted {
  return { ...onlyOnce, generations: [{ reason: toldBefore(reason), since, joined }], joined };
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
  if (one.source === 'slack') return slackSource.read(one);
  if (!['sentry', 'sentry-legacy', 'sentry-api', 'drill'].includes(one.source)) return null;
  const value = JSON.parse(one.body) as Alert | { setAside: string };
  if ('setAside' in value) return setAside(toldBefore(value.setAside));
  return { kind: 'alert', alert: value };
}

const head = {
  surface: 'message',
  incident: 'inc-1',
  title: 'TypeError: basket is missing',
  severity: 'error',
  link: null,
  shortId: null,
  drill: null,
} as const;

const trouble: TroubleShown = {
  ...head,
  storm: null,
  what: {
    type: 'TypeError',
    message: 'basket is missing',
    culprit: null,
    frame: null,
    about: [],
    seenIn: 'checkout',
  },
  where: { environments: ['production'], releases: [], transaction: null },
  services: [{ name: 'checkout', alerts: 1, issues: 1 }],
  moreServices: 0,
  issues: [],
  issueCount: 1,
  guests: null,
  since: start,
  showFrom: start + 1_000,
  lastAlertAt: start,
  alerts: 1,
  events: 1,
  sentryCount: null,
  users: null,
  rule: null,
  tags: [],
  changes: [],
  deploys: [],
  assignee: null,
  previous: null,
};

/** The message of an open incident that pages nobody. */
export function message(change: Partial<TroubleShown> = {}): LiveMessage {
  return { ...trouble, page: null, notPaged: null, state: 'open', quietSince: null, notices: [], ...change };
}

/** The message of an incident that is over. */
export function resolvedMessage(change: Partial<TroubleShown> = {}): LiveMessage {
  const resolution = { at: start + 60_000, by: 'human', reason: 'Resolved by Ada.' };
  const over = { state: 'resolved', resolution, stillArriving: 0 } as const;
  return { ...trouble, page: null, notPaged: null, ...over, ...change };
}

/** The message of a child. */
export function partOfMessage(root: string, incident = 'inc-1'): PartOfMessage {
  return { ...head, incident, state: 'part-of', partOf: { incident: root, title: 'redis' } };
}

export function page(
  change: Partial<PageFacts> = {},
  standing: PageStanding = { state: 'triggered', reason: 'Level fatal.' },
): PageProjection {
  return {
    surface: 'page',
    install: 'i',
    incident: 'inc-1',
    generation: 1,
    severity: 'critical',
    storm: false,
    unnamed: false,
    breadth: 0,
    beat: 0,
    environmentClass: 'production',
    environmentKnown: true,
    subject: { kind: 'incident', title: 'TypeError' },
    woken: 'Level fatal.',
    again: null,
    services: ['checkout'],
    releases: [],
    environments: ['production'],
    issues: 1,
    alerts: 1,
    events: 1,
    since: start,
    error: { type: 'TypeError', message: 'basket is missing', culprit: null },
    links: [],
    previous: null,
    ...change,
    ...standing,
  };
}

/** How a page stands, told shortly. */
export function standing(state: PageStanding['state'], after: string | null = null): PageStanding {
  const reason = `It is ${state}.`;
  return state === 'resolved' ? { state, reason, after } : { state, reason };
}

/** A collecting page of one incident. */
export const many: PageSubject = {
  kind: 'many',
  count: 1,
  worst: [{ service: 'cart', title: 'TypeError' }],
  more: 0,
  joined: [{ incident: 'inc-2', service: 'cart', title: 'TypeError' }],
};

export function thread(...items: ThreadProjection['items']): ThreadProjection {
  return { surface: 'thread', incident: 'inc-1', items };
}

function servicesIn(projection: Notification['projection']): readonly string[] {
  if (projection.surface !== 'message' || projection.state === 'part-of') return [];
  return projection.services.map((service) => service.name);
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
    services: servicesIn(projection),
    severityRank: 2,
    openedAt: start,
    sent: nothingSent,
    attempts: noAttempts,
    pendingSince: start,
    ...change,
  };
}
