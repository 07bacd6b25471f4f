import type { MessageProjection, PageProjection, ThreadProjection } from '../../src/domain/projection.ts';

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

/** One error in one service. */
export function singleMessage(over: Partial<MessageProjection> = {}): MessageProjection {
  return {
    surface: 'message',
    incident: 'inc-7f3a-12',
    state: 'open',
    partOf: null,
    title: 'TypeError: Cannot read properties of undefined (reading "total")',
    severity: 'error',
    storm: null,
    what: {
      type: 'TypeError',
      message: 'Cannot read properties of undefined (reading "total")',
      culprit: 'POST /orders',
      frame: { function: 'priceOf', filename: 'src/orders/price.ts', module: null, line: 88 },
      about: [],
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
    ...over,
  };
}

/** A storm of twelve services that was paged. */
export function stormMessage(over: Partial<MessageProjection> = {}): MessageProjection {
  return singleMessage({
    title: 'redis unreachable (cache-main)',
    severity: 'critical',
    storm: { cause: 'redis unreachable (cache-main)', since: brokeAt + 4000 },
    what: {
      type: 'MaxRetriesPerRequestError',
      message: 'Reached the max retries per request limit (which is 3).\nconnect ECONNREFUSED 10.12.0.7:6379',
      culprit: 'CartStore.load',
      frame: { function: 'load', filename: 'src/cart/store.ts', module: null, line: 41 },
      about: [],
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
    page: { reason: 'A storm: 3 services fail with the same cause.', generation: 1, joined: null },
    ...over,
  });
}

/** What a child shows after its root was found. */
export function partOfMessage(over: Partial<MessageProjection> = {}): MessageProjection {
  return singleMessage({
    state: 'part-of',
    partOf: { incident: 'inc-7f3a-9', title: 'redis unreachable (cache-main)' },
    alerts: 0,
    services: [],
    issues: [],
    ...over,
  });
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

/** The page of a storm. */
export function page(over: Partial<PageProjection> = {}): PageProjection {
  return {
    surface: 'page',
    incident: 'inc-7f3a-12',
    generation: 1,
    state: 'triggered',
    reason: 'A storm: 3 services fail with the same cause.',
    dedupKey: 'stormrelay:7f3a:inc-7f3a-12:1',
    severity: 'critical',
    storm: true,
    beat: 0,
    environmentKnown: true,
    collecting: false,
    summary:
      'redis unreachable (cache-main): 12 services fail (checkout, cart, payments, search, inventory and 7 more)',
    source: 'checkout',
    component: 'checkout',
    group: 'production',
    class: 'dependency',
    links: [{ href: 'https://acme.sentry.io/issues/4600/', text: 'checkout: ConnectionError' }],
    details: { services: names, alerts: 1412, since: '2026-03-14T14:02:11.000Z' },
    alerts: 1412,
    after: null,
    drill: false,
    ...over,
  };
}
