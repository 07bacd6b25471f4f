import { describe, expect, it } from 'vitest';
import type { SentryError } from '../../../simulator/sentry-error.ts';
import { loadScenario } from '../../../simulator/storm/scenario-file.ts';
import { planTimeline, type Timeline } from '../../../simulator/storm/timeline.ts';
import type { WebhookSource } from '../../../simulator/storm/planned.ts';

const START = 1_790_000_000_000;

function errorIn(source: WebhookSource): SentryError {
  if (source.kind === 'metric') throw new Error('A metric rule has no error.');
  return source.error;
}

function errorsOf(timeline: Timeline, outage: string | null): SentryError[] {
  const sources = timeline.webhooks.filter((one) => one.outage === outage).map((one) => one.source);
  return [...new Set(sources.filter((one) => one.kind === 'error').map((one) => one.error))];
}

describe('the timeline of a storm', () => {
  const redis = loadScenario('redis-outage');

  it('is the same for the same seed and another for another', () => {
    expect(planTimeline(redis, 7, START)).toEqual(planTimeline(redis, 7, START));
    expect(planTimeline(redis, 8, START).webhooks.map((one) => one.at)).not.toEqual(
      planTimeline(redis, 7, START).webhooks.map((one) => one.at),
    );
  });

  it.each([1, 2, 3, 4, 5])(
    'seed %i: 500 errors a minute, 12 services, 60 issues, failing one after the other',
    (seed) => {
      const timeline = planTimeline(redis, seed, START);
      const errors = errorsOf(timeline, 'redis');
      expect(new Set(errors.map((one) => one.issueId)).size).toBe(60);
      const first = new Map<string, number>();
      for (const error of errors.toSorted((a, b) => a.at - b.at))
        if (!first.has(error.project.slug)) first.set(error.project.slug, error.at);
      expect([...first.keys()].sort()).toEqual([...(timeline.outages[0]?.services ?? [])].sort());
      const times = [...first.values()];
      expect(Math.max(...times) - Math.min(...times)).toBeLessThan(23_000);
      expect(Math.max(...times) - Math.min(...times)).toBeGreaterThan(15_000);
      const from = Math.min(...times) + 30_000;
      const minute = errors.filter((one) => one.at >= from && one.at < from + 60_000);
      expect(minute.length).toBeGreaterThan(450);
      expect(minute.length).toBeLessThan(550);
    },
  );

  it('sends issue.created once an issue, one event_alert a rule and error.created, each within two seconds', () => {
    const timeline = planTimeline(redis, 3, START);
    for (const error of errorsOf(timeline, 'redis')) {
      const own = timeline.webhooks.filter(
        (one) => one.source.kind === 'error' && one.source.error === error,
      );
      expect(error.rules.length).toBeGreaterThanOrEqual(1);
      expect(error.rules.length).toBeLessThanOrEqual(3);
      expect(own.length).toBe((error.isNew ? 1 : 0) + error.rules.length + 1);
      for (const one of own) expect(one.at - error.at).toBeLessThanOrEqual(2000);
    }
    const created = errorsOf(timeline, 'redis').filter((one) => one.isNew);
    expect(created.length).toBe(60);
  }, 120_000);

  it('resolves every issue of the outage after its last error', () => {
    const timeline = planTimeline(redis, 2, START);
    const last = Math.max(...errorsOf(timeline, 'redis').map((one) => one.at));
    const resolved = timeline.webhooks.filter((one) => one.source.kind === 'resolved');
    expect(new Set(resolved.map((one) => errorIn(one.source).issueId)).size).toBe(60);
    for (const one of resolved) expect(one.at).toBeGreaterThan(last + 9000);
  });

  it('opens with failures that name their cause: what only follows comes later in every service', () => {
    const timeline = planTimeline(redis, 6, START);
    const own = errorsOf(timeline, 'redis').filter((one) => one.isNew && one.project.slug === 'basket-api');
    expect(
      own
        .toSorted((a, b) => a.at - b.at)[0]
        ?.exceptions.map((one) => one.value)
        .join(' '),
    ).toMatch(/ECONNREFUSED|Connection is closed|max retries/);
  });

  it('says nothing of the outage in what the relay gets to see, and leaves no placeholder unfilled', () => {
    for (const name of [
      'redis-outage',
      'two-outages',
      'bad-deploy',
      'pagerduty-throttle',
      'background-noise',
      'nameless-outage',
    ]) {
      const timeline = planTimeline(loadScenario(name), 5, START);
      for (const error of timeline.webhooks.map((one) => errorIn(one.source))) {
        expect(error).not.toHaveProperty('outage');
        expect(JSON.stringify([error.exceptions, error.message, error.culprit])).not.toMatch(
          /\{[a-z]+(?::[^}]*)?\}/i,
        );
      }
    }
  });

  it('is sorted and moves with its start', () => {
    const timeline = planTimeline(redis, 9, START);
    const times = timeline.webhooks.map((one) => one.at);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    const later = planTimeline(redis, 9, START + 5000);
    expect(later.webhooks.map((one) => one.at - 5000)).toEqual(times);
  });

  it('keeps the old release before the deploy and the new one after it', () => {
    const timeline = planTimeline(loadScenario('bad-deploy'), 4, START);
    const bad = errorsOf(timeline, 'deploy');
    expect(new Set(bad.map((one) => one.release))).toEqual(new Set(['shop@2026.47.2']));
    expect(new Set(bad.map((one) => one.project.slug)).size).toBe(4);
    const old = errorsOf(timeline, null).filter((one) => one.release === 'shop@2026.47.1');
    expect(old.length).toBeGreaterThan(2);
    expect(Math.min(...bad.map((one) => one.at))).toBeGreaterThan(Math.min(...old.map((one) => one.at)));
  });

  it('breaks eight services within forty seconds in words that no two of them share', () => {
    for (const seed of [1, 2, 3]) {
      const errors = errorsOf(planTimeline(loadScenario('nameless-outage'), seed, START), 'price-list');
      const first = errors.filter((one) => one.isNew);
      const born = [...Map.groupBy(first, (one) => one.issueId).values()].map((own) => own[0]?.at ?? 0);
      expect(born).toHaveLength(20);
      expect(new Set(first.map((one) => one.project.slug)).size).toBe(8);
      expect(Math.max(...born) - Math.min(...born)).toBeLessThan(40_000);
      const services = Map.groupBy(first, (one) => one.exceptions.map(({ value }) => value).join(' '));
      for (const own of services.values()) expect(new Set(own.map((one) => one.project.slug)).size).toBe(1);
    }
  });

  it('counts each issue as Sentry does', () => {
    const timeline = planTimeline(redis, 1, START);
    const errors = errorsOf(timeline, 'redis');
    for (const [, own] of Map.groupBy(errors, (one) => one.issueId)) {
      const sorted = own.toSorted((a, b) => a.count - b.count);
      expect(sorted.map((one) => one.count)).toEqual(sorted.map((_, index) => index + 1));
      expect(new Set(own.map((one) => one.firstSeen)).size).toBe(1);
    }
  });

  it('kills the relay at a moment that the seed picks inside the storm', () => {
    const moments = [1, 2, 3, 4].map(
      (seed) => planTimeline(loadScenario('relay-crash'), seed, START).happenings[0]?.at ?? 0,
    );
    expect(new Set(moments).size).toBe(4);
    for (const at of moments) expect(at - START).toBeGreaterThanOrEqual(35_000);
  });
});
