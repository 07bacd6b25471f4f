import { describe, expect, it } from 'vitest';
import type { Evidence } from '../../../simulator/referee/evidence.ts';
import { judgedWith, pagerOf, slackOf, type Change } from './changed-run.ts';
import { message, revision, slackCall, T0 } from './evidence-sample.ts';

const SPOILED: Change[] = [
  [
    'the covering message was deleted',
    'slack-covers-alerts',
    (good) => ({
      slack: { ...slackOf(good), messages: slackOf(good).messages.map((one) => ({ ...one, deleted: true })) },
    }),
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
    'the all-clear comes while it goes on',
    'status-lag',
    (good) => ({
      slack: {
        ...slackOf(good),
        messages: [message([revision(1800, 'a-api', 1), revision(30_000, 'Resolved', 6)])],
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
    'posts came in a burst that a late machine does not explain',
    'post-rate',
    (good) => ({
      speed: 60,
      slack: { ...slackOf(good), calls: [0, 1, 2, 3, 4, 5, 6].map((at) => slackCall(at * 100)) },
    }),
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
];

describe('the checks on Slack convict', () => {
  it.each(SPOILED)('when %s: %s', (_what, name, change) => {
    expect(judgedWith(name, change)).toBe(false);
  });
});

describe('messages of an outage that pages nobody', () => {
  const nobody = (good: Evidence): Partial<Evidence> => ({
    outages: good.outages.map((outage) => ({ ...outage, pages: 0 })),
    pagerduty: { ...pagerOf(good), incidents: [] },
  });

  it('are found by the services that they name', () => {
    expect(judgedWith('messages-current', nobody)).toBe(true);
  });

  it('are not judged for their number, since nothing tells when the outage was recognised', () => {
    expect(judgedWith('one-root-message', nobody)).toBeNull();
  });

  it('are missed when there are none', () => {
    const silent = (good: Evidence): Partial<Evidence> => ({
      ...nobody(good),
      slack: { ...slackOf(good), messages: [] },
    });
    expect(judgedWith('messages-current', silent)).toBe(false);
  });
});

describe('the message of a storm that comes late, since its channel had spent what it may post', () => {
  it('is its root message all the same: only another one beside it would be one too many', () => {
    const late = (good: Evidence): Partial<Evidence> => ({
      slack: {
        ...slackOf(good),
        messages: slackOf(good).messages.map((one) => ({
          ...one,
          revisions: one.revisions.map((revision) => ({ ...revision, at: revision.at + 20_000 })),
        })),
      },
    });
    expect(judgedWith('one-root-message', late)).toBe(true);
  });
});

describe('a burst of posts in a run so fast that a machine is a second late', () => {
  const six =
    (speed: number) =>
    (good: Evidence): Partial<Evidence> => ({
      speed,
      slack: { ...slackOf(good), calls: [0, 1, 2, 3, 4, 5].map((at) => slackCall(at * 100)) },
    });

  it('may hold the post of the second before', () => {
    expect(judgedWith('post-rate', six(60))).toBe(true);
    expect(judgedWith('post-rate', six(20))).toBe(false);
  });
});
