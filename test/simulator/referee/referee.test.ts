import { describe, expect, it } from 'vitest';
import type { Evidence } from '../../../simulator/referee/evidence.ts';
import { CHECK_KINDS } from '../../../simulator/referee/referee.ts';
import {
  delivery,
  goodRun,
  judged,
  message,
  page,
  pageCall,
  revision,
  slackCall,
  T0,
} from './evidence-sample.ts';

const PARAMETERS: Record<string, Record<string, unknown>> = {
  'first-page': { withinMs: 3000 },
  'first-message': { withinMs: 2000 },
  'services-named': { withinMs: 12_000 },
  'first-showings': { p99Ms: 5000 },
  'status-lag': { p99Ms: 5000 },
  'counters-lag': { p99Ms: 12_000 },
  'one-root-message': { beforeRecognition: 5 },
  'storm-traffic': { max: 40 },
  'post-rate': { perSecond: 5 },
  'no-repeated-trigger': { apartMs: 60_000 },
};

function ok(name: string, change: (good: Evidence) => Partial<Evidence>): boolean | null {
  const good = goodRun();
  return judged(name, { ...good, ...change(good) }, PARAMETERS[name] ?? {}).ok;
}

const slackOf = (good: Evidence): NonNullable<Evidence['slack']> => good.slack!;
const pagerOf = (good: Evidence): NonNullable<Evidence['pagerduty']> => good.pagerduty!;

describe('every check', () => {
  it.each(CHECK_KINDS.map((kind) => kind.name).filter((name) => name !== 'nobody-paged'))(
    '%s holds on a run that went well',
    (name) => {
      expect(judged(name, goodRun(), PARAMETERS[name] ?? {})).toMatchObject({ ok: true });
    },
  );

  it.each(CHECK_KINDS.map((kind) => kind.name).filter((name) => name !== 'answered'))(
    '%s is not judged when nobody looked',
    (name) => {
      expect(ok(name, () => ({ slack: null, pagerduty: null, books: null, exit: null }))).toBeNull();
    },
  );

  it.each(['first-page', 'first-message', 'services-named', 'first-showings', 'status-lag', 'counters-lag'])(
    '%s is not judged at speed 60',
    (name) => {
      expect(ok(name, () => ({ speed: 60 }))).toBeNull();
    },
  );
});

/** What was wrong, the check that has to see it, and how the good run is spoiled. */
const SPOILED: [string, string, (good: Evidence) => Partial<Evidence>][] = [
  [
    'a webhook was refused',
    'answered',
    (good) => ({
      deliveries: [...good.deliveries, delivery(9000, 'a-api', { outcome: 'rejected', status: 401 })],
    }),
  ],
  [
    'a webhook was not answered',
    'answered',
    (good) => ({
      deliveries: [
        ...good.deliveries,
        delivery(9000, 'a-api', { outcome: 'unanswered', status: null, ackMs: null }),
      ],
    }),
  ],
  [
    'an accepted webhook is not in the books',
    'nothing-lost',
    (good) => ({ books: { ...good.books!, accepted: 5 } }),
  ],
  [
    'the books hold more than was sent',
    'nothing-lost',
    (good) => ({ books: { ...good.books!, accepted: 7 } }),
  ],
  ['a column of the books is short', 'books-balance', (good) => ({ books: { ...good.books!, folded: 4 } })],
  [
    'the messages cover too little',
    'slack-covers-alerts',
    (good) => ({ deliveries: [...good.deliveries, delivery(9000, 'a-api')] }),
  ],
  [
    'the covering message was deleted',
    'slack-covers-alerts',
    (good) => ({
      slack: { ...slackOf(good), messages: slackOf(good).messages.map((one) => ({ ...one, deleted: true })) },
    }),
  ],
  ['something stays in flight', 'drained', (good) => ({ books: { ...good.books!, inFlight: 1 } })],
  ['it never came to rest', 'drained', () => ({ drainedAfterMs: null })],
  [
    'the outage paged twice',
    'outage-pages',
    (good) => ({
      pagerduty: { ...pagerOf(good), incidents: [page(4000), page(9000, { dedupKey: 'stormrelay:x:i2:1' })] },
    }),
  ],
  ['the outage did not page', 'outage-pages', (good) => ({ pagerduty: { ...pagerOf(good), incidents: [] } })],
  [
    'something else paged',
    'outage-pages',
    (good) => ({
      pagerduty: {
        ...pagerOf(good),
        incidents: [
          page(4000),
          page(9000, { dedupKey: 'stormrelay:x:i9:1', summary: 'z-api', customDetails: null }),
        ],
      },
    }),
  ],
  [
    'a page names a foreign service',
    'pages-not-mixed',
    (good) => ({
      deliveries: [
        ...good.deliveries,
        delivery(9000, 'z-api', { truth: { ...delivery(0, 'z-api').truth, outage: null } }),
      ],
      pagerduty: {
        ...pagerOf(good),
        incidents: [page(4000, { customDetails: { services: 'a-api\nb-api\nz-api' } })],
      },
    }),
  ],
  [
    'a crash is in no page',
    'fatals-paged',
    (good) => ({
      deliveries: [...good.deliveries, delivery(9000, 'z-api')],
      fatals: [{ service: 'z-api', shortId: 'Z-1', issueId: 'issue z-api' }],
    }),
  ],
  ['somebody was paged', 'nobody-paged', () => ({})],
  [
    'the page came late',
    'first-page',
    (good) => ({ pagerduty: { ...pagerOf(good), incidents: [page(6001)] } }),
  ],
  [
    'the first message came late',
    'first-message',
    (good) => ({ slack: { ...slackOf(good), messages: [message([revision(3001, 'a-api fails', 1)])] } }),
  ],
  [
    'one service is never named',
    'services-named',
    (good) => ({
      slack: { ...slackOf(good), messages: [message([revision(1800, 'a-api and b-api fail', 6)])] },
    }),
  ],
  [
    'one service is only a part of another name',
    'services-named',
    (good) => ({
      slack: { ...slackOf(good), messages: [message([revision(1800, 'a-api, b-api, c-api-canary', 6)])] },
    }),
  ],
  [
    'a service is shown late',
    'first-showings',
    (good) => ({
      slack: {
        ...slackOf(good),
        messages: [message([revision(1800, 'a-api', 1), revision(9000, 'a-api, b-api, c-api', 6)])],
      },
    }),
  ],
  [
    'the all-clear is late',
    'status-lag',
    (good) => ({
      slack: {
        ...slackOf(good),
        messages: [message([revision(1800, 'a-api', 1), revision(56_000, 'Resolved', 6)])],
      },
    }),
  ],
  [
    'counters lag behind',
    'counters-lag',
    (good) => ({
      slack: {
        ...slackOf(good),
        messages: [message([revision(1800, 'a-api', 1), revision(30_000, 'a-api', 6)])],
      },
    }),
  ],
  [
    'counters never catch up',
    'counters-lag',
    (good) => ({ slack: { ...slackOf(good), messages: [message([revision(1800, 'a-api', 5)])] } }),
  ],
  [
    'a message was posted after recognition',
    'one-root-message',
    (good) => ({
      slack: {
        ...slackOf(good),
        messages: [...slackOf(good).messages, message([revision(20_000, 'b-api fails', 1, 'i2')])],
      },
    }),
  ],
  [
    'updates stream',
    'storm-traffic',
    (good) => ({
      slack: {
        ...slackOf(good),
        calls: Array.from({ length: 41 }, (_, index) =>
          slackCall(2000 + index * 1000, { method: 'chat.update', ts: String(T0 + 1800) }),
        ),
      },
    }),
  ],
  [
    'Slack answered 429 of its own accord',
    'no-rate-limit',
    (good) => ({
      slack: { ...slackOf(good), calls: [slackCall(1, { status: 429, ok: false, error: 'ratelimited' })] },
    }),
  ],
  [
    'PagerDuty answered 429 of its own accord',
    'no-rate-limit',
    (good) => ({
      pagerduty: { ...pagerOf(good), calls: [pageCall(1, 'trigger', { status: 429, ingested: false })] },
    }),
  ],
  [
    'Retry-After was ignored',
    'retry-after-obeyed',
    (good) => ({
      slack: {
        ...slackOf(good),
        calls: [
          slackCall(1, { status: 429 }),
          slackCall(4000, { ignoredRetryAfter: true, retryAfterUntil: T0 + 9000 }),
        ],
      },
    }),
  ],
  [
    'posts came in a burst',
    'post-rate',
    (good) => ({ slack: { ...slackOf(good), calls: [0, 1, 2, 3, 4, 5].map((at) => slackCall(at * 100)) } }),
  ],
  [
    'a message exists twice',
    'no-duplicate-message',
    (good) => ({
      slack: {
        ...slackOf(good),
        messages: [...slackOf(good).messages, message([revision(2500, 'again', 0)])],
      },
    }),
  ],
  [
    'a message without metadata exists twice',
    'no-duplicate-message',
    (good) => ({
      slack: {
        ...slackOf(good),
        messages: [1, 2].map((at) => message([{ ...revision(at, 'same words', 0), metadata: null }])),
      },
    }),
  ],
  [
    'a trigger came after the resolve',
    'no-trigger-after-resolve',
    (good) => ({
      pagerduty: { ...pagerOf(good), calls: [...pagerOf(good).calls, pageCall(53_000, 'trigger')] },
    }),
  ],
  [
    'a trigger was repeated at once',
    'no-repeated-trigger',
    (good) => ({
      pagerduty: { ...pagerOf(good), calls: [pageCall(4000, 'trigger'), pageCall(5000, 'trigger')] },
    }),
  ],
  [
    'a page stays open',
    'pages-resolved',
    (good) => ({
      pagerduty: { ...pagerOf(good), incidents: [page(4000, { status: 'acknowledged', resolvedAt: null })] },
    }),
  ],
  [
    'the message still says that it fires',
    'messages-current',
    (good) => ({ slack: { ...slackOf(good), messages: [message([revision(1800, 'a-api fails', 6)])] } }),
  ],
  [
    'a channel was pinged',
    'no-ping',
    (good) => ({ slack: { ...slackOf(good), messages: [message([revision(1, 'look <!channel>', 1)])] } }),
  ],
  [
    'a person was pinged',
    'no-ping',
    (good) => ({ slack: { ...slackOf(good), messages: [message([revision(1, 'look <@U123ABC>', 1)])] } }),
  ],
  ['something was given up', 'no-dead-letters', (good) => ({ books: { ...good.books!, dead: 1 } })],
  ['the relay crashed at the end', 'clean-exit', () => ({ exit: { code: 1, signal: null } })],
  ['the relay had to be killed', 'clean-exit', () => ({ exit: { code: null, signal: 'SIGKILL' } })],
];

describe('the checks convict', () => {
  it.each(SPOILED)('when %s: %s', (_what, name, change) => {
    expect(ok(name, change)).toBe(false);
  });
});

describe('the checks forgive', () => {
  const forgiven: [string, string, (good: Evidence) => Partial<Evidence>][] = [
    [
      'a webhook that nobody could answer while the relay was down',
      'answered',
      (good) => ({
        deliveries: [...good.deliveries, delivery(9000, 'a-api', { outcome: 'unanswered', status: null })],
        down: [{ from: T0 + 8000, to: T0 + 12_000 }],
      }),
    ],
    [
      'an entry whose answer the kill swallowed',
      'nothing-lost',
      (good) => ({
        deliveries: [...good.deliveries, delivery(9000, 'a-api', { outcome: 'unanswered' })],
        books: { ...good.books!, accepted: 7 },
      }),
    ],
    [
      'a call that was on its way when the 429 was answered',
      'retry-after-obeyed',
      (good) => ({
        slack: {
          ...slackOf(good),
          calls: [slackCall(1000, { status: 429 }), slackCall(1050, { ignoredRetryAfter: true })],
        },
      }),
    ],
    [
      'a 429 that a fault made',
      'no-rate-limit',
      (good) => ({
        slack: { ...slackOf(good), calls: [slackCall(1, { status: 429, fault: 'rate-limit' })] },
      }),
    ],
    [
      'a trigger again after an ambiguous answer',
      'no-repeated-trigger',
      (good) => ({
        pagerduty: {
          ...pagerOf(good),
          calls: [pageCall(4000, 'trigger', { status: null, fault: 'timeout' }), pageCall(5000, 'trigger')],
        },
      }),
    ],
    [
      'a trigger again after a kill that forgot the answer',
      'no-repeated-trigger',
      (good) => ({
        pagerduty: { ...pagerOf(good), calls: [pageCall(4000, 'trigger'), pageCall(9000, 'trigger')] },
        down: [{ from: T0 + 5000, to: T0 + 8000 }],
      }),
    ],
    [
      'a hidden copy that nobody sees',
      'no-duplicate-message',
      (good) => ({
        slack: {
          ...slackOf(good),
          messages: [...slackOf(good).messages, message([revision(2500, 'again', 0)], { hidden: true })],
        },
      }),
    ],
    [
      'a quiet run in which nobody was paged',
      'nobody-paged',
      (good) => ({ pagerduty: { ...pagerOf(good), calls: [] } }),
    ],
  ];
  it.each(forgiven)('%s: %s', (_what, name, change) => {
    expect(ok(name, change)).toBe(true);
  });
});
