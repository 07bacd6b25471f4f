import { describe, expect, it } from 'vitest';
import type { DrillHop, DrillIncident, DrillStep, SentrySigns } from '../../src/domain/drill/drill-report.ts';
import { troubleOf } from '../../src/domain/sending/trouble.ts';
import { stepsOf, type DrillFacts } from '../../src/observe/drills/drill-steps.ts';

const now = Date.UTC(2026, 10, 16, 14, 9, 30);

const silent: SentrySigns = { last: null, refused: { count: 0, firstAt: null, likely: null } };

const taken: DrillHop = {
  hop: 'slack',
  receiver: 'slack/C1',
  state: 'confirmed',
  acceptedAfterMs: 400,
  trouble: null,
  unconfirmed: null,
  handle: '1.1',
  link: null,
};

function root(change: Partial<DrillIncident> = {}): DrillIncident {
  return { id: 'inc-1', storm: null, children: 0, ...change };
}

function stepIn(step: DrillStep['step'], change: Partial<DrillFacts> = {}): DrillStep | undefined {
  const facts: DrillFacts = {
    now,
    scenario: 'single',
    alerts: { allowed: 1, taken: 1, firstAt: now - 900 },
    incidents: [root()],
    hops: [taken],
    sentry: silent,
    ...change,
  };
  return stepsOf(facts).find((one) => one.step === step);
}

const half = { allowed: 12, taken: 5, firstAt: now } as const;

describe('the step of the brain', () => {
  it('is done when all announced alerts were counted', () => {
    expect(stepIn('brain')).toMatchObject({ state: 'ok', done: true, note: null, trouble: null });
    expect(stepIn('brain', { alerts: { ...half, taken: 12 } })?.note).toBe('12 alerts');
    expect(stepIn('brain', { alerts: half })).toMatchObject({
      state: 'waiting',
      trouble: { code: 'brain-behind', passes: true },
    });
  });
});

describe('the step of a storm', () => {
  const storm = { scenario: 'storm' } as const;

  it('is asked of storms alone', () => expect(stepIn('storm')).toBeUndefined());

  it('is done when a burst became one incident', () => {
    const incidents = [root({ storm: 'redis unreachable', children: 5 })];
    expect(stepIn('storm', { ...storm, incidents })).toMatchObject({
      state: 'ok',
      note: 'inc-1: redis unreachable, 5 others folded in',
    });
  });

  it('lacks nothing of its own while alerts are still to be counted', () => {
    expect(stepIn('storm', { ...storm, alerts: half })).toMatchObject({ state: 'waiting', trouble: null });
  });

  it.each([
    ['storm-split', [root(), root({ id: 'inc-2' })]],
    ['storm-missed', [root()]],
    ['storm-missed', [root({ storm: 'redis unreachable' })]],
    ['storm-missed', []],
  ] as const)('waits with %s', (code, incidents) => {
    expect(stepIn('storm', { ...storm, incidents })).toMatchObject({
      state: 'waiting',
      trouble: { code, passes: false },
    });
  });
});

describe('the step of a receiver', () => {
  it('is as slow as the slowest, and confirmed when all are', () => {
    const slow: DrillHop = { ...taken, receiver: 'slack/C2', acceptedAfterMs: 900 };
    expect(stepIn('slack', { hops: [taken, slow] })).toMatchObject({
      state: 'ok',
      done: true,
      taken: { how: 'confirmed', acceptedMs: 900 },
    });
  });

  it('is to be read back until it is known that it cannot be', () => {
    const accepted: DrillHop = { ...taken, state: 'accepted' };
    expect(stepIn('slack', { hops: [accepted] })).toMatchObject({
      state: 'ok',
      done: false,
      taken: { how: 'accepted', acceptedMs: 400 },
    });
    const blind = { ...accepted, unconfirmed: 'No scope.' };
    expect(stepIn('slack', { hops: [blind] })).toMatchObject({ done: true, note: 'No scope.' });
  });

  it('has failed with the trouble of the first that did', () => {
    const trouble = troubleOf('not-a-member', 'not_in_channel');
    const failed: DrillHop = { ...taken, state: 'failed', trouble };
    expect(stepIn('slack', { hops: [taken, failed] })).toMatchObject({ state: 'failed', trouble });
  });

  it('waits with its trouble, or says that it names none', () => {
    const trouble = troubleOf('limited', 'Slack limits it.');
    const behind: DrillHop = { ...taken, state: 'waiting', acceptedAfterMs: null };
    expect(stepIn('slack', { hops: [{ ...behind, trouble }] })).toMatchObject({ state: 'waiting', trouble });
    expect(stepIn('slack', { hops: [behind] })?.trouble?.code).toBe('not-sent');
    expect(stepIn('page', { hops: [] })?.trouble?.code).toBe('not-sent');
  });

  it('is not to blame while the brain has not counted, or a storm still forms', () => {
    expect(stepIn('slack', { alerts: half, hops: [] })).toMatchObject({ state: 'waiting', trouble: null });
    const forming = { scenario: 'storm', incidents: [root(), root({ id: 'inc-2' })] } as const;
    expect(stepIn('slack', forming)).toMatchObject({ state: 'waiting', trouble: null });
  });
});

describe("the step of Sentry's own deliveries", () => {
  it('tells of the newest one', () => {
    const sentry = { ...silent, last: { at: now - 120_000, verifiedBy: 'secret-1' } };
    expect(stepIn('sentry', { sentry })).toMatchObject({
      state: 'ok',
      note: 'newest delivery 14:07 UTC, signed with secret-1',
    });
  });

  it('is unknown, and waits for nothing, while none has come', () => {
    expect(stepIn('sentry')).toMatchObject({
      state: 'unknown',
      done: true,
      note: 'no delivery of Sentry itself is known yet',
      trouble: null,
    });
  });

  it('fails for those that were refused, with the day when it was not today', () => {
    const sentry = {
      ...silent,
      refused: { count: 1, firstAt: Date.UTC(2026, 10, 14, 8, 1), likely: 'unknown-secret' as const },
    };
    expect(stepIn('sentry', { sentry })).toMatchObject({
      state: 'failed',
      trouble: {
        code: 'sentry-refused',
        cause: "1 Sentry delivery refused since 2026-11-14 08:01 UTC: the integration's secret changed.",
        passes: false,
      },
    });
  });
});
