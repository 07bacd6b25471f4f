import { describe, expect, it } from 'vitest';
import { createSimClock } from '../../../simulator/clock.ts';
import { lanesOf } from '../../../simulator/report/lanes-answer.ts';
import { plainLine, screenLines, snapshotOf } from '../../../simulator/report/progress.ts';
import type { LiveRun } from '../../../simulator/run/run-scenario.ts';
import { loadScenario } from '../../../simulator/storm/scenario-file.ts';
import { goodRun, T0 } from '../referee/evidence-sample.ts';

const COLOUR = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, 'g');

function live(): LiveRun {
  const good = goodRun();
  return {
    scenario: loadScenario('redis-outage'),
    seed: 3,
    timeline: {
      start: T0,
      end: T0 + 60_000,
      webhooks: [],
      happenings: [],
      people: [],
      outages: [],
      alone: [],
      fatals: [],
    },
    clock: { ...createSimClock(6, T0), now: () => T0 + 30_000 },
    api: { books: () => Promise.resolve(null), lanes: () => Promise.resolve(null) },
    relayUrl: 'http://127.0.0.1:1',
    observed: () => ({
      sentry: { deliveries: good.deliveries },
      slack: good.slack!,
      pagerduty: good.pagerduty!,
    }),
    seesReceivers: true,
  };
}

const LANES = [
  {
    id: 'slack/C1',
    receiver: 'slack/C1',
    state: { kind: 'waiting', reason: '429' },
    pending: 2,
    budgets: [{ bucket: 'update', left: 31.4, size: 50, perMs: 60_000 }],
  },
];

describe('the live view', () => {
  it('shows what comes in, what waits and what is left', () => {
    const books = {
      accepted: 6,
      shown: 1,
      folded: 3,
      suppressed: 0,
      setAside: 0,
      dead: 0,
      inFlight: 2,
      oldestInFlightMs: 1500,
    };
    const snapshot = snapshotOf(live(), books, lanesOf(LANES));
    const screen = screenLines(snapshot).join('\n').replaceAll(COLOUR, '');
    expect(screen).toContain('redis-outage');
    expect(screen).toContain('errors in 3 services');
    expect(screen).toContain('2 in flight, oldest 1.5 s');
    expect(screen).toContain('updates 31/50 · slack/C1 waiting');
    expect(plainLine(snapshot)).toMatch(
      /^redis-outage 30\.0 s\/60\.0 s \| 6 errors\/min.*1 page \(0 open\).*2 in flight, oldest 1\.5 s/,
    );
  });

  it.each([80, 60, 40])('cuts no figure at %s columns', (columns) => {
    const budgets = ['post:C0TPL6TRSXS', 'posts', 'update', 'events'].map((bucket) => ({
      bucket,
      left: 104,
      size: 110,
    }));
    const snapshot = { ...snapshotOf(live(), null, lanesOf([{ ...LANES[0], budgets }])), planned: 123_456 };
    const rows = screenLines(snapshot, columns).map((row) => row.replaceAll(COLOUR, ''));
    for (const row of rows) expect(row.length).toBeLessThanOrEqual(columns);
    const told = rows.join(' ').replaceAll(/\s+/g, ' ');
    for (const figure of [
      '30.0 s of 60.0 s',
      'seed 3, speed 6',
      '6/123456 sent',
      '1 page, none open',
      'channel C0TPL6TRSXS 104/110',
      'PagerDuty events 104/110',
      'slack/C1 waiting',
    ])
      expect(told).toContain(figure);
  });

  it('claims nothing about a Slack and a PagerDuty that it cannot see', () => {
    const snapshot = snapshotOf({ ...live(), seesReceivers: false }, null, lanesOf(LANES));
    expect(plainLine(snapshot)).not.toMatch(/incident|page|Slack/);
    expect(screenLines(snapshot).join('\n')).not.toMatch(/ {2}Slack|PagerDuty|shown/);
  });

  it('goes on when the relay does not answer', () => {
    const snapshot = snapshotOf(live(), null, lanesOf('nonsense'));
    expect(plainLine(snapshot)).toContain('? in flight');
    expect(lanesOf({ lanes: LANES })).toHaveLength(1);
  });
});
