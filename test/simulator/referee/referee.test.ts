import { describe, expect, it } from 'vitest';
import { CHECK_KINDS } from '../../../simulator/referee/referee.ts';
import { judgedWith, slackOf, pagerOf, PARAMETERS, type Change } from './changed-run.ts';
import { delivery, goodRun, judged, message, pageCall, revision, slackCall, T0 } from './evidence-sample.ts';

/**
 * They ask for what the good run is not: nobody paged, a page that nobody acknowledges for minutes, a second receiver
 * (escalated-once.test.ts), and a program that is told (program-told.test.ts).
 */
const needsMore: ReadonlySet<string> = new Set([
  'nobody-paged',
  'pages-current',
  'escalated-once',
  'program-told',
]);

describe('every check', () => {
  it.each(CHECK_KINDS.map((kind) => kind.name).filter((name) => !needsMore.has(name)))(
    '%s holds on a run that went well',
    (name) => {
      expect(judged(name, goodRun(), PARAMETERS[name] ?? {})).toMatchObject({ ok: true });
    },
  );

  it.each(CHECK_KINDS.map((kind) => kind.name).filter((name) => name !== 'answered'))(
    '%s is not judged when nobody looked',
    (name) => {
      expect(judgedWith(name, () => ({ slack: null, pagerduty: null, books: null, exit: null }))).toBeNull();
    },
  );

  it.each(['first-page', 'first-message', 'services-named', 'first-showings', 'status-lag', 'counters-lag'])(
    '%s is not judged at speed 60',
    (name) => {
      expect(judgedWith(name, () => ({ speed: 60 }))).toBeNull();
    },
  );
});

describe('the checks forgive', () => {
  const forgiven: Change[] = [
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
      'a call that came a hair before the second it was told',
      'retry-after-obeyed',
      (good) => ({
        slack: {
          ...slackOf(good),
          calls: [
            slackCall(1000, { status: 429 }),
            slackCall(8900, { ignoredRetryAfter: true, retryAfterUntil: T0 + 9000 }),
          ],
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
    expect(judgedWith(name, change)).toBe(true);
  });
});
