import type { Decision } from '../../src/domain/decision.ts';
import type { Incident } from '../../src/domain/incident.ts';
import { toldBefore } from '../../src/domain/decision/vocabulary.ts';
import type { LaneView } from '../../src/observe/lanes/lane-view.ts';
import type { Rates } from '../../src/observe/rates.ts';
import type { Shelf } from '../http/doubles/fake-store.ts';
import { sampleIncident, samplePage } from '../http/doubles/sample-incidents.ts';
import { message, wantedPage } from '../make.ts';
import { posted, rangAt, told } from '../sent.ts';

/** A moment of an outage: a storm over twelve services, some company, one lane that waits. */
export function setScene(shelf: Shelf, now: number): void {
  const since = now - 134_000;
  const storm = stormRoot(since);
  shelf.incidents = [storm, ...members(since), ...company(now)];
  const page = samplePage(storm.id, { sent: rangAt(since + 5_200) });
  shelf.notifications = [page, messageOf(storm.id, since, now), threadOf(storm.id, now)];
  shelf.timeline = story(since);
  shelf.cursor = 0;
  shelf.books = {
    accepted: 1284,
    shown: 4,
    folded: 1175,
    suppressed: 12,
    setAside: 61,
    dead: 0,
    inFlight: 32,
    oldestInFlightMs: 1_900,
  };
}

const services = [
  'checkout',
  'basket',
  'payments-api',
  'search',
  'profile',
  'orders',
  'pricing',
  'mailer',
  'web',
  'ledger',
  'stock',
  'gateway',
];

function tally(name: string, at: number): Incident['services'][number] {
  return { name, firstAt: at, lastAt: at + 100_000, alerts: 80 };
}

function stormRoot(since: number): Incident {
  return sampleIncident({
    id: 'inc-0042',
    openedAt: since,
    severity: 'critical',
    title: 'ConnectionError: connect ECONNREFUSED cache-main:6379',
    services: services.slice(0, 6).map((name, index) => tally(name, since + index * 1_700)),
    alerts: 640,
    events: 512,
    lastAlertAt: since + 133_000,
    storm: {
      cause: { kind: 'dependency', key: 'dependency:redis', title: 'redis unreachable (cache-main)' },
      since: since + 4_000,
    },
    page: wantedPage('a storm: 3 services share redis unreachable (cache-main)', since + 4_000),
    history: { minutes: 1, slot: Math.floor(since / 60_000), counts: [310, 402, 334] },
  });
}

function members(since: number): Incident[] {
  return services.slice(6).map((name, index) =>
    sampleIncident({
      id: `inc-01${index}`,
      parent: 'inc-0042',
      title: `ConnectionError in ${name}`,
      openedAt: since + 6_000 + index * 900,
      services: [tally(name, since + 6_000 + index * 900)],
      alerts: 89,
    }),
  );
}

function company(now: number): Incident[] {
  const quiet = sampleIncident({
    id: 'inc-0051',
    openedAt: now - 41_000,
    title: 'TypeError: price is not a number',
    severity: 'error',
  });
  const seen = sampleIncident({
    id: 'inc-0050',
    openedAt: now - 1_320_000,
    status: 'acknowledged',
    acknowledgedBy: 'Ines',
    title: 'Login error rate above 5 % for 10 minutes',
    severity: 'warning',
    services: [tally('login', now - 1_320_000)],
    alerts: 3,
  });
  const staging = sampleIncident({
    id: 'inc-0049',
    openedAt: now - 4_000_000,
    environmentClass: 'non-production',
    title: 'ValueError: import of 3 rows failed',
    severity: 'info',
    services: [tally('importer', now - 4_000_000)],
    alerts: 18,
  });
  const over = sampleIncident({
    id: 'inc-0031',
    status: 'resolved',
    openedAt: now - 9_000_000,
    title: 'DNS lookups failed in 4 services',
    resolution: {
      at: now - 8_200_000,
      by: 'sentry',
      who: null,
      reason: toldBefore('All its issues are resolved in Sentry.'),
    },
  });
  return [quiet, seen, staging, over];
}

function messageOf(incident: string, since: number, now: number): ReturnType<typeof samplePage> {
  const deploy = { version: '4.2.0', environment: 'production', at: since - 14_000, by: 'Robin' };
  const projection = message({
    incident,
    since,
    alerts: 1_174,
    events: 1_046,
    users: 416,
    lastAlertAt: now - 1_000,
    trend: { counts: [0, 4, 61, 130, 142, 138, 151, 149], direction: 'steady' },
    deploys: [{ service: 'basket', ...deploy, what: null, compareUrl: null }],
    services: services.map((name, n) => ({ name, alerts: 240 - 17 * n, events: 216 - 16 * n, issues: 1 })),
  });
  return {
    ...samplePage(incident),
    id: `${incident}/slack/C0STORM42/message`,
    receiver: 'slack/C0STORM42',
    lane: 'slack:C0STORM42',
    surface: 'message',
    projection,
    link: 'https://acme.slack.com/archives/C0STORM42/p1',
    sent: posted({ digest: 'd1', at: now - 2_000 }),
  };
}

function threadOf(incident: string, now: number): ReturnType<typeof samplePage> {
  const thread = {
    surface: 'thread',
    incident,
    items: [{ n: 4, at: now, text: 'joined', channel: false }],
  } as const;
  const base = samplePage(incident);
  return {
    ...base,
    id: `${incident}/slack/C0STORM42/thread`,
    receiver: 'slack/C0STORM42',
    lane: 'slack:C0STORM42',
    surface: 'thread',
    projection: thread,
    digest: 'd2',
    sent: told(3, { digest: 'd1', at: now - 9_000, alerts: 12, handle: 'key-1' }),
    pendingSince: now - 6_200,
    attempts: { ...base.attempts, count: 1, lastError: 'Slack answered 503 (service_unavailable)' },
  };
}

function story(since: number): Shelf['timeline'] {
  const joined = (service: string): Decision => ({
    code: 'joined',
    who: service,
    why: {
      rule: { code: 'same-dependency' },
      own: { service, cause: 'redis unreachable (cache-main)', unreachable: true },
      storm: null,
    },
  });
  const lines: readonly (readonly [string, Decision | string])[] = [
    ['opened', 'First alert of checkout: ConnectionError: connect ECONNREFUSED cache-main:6379.'],
    ['storm', '5 issues of 3 services broke out within 60 s and share redis unreachable (cache-main).'],
    ['page', 'Pages because it is a storm.'],
    ['joined', joined('search')],
    ['delivered', 'PagerDuty took the page 1.2 s after it was wanted.'],
    ['joined', joined('ledger')],
    ['delivered', 'Slack took the message 1.4 s after it was wanted.'],
    ['joined', joined('stock')],
  ];
  return lines.map(([kind, said], index) => ({
    incident: 'inc-0042',
    n: index + 1,
    at: since + index * 12_300,
    kind,
    decision: typeof said === 'string' ? toldBefore(said) : said,
    tell: 'thread',
  }));
}

/** A Slack channel that waits after a 429, another that flows, and PagerDuty. */
export function sceneLanes(now: number): readonly LaneView[] {
  const update = { bucket: 'update', left: 31, size: 50, perMs: 62_000 };
  const posts = { bucket: 'posts', left: 222, size: 240, perMs: 62_000 };
  const used = { tried: true, lastDeliveredAt: now - 60_000 };
  const slack = { credential: 'slack:1f0c', kind: 'chat', inFlight: 0, lastLagMs: 420, ...used } as const;
  const waiting = {
    kind: 'waiting',
    until: now + 12_000,
    reason: 'Slack answered 429, Retry-After 12',
    failures: 1,
  } as const;
  return [
    {
      ...slack,
      id: 'slack:C0STORM42',
      receiver: 'slack/C0STORM42',
      state: { kind: 'flowing' },
      pending: 2,
      inFlight: 1,
      oldestPendingAt: now - 1_300,
      drillsOnly: false,
      budgets: [{ bucket: 'post:C0STORM42', left: 4, size: 5, perMs: 1_000 }, posts, update],
    },
    {
      ...slack,
      id: 'slack:C0PLATFORM',
      receiver: 'slack/C0PLATFORM',
      state: waiting,
      pending: 4,
      oldestPendingAt: now - 17_000,
      drillsOnly: false,
      budgets: [{ bucket: 'post:C0PLATFORM', left: 0, size: 5, perMs: 1_000 }, posts, update],
    },
    {
      id: 'pagerduty:5f3a90c1',
      credential: 'pagerduty:5f3a90c1',
      receiver: 'pagerduty/5f3a90c1',
      kind: 'pager',
      ...used,
      state: { kind: 'flowing' },
      pending: 0,
      inFlight: 0,
      oldestPendingAt: null,
      lastLagMs: 900,
      drillsOnly: false,
      budgets: [{ bucket: 'events', left: 107, size: 110, perMs: 62_000 }],
    },
  ];
}

/** Five minutes of figures that end in an outage. */
export function countScene(rates: Rates, now: number): void {
  for (let back = 300; back >= 1; back -= 1) {
    const at = now - back * 1_000;
    const storm = back < 134;
    rates.accepted.count(at, storm ? 8 + (back % 3) : back % 9 === 0 ? 1 : 0);
    rates.applied.count(at, storm ? 8 + ((back + 1) % 3) : back % 9 === 0 ? 1 : 0);
    if (back % 6 === 0) rates.sent.count(at, storm ? 1 : 0);
    if (storm && back % 20 === 0) rates.duplicate.count(at);
  }
}
