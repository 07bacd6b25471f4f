import type { PageFacts, PageProjection, PageStanding } from '../../src/domain/sending/page-projection.ts';
import type {
  HandlingShown,
  HookProjection,
  LiveMessage,
  PageShown,
  PagingShown,
  PartOfMessage,
  ThreadProjection,
  TroubleShown,
} from '../../src/domain/sending/projection.ts';

/** 2026-03-14 14:02:11 UTC. */
export const brokeAt = Date.UTC(2026, 2, 14, 14, 2, 11);

const names = [
  'checkout',
  'cart',
  'payments',
  'search',
  'inventory',
  'shipping',
  'pricing',
  'accounts',
  'reviews',
  'emails',
  'coupons',
  'gateway',
];

const unpaged: PagingShown = { page: null, notPaged: null };

/** An incident that nobody has touched. */
export const stillOpen: Extract<HandlingShown, { state: 'open' }> = {
  state: 'open',
  quietSince: null,
  notices: [],
};

/** A page of an incident. */
export function pageShown(over: Partial<PageShown> = {}): { readonly page: PageShown } {
  const reason = 'A storm: 3 services fail with the same cause.';
  return { page: { reason, generation: 1, again: 0, joined: null, standing: 'due', ...over } };
}

/** One error in one service. */
export function singleMessage(
  over: Partial<TroubleShown> = {},
  paging: PagingShown = unpaged,
  handling: HandlingShown = stillOpen,
): LiveMessage {
  return { ...singleTrouble(over), ...paging, ...handling };
}

function singleTrouble(over: Partial<TroubleShown>): TroubleShown {
  return {
    surface: 'message',
    incident: 'inc-7f3a-12',
    title: 'TypeError: Cannot read properties of undefined (reading "total")',
    severity: 'error',
    storm: null,
    what: {
      type: 'TypeError',
      message: 'Cannot read properties of undefined (reading "total")',
      culprit: 'POST /orders',
      frame: { function: 'priceOf', filename: 'src/orders/price.ts', module: null, line: 88 },
      about: [],
      seenIn: 'checkout',
    },
    where: { environments: ['production'], releases: ['checkout@2.4.1'], transaction: 'POST /orders' },
    services: [{ name: 'checkout', alerts: 3, issues: 1 }],
    moreServices: 0,
    issues: [
      {
        title: 'TypeError: Cannot read properties of undefined (reading "total")',
        shortId: 'CHECKOUT-1A',
        link: 'https://acme.sentry.io/issues/4501/',
        service: 'checkout',
        alerts: 3,
      },
    ],
    issueCount: 1,
    since: brokeAt,
    showFrom: brokeAt,
    lastAlertAt: brokeAt + 95_000,
    alerts: 3,
    events: 3,
    sentryCount: 41,
    users: 17,
    rule: 'Errors in production',
    tags: [
      ['browser', 'Firefox 131'],
      ['handled', 'no'],
    ],
    link: 'https://acme.sentry.io/issues/4501/',
    shortId: 'CHECKOUT-1A',
    deploys: [],
    changes: [{ version: 'checkout@2.4.1', service: 'checkout', firstAt: brokeAt - 240_000 }],
    guests: null,
    assignee: null,
    previous: null,
    drill: null,
    ...over,
  };
}

/** A storm of twelve services that was paged. */
export function stormMessage(
  over: Partial<TroubleShown> = {},
  paging: PagingShown = pageShown(),
  handling: HandlingShown = stillOpen,
): LiveMessage {
  return { ...stormTrouble(over), ...paging, ...handling };
}

function stormTrouble(over: Partial<TroubleShown>): TroubleShown {
  return singleTrouble({
    title: 'redis unreachable (cache-main)',
    severity: 'critical',
    storm: { cause: 'redis unreachable (cache-main)', since: brokeAt + 4000, unnamed: false },
    what: {
      type: 'MaxRetriesPerRequestError',
      message: 'Reached the max retries per request limit (which is 3).\nconnect ECONNREFUSED 10.12.0.7:6379',
      culprit: 'CartStore.load',
      frame: { function: 'load', filename: 'src/cart/store.ts', module: null, line: 41 },
      about: [],
      seenIn: 'checkout',
    },
    services: names.map((name, index) => ({
      name,
      alerts: 120 - index * 7,
      issues: index % 3 === 0 ? 6 : 1,
    })),
    issues: names.slice(0, 8).map((service, index) => ({
      title: `ConnectionError: cannot reach cache-main (${service})`,
      shortId: `${service.toUpperCase()}-${index + 1}`,
      link: `https://acme.sentry.io/issues/${4600 + index}/`,
      service,
      alerts: 120 - index * 7,
    })),
    issueCount: 60,
    lastAlertAt: brokeAt + 171_000,
    alerts: 1412,
    events: 1290,
    sentryCount: 5120,
    users: 312,
    ...over,
  });
}

/** What a child shows after its root was found. */
export function partOfMessage(over: Partial<PartOfMessage> = {}): PartOfMessage {
  const { surface, incident, title, severity, link, shortId, drill } = singleTrouble({});
  const partOf = { incident: 'inc-7f3a-9', title: 'redis unreachable (cache-main)' };
  return { surface, incident, title, severity, link, shortId, drill, state: 'part-of', partOf, ...over };
}

/** A thread with three lines of an incident's story. */
export function thread(over: Partial<ThreadProjection> = {}): ThreadProjection {
  return {
    surface: 'thread',
    incident: 'inc-7f3a-12',
    items: [
      {
        n: 2,
        at: brokeAt + 4000,
        text: 'This is a storm now: redis unreachable (cache-main).',
        channel: true,
      },
      { n: 4, at: brokeAt + 60_000, text: 'Acknowledged by Ana Silva.', channel: false },
      { n: 7, at: brokeAt + 171_000, text: 'Resolved: every issue is resolved in Sentry.', channel: false },
    ],
    ...over,
  };
}

/** What a program is told of a storm. */
export function hook(
  over: Partial<HookProjection> = {},
  shown: HookProjection['shown'] = stormMessage(),
): HookProjection {
  return {
    surface: 'hook',
    incident: shown.incident,
    state: shown.state,
    showFrom: brokeAt,
    environmentClass: 'production',
    cause: { kind: 'dependency', title: 'redis unreachable (cache-main)' },
    changes: [
      { n: 1, at: brokeAt, what: 'opened', code: 'first-alert', text: 'The first alert of checkout.' },
      {
        n: 2,
        at: brokeAt + 4000,
        what: 'storm',
        code: 'storm-found',
        text: 'This is a storm now: redis unreachable (cache-main).',
      },
      { n: 3, at: brokeAt + 4000, what: 'paged', code: 'paged', text: 'Paged: a storm.' },
    ],
    shown,
    ...over,
  };
}

/** The page of a storm. */
export function page(
  over: Partial<PageFacts> = {},
  standing: PageStanding = { state: 'triggered', reason: 'A storm: 3 services fail with the same cause.' },
): PageProjection {
  return {
    surface: 'page',
    install: '7f3a',
    incident: 'inc-7f3a-12',
    generation: 1,
    severity: 'critical',
    storm: true,
    unnamed: false,
    breadth: 3,
    beat: 0,
    environmentClass: 'production',
    environmentKnown: true,
    subject: {
      kind: 'storm',
      cause: { kind: 'dependency', title: 'redis unreachable (cache-main)' },
      beside: 0,
    },
    woken: 'A storm: 3 services fail with the same cause.',
    again: null,
    services: names,
    releases: ['checkout@2.4.1'],
    environments: ['production'],
    issues: 60,
    alerts: 1412,
    events: 1290,
    since: brokeAt,
    error: {
      type: 'MaxRetriesPerRequestError',
      message: 'connect ECONNREFUSED 10.12.0.7:6379',
      culprit: 'CartStore.load',
    },
    links: [{ href: 'https://acme.sentry.io/issues/4600/', service: 'checkout', title: 'ConnectionError' }],
    previous: null,
    ...over,
    ...standing,
  };
}
