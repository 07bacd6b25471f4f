import { describe, expect, it } from 'vitest';
import type { Evidence } from '../../../simulator/referee/evidence.ts';
import { judgedWith, pagerOf, slackOf } from './changed-run.ts';
import { message, page, pageCall, revision, T0 } from './evidence-sample.ts';

const told = (good: Evidence, at: number, text: string): Pick<Evidence, 'slack'> => ({
  slack: {
    ...slackOf(good),
    messages: [message([revision(1800, 'a-api, b-api and c-api fail', 3), revision(at, text, 6)])],
  },
});

describe('ended-once', () => {
  it.each<[string, boolean, (good: Evidence) => Partial<Evidence>]>([
    ['holds when page and message end once', true, () => ({})],
    ['convicts a message that never says so', false, (good) => told(good, 52_000, 'a-api still fails')],
    ['convicts one that says so late', false, (good) => told(good, 90_000, 'Resolved: a-api')],
    [
      'convicts a page that goes on',
      false,
      (good) => ({
        pagerduty: {
          ...pagerOf(good),
          incidents: [page(4000, { status: 'triggered', resolvedAt: null })],
        },
      }),
    ],
    [
      'convicts a page that is resolved late',
      false,
      (good) => ({ pagerduty: { ...pagerOf(good), incidents: [page(4000, { resolvedAt: T0 + 90_000 })] } }),
    ],
    [
      'convicts a second resolve',
      false,
      (good) => ({
        pagerduty: { ...pagerOf(good), calls: [...pagerOf(good).calls, pageCall(60_000, 'resolve')] },
      }),
    ],
  ])('%s', (_what, holds, change) => {
    expect(judgedWith('ended-once', change)).toBe(holds);
  });

  it('convicts a message that does not name who ended it', () => {
    const by = { withinMs: 10_000, by: 'Kim Fernhill' };
    expect(judgedWith('ended-once', () => ({}), by)).toBe(false);
    const named = (good: Evidence) => told(good, 52_000, 'Resolved by Kim Fernhill');
    expect(judgedWith('ended-once', named, by)).toBe(true);
  });

  it('judges nothing while an issue of the outage is not resolved', () => {
    const open = (good: Evidence) => ({ deliveries: good.deliveries.slice(0, -1) });
    expect(judgedWith('ended-once', open)).toBeNull();
  });
});
