import { describe, expect, it } from 'vitest';
import type { SentryError } from '../../../simulator/sentry-error.ts';
import { parseScenario } from '../../../simulator/storm/scenario-file.ts';
import { planTimeline, type Timeline } from '../../../simulator/storm/timeline.ts';
import type { PlannedWebhook } from '../../../simulator/storm/planned.ts';

const START = 1_790_000_000_000;

const planned = (text: string, seed = 1): Timeline =>
  planTimeline(parseScenario('mine', `${HEAD}${text}`), seed, START);

const HEAD = `
title: Trouble
world: fernhill
length: 20m
families:
  boom: { exception: { type: Error, message: boom } }
  crash: { level: fatal, exception: { type: InvariantViolation, message: never } }
checks: [answered]
`;

const OUTAGE = `{ id: a, starts: 1s..3s, lasts: 20s, services: [basket-api, checkout-api], families: [boom], issues: 4, perMinute: 120`;

/** What was sent, as `resource.action` and, for a change of status, why. */
function told({ source }: PlannedWebhook): string {
  switch (source.kind) {
    case 'error':
      return 'event';
    case 'unresolved':
      return source.substatus;
    case 'metric':
      return source.action;
    case 'resolved':
    case 'comment':
      return source.kind;
  }
}

function eventsOf({ webhooks }: Timeline): SentryError[] {
  const sources = webhooks.map((one) => one.source).filter((source) => source.kind === 'error');
  return [...new Set(sources.map((source) => source.error))];
}

describe('an outage that breaks out again', () => {
  const timeline = planned(
    `outages: [${OUTAGE}, again: [{ after: 12m, lasts: 15s, perMinute: 60, regressed: true }, { after: 2m, lasts: 5s, wakes: false }], resolves: { after: 5s, within: 5s } }]`,
  );
  const [truth] = timeline.outages;
  const [first, second, third] = truth?.outbursts ?? [];

  it('does so with the same issues after the quiet time, and is quiet in between', () => {
    const events = eventsOf(timeline);
    expect(new Set(events.map((one) => one.issueId)).size).toBe(4);
    for (const outburst of truth?.outbursts ?? []) {
      const own = events.filter((one) => one.at >= outburst.from && one.at <= outburst.to);
      expect(new Set(own.map((one) => one.issueId)).size).toBe(4);
    }
    expect(second!.from - first!.to).toBe(12 * 60_000);
    const between = timeline.webhooks.filter((one) => one.at > first!.to + 2000 && one.at < second!.from);
    expect(between).toEqual([]);
  });

  it('makes none of them new again, and counts on', () => {
    const later = eventsOf(timeline).filter((one) => one.at >= second!.from);
    expect(later.some((one) => one.isNew)).toBe(false);
    expect(Math.min(...later.map((one) => one.count))).toBeGreaterThan(1);
  });

  it('tells of a regression once an issue, where it is one', () => {
    const regressed = timeline.webhooks.filter((one) => told(one) === 'regressed');
    expect(regressed).toHaveLength(4);
    for (const one of regressed) {
      expect(one.at).toBeGreaterThan(second!.from);
      expect(one.at).toBeLessThan(third!.from);
    }
  });

  it('is resolved by Sentry only after the last time', () => {
    const resolved = timeline.webhooks.filter((one) => told(one) === 'resolved');
    expect(resolved).toHaveLength(4);
    for (const one of resolved) expect(one.at).toBeGreaterThan(third!.to);
  });

  it('pages as often as it wakes', () => {
    expect(truth?.outbursts.map((one) => one.wakes)).toEqual([true, true, false]);
    expect(truth?.pages).toBe(2);
  });
});

describe('hosts with a wrong clock', () => {
  it('say so in every event of the outage, and in no other', () => {
    const timeline = planned(
      `outages: [${OUTAGE}, clock: { behind: 16m } }]\nalone: [{ id: c, kind: error, service: hr-portal, family: crash, steps: [{ at: 5s, does: fires, wakes: true }] }]`,
    );
    for (const one of eventsOf(timeline)) {
      const slow = one.project.slug !== 'hr-portal';
      expect((one.clientAt ?? one.at) - one.at).toBe(slow ? -16 * 60_000 : 0);
    }
    expect(eventsOf(planned(`outages: [${OUTAGE}, clock: { ahead: 30s } }]`))[0]).toMatchObject({
      clientAt: expect.any(Number) as number,
    });
  });
});

describe('a trouble of its own', () => {
  it('is one issue in every environment it is seen in', () => {
    const timeline = planned(
      'alone: [{ id: c, kind: error, service: hr-portal, family: crash, steps: [{ at: 5s, does: fires, environment: staging }, { at: 7s, does: fires, times: 3, within: 4s, wakes: true }, { at: 60s, does: resolved }] }]',
    );
    const events = eventsOf(timeline);
    expect(new Set(events.map((one) => one.issueId)).size).toBe(1);
    expect(events.map((one) => one.environment)).toEqual([
      'staging',
      'production',
      'production',
      'production',
    ]);
    expect(timeline.alone).toMatchObject([
      { id: 'c', services: ['hr-portal'], pages: 1, outbursts: [{ wakes: false }, { wakes: true }] },
    ]);
    expect(timeline.alone[0]?.address).toBe(`/issues/${events[0]!.issueId}/`);
    expect(timeline.webhooks.at(-1)).toMatchObject({ at: START + 60_000, source: { kind: 'resolved' } });
  });

  it('regresses by an event and by Sentry’s word, in either order', () => {
    const orders = Array.from({ length: 20 }, (_, seed) =>
      planned(
        'alone: [{ id: c, kind: error, service: hr-portal, family: crash, steps: [{ at: 5s, does: fires }, { at: 20s, does: resolved }, { at: 40s, does: regressed, wakes: true }] }]',
        seed,
      )
        .webhooks.filter((one) => one.at >= START + 40_000)
        .map(told),
    );
    for (const order of orders) expect(order.filter((word) => word === 'regressed')).toHaveLength(1);
    expect(new Set(orders.map((order) => order[0])).size).toBe(2);
  });

  it.each([
    ['event-alert', ['event']],
    ['issue', ['event', 'regressed']],
    ['event-alert, issue', ['event', 'event', 'regressed', 'event']],
  ])('a monitor tells through %s alone', (through, words) => {
    const timeline = planned(
      `alone: [{ id: m, kind: cron, service: hr-portal, name: rota-sync, through: [${through}], steps: [{ at: 5s, does: fires, wakes: true }, { at: 60s, does: regressed, wakes: true }] }]`,
    );
    const heard = timeline.webhooks.map(told);
    const alertAlone = through === 'event-alert';
    expect([...heard].sort()).toEqual([...(alertAlone ? ['event', 'event'] : words)].sort());
    expect(eventsOf(timeline)[0]).toMatchObject({
      exceptions: [],
      occurrence: { title: 'Cron failure: rota-sync', issueCategory: 'outage' },
    });
  });

  it('a metric rule keeps its number over its statuses, and takes a new one when it fires again', () => {
    const timeline = planned(
      `alone: [{ id: r, kind: metric, service: hr-portal, rule: '71', title: Too many, steps: [{ at: 5s, does: critical, wakes: true }, { at: 20s, does: warning }, { at: 30s, does: resolved }, { at: 60s, does: critical, wakes: true }] }]`,
    );
    expect(timeline.webhooks.map(told)).toEqual(['critical', 'warning', 'resolved', 'critical']);
    const alerts = timeline.webhooks.flatMap(({ source }) =>
      source.kind === 'metric' ? [source.alert] : [],
    );
    const numbers = alerts.map((alert) => alert.identifier);
    expect(new Set(numbers.slice(0, 3)).size).toBe(1);
    expect(numbers[3]).not.toBe(numbers[0]);
    expect(alerts.map((alert) => alert.startedAt)).toEqual(
      [5000, 5000, 5000, 60_000].map((at) => START + at),
    );
  });
});

describe('people', () => {
  it('act so long after an outburst began: on the page, or in Sentry on every issue that failed by then', () => {
    const timeline = planned(
      `outages: [${OUTAGE}, again: [{ after: 1m, lasts: 10s }] }]\npeople: [{ does: acknowledge, what: a, after: 15s }, { does: resolve-in-pagerduty, what: a, outburst: 2, after: 5s }, { does: resolve-in-sentry, what: a, after: 40s }]`,
    );
    const [first, second] = timeline.outages[0]?.outbursts ?? [];
    expect(timeline.people).toEqual([
      { at: first!.from + 15_000, does: 'acknowledge', what: 'a' },
      { at: second!.from + 5000, does: 'resolve-in-pagerduty', what: 'a' },
    ]);
    const resolved = timeline.webhooks.filter((one) => one.source.kind === 'resolved');
    expect(resolved).toHaveLength(4);
    for (const one of resolved)
      expect(one).toMatchObject({ at: first!.from + 40_000, source: { byPerson: true } });
  });
});
