import { describe, expect, it } from 'vitest';
import { nothingSeen, type Observed } from '../../../src/action/judge/observed.ts';
import type { CheckSettings } from '../../../src/action/judge/check-settings.ts';
import { isDone, judge } from '../../../src/action/judge/verdict.ts';
import type { DrillHop } from '../../../src/domain/drill/drill-report.ts';
import { troubleOf } from '../../../src/domain/sending/trouble.ts';
import { healthyHops, healthyIncident, healthyReport, receiversWith } from '../example-report.ts';

const settings: CheckSettings = {
  relay: 'https://relay.example',
  drillSecret: 's',
  token: 't',
  subject: { service: 'cart', environment: 'production', release: null, by: null },
  expect: null,
  scenario: 'single',
  timeoutMs: 60_000,
  limits: { ack: 1000, slack: 10_000, page: 10_000 },
  onFailure: 'fail',
  deploy: null,
  retries: 0,
};
const ok = { at: 0, ms: 30, failure: null } as const;
const ticket = { id: 'drill-41', expiresAt: 0, alerts: 1, provable: ['slack', 'page'], notes: [] } as const;
const healthy: Observed = {
  ...nothingSeen(0),
  register: ok,
  ticket,
  alerts: [ok],
  report: healthyReport(),
  over: 'settled',
  cleanup: { kind: 'clean', ms: 40 },
};

function withHops(change: (hop: DrillHop) => Partial<DrillHop>): Observed {
  const hops = healthyHops('confirmed').map((hop) => ({ ...hop, ...change(hop) }));
  return { ...healthy, report: healthyReport({ hops }) };
}

function stateOf(name: string, seen: Observed, change: Partial<CheckSettings> = {}): string | undefined {
  return judge(seen, { ...settings, ...change }).hops.find((hop) => hop.name === name)?.state;
}

describe('the verdict', () => {
  it('is passed when every hop is', () => {
    const verdict = judge(healthy, settings);
    expect(verdict).toMatchObject({ result: 'passed', problems: [], warnings: [], mayPass: false });
    expect(verdict.hops.every(({ state }) => state === 'ok')).toBe(true);
    expect(verdict.hops.find(({ name }) => name === 'slack')).toMatchObject({ ms: 412, how: 'confirmed' });
  });

  it('waits for what was accepted to be read back, until the relay says that it cannot be', () => {
    const accepted = { state: 'accepted' } as const;
    const open = { ...withHops(() => accepted), over: null };
    expect(isDone(judge(open, settings))).toBe(false);
    const known = { ...withHops(() => ({ ...accepted, unconfirmed: 'no history scope' })), over: null };
    expect(isDone(judge(known, settings))).toBe(true);
    expect(judge({ ...open, over: 'timeout' }, settings).result).toBe('passed');
  });

  it('counts a hop at its limit as in time, and one above as slow', () => {
    const seen = withHops(({ hop }) =>
      hop === 'slack' ? { acceptedAfterMs: 10_000 } : { acceptedAfterMs: 10_001 },
    );
    expect(stateOf('slack', seen)).toBe('ok');
    expect(stateOf('page', seen)).toBe('slow');
    expect(judge(seen, settings)).toMatchObject({ result: 'failed', mayPass: true });
  });

  it('is as slow as the slowest alert and the slowest hop', () => {
    const seen: Observed = { ...healthy, alerts: [ok, { ...ok, ms: 999 }, { ...ok, ms: 12 }] };
    expect(judge(seen, settings).hops.find(({ name }) => name === 'ack')?.ms).toBe(999);
  });

  it('is one sentence for a relay that is too old to judge what it reports', () => {
    const seen = { ...healthy, report: { ...healthyReport(), version: 0, steps: [] } };
    const { result, problems, hops, mayPass } = judge(seen, settings);
    expect([result, mayPass]).toEqual(['failed', false]);
    expect(problems).toMatchObject([{ hops: ['brain'], passes: false }]);
    expect(problems[0]?.cause).toBe(
      'The relay at https://relay.example is of an older version than this check: its reports have version 0, and 1 is needed.',
    );
    expect(hops.filter(({ state }) => state === 'unknown').map(({ name }) => name)).toEqual([
      'slack',
      'page',
      'receivers',
      'sentry',
    ]);
    expect(judge({ ...seen, report: { ...healthyReport(), version: 2 } }, settings).result).toBe('passed');
  });

  it('fails at once when something is expected that cannot be proven', () => {
    const seen: Observed = {
      ...nothingSeen(0),
      register: ok,
      ticket: { ...ticket, provable: ['slack'] },
      over: 'stopped',
    };
    const verdict = judge(seen, { ...settings, expect: ['slack', 'page'] });
    expect(verdict.problems).toMatchObject([{ hops: ['page'], passes: false }]);
    expect(verdict.hops.find(({ name }) => name === 'slack')?.state).toBe('skipped');
  });

  it('leaves out what is not expected', () => {
    const seen = withHops(({ hop }) =>
      hop === 'page' ? { state: 'failed', trouble: troubleOf('unknown', 'x') } : {},
    );
    expect(stateOf('page', seen, { expect: ['slack'] })).toBe('skipped');
    expect(judge(seen, { ...settings, expect: ['slack'] }).result).toBe('passed');
    expect(judge(seen, { ...settings, expect: [] }).result).toBe('passed');
  });

  it('names a trouble of several hops once', () => {
    const refused = { kind: 'unreachable', why: 'refused', code: 'ECONNREFUSED' } as const;
    const call = { ...ok, failure: refused };
    const deploy = {
      service: 'a',
      environment: 'b',
      release: 'c',
      by: null,
      what: null,
      compareUrl: null,
      runUrl: null,
    };
    const verdict = judge(
      { ...nothingSeen(0), deploy: call, register: call, over: 'stopped' },
      { ...settings, deploy },
    );
    expect(verdict.problems).toMatchObject([{ hops: ['deploy', 'register'] }]);
    expect(verdict).toMatchObject({ unreachable: true, mayPass: true });
  });

  it('does not blame Slack for a brain that stands still', () => {
    const report = healthyReport({
      alerts: { allowed: 1, taken: 0, firstAt: null },
      hops: [],
      incidents: [],
    });
    const verdict = judge({ ...healthy, report, over: 'timeout' }, settings);
    expect(verdict.problems.map(({ hops }) => hops)).toEqual([['brain']]);
  });

  it('waits for receivers that are being asked, and fails what could not be proven', () => {
    const receivers = receiversWith('chat', { state: 'asking', detail: 'not answered yet' });
    const seen = { ...healthy, report: healthyReport({ receivers }), over: null };
    expect(stateOf('receivers', seen)).toBe('waiting');
    expect(stateOf('receivers', seen, { expect: ['page'] })).toBe('waiting');
    const elsewhere = judge({ ...seen, over: 'timeout' }, { ...settings, expect: ['page'] });
    expect([elsewhere.problems, elsewhere.warnings]).toEqual([[], []]);
    const late = judge({ ...seen, over: 'timeout' }, settings);
    expect(late.problems[0]?.cause).toContain('could not be proven: slack/C0123ABCD: not answered yet');
  });

  it('warns of a broken receiver that it was told not to expect, and only notes one that is not proven', () => {
    const seen = (state: 'failed' | 'unknown'): Observed => ({
      ...healthy,
      report: healthyReport({ receivers: receiversWith('chat', { state, detail: 'not_in_channel' }) }),
    });
    expect(stateOf('receivers', seen('failed'), { expect: [] })).toBe('warned');
    const { hops } = judge(seen('unknown'), { ...settings, expect: [] });
    expect(hops.find(({ name }) => name === 'receivers')).toMatchObject({
      state: 'ok',
      note: 'pagerduty/1f3a9c02, not proven: slack/C0123ABCD: not_in_channel',
    });
  });

  it('notes a receiver that nothing speaks against and nothing allows to look at', () => {
    const receivers = receiversWith('chat', { proven: false, detail: 'May not look.' });
    const { result, hops } = judge({ ...healthy, report: healthyReport({ receivers }) }, settings);
    expect(result).toBe('passed');
    expect(hops.find(({ name }) => name === 'receivers')?.note).toContain(
      'not proven: slack/C0123ABCD: May not look.',
    );
  });

  it('fails when what is expected goes to receivers of drills alone', () => {
    const onlyChat = receiversWith('chat', {}).filter(({ kind }) => kind === 'chat');
    const seen = { ...healthy, report: healthyReport({ receivers: onlyChat }) };
    expect(judge(seen, settings).problems).toMatchObject([{ hops: ['receivers'], passes: false }]);
    expect(judge(seen, { ...settings, expect: ['slack'] }).result).toBe('passed');
  });

  it('fails for deliveries of Sentry that were refused, with the day when it was not today', () => {
    const sentry = {
      last: null,
      refused: { count: 1, firstAt: Date.UTC(2026, 10, 14, 8, 1), likely: 'unknown-secret' as const },
    };
    const verdict = judge({ ...healthy, report: healthyReport({ sentry }) }, settings);
    expect(verdict.problems[0]?.cause).toBe(
      "1 Sentry delivery refused since 2026-11-14 08:01 UTC: the integration's secret changed.",
    );
    expect(verdict.mayPass).toBe(false);
  });

  it('wants exactly one storm of a burst', () => {
    const storm = { scenario: 'storm' } as const;
    const one = { ...healthy, report: healthyReport(storm) };
    expect(judge(one, { ...settings, ...storm }).result).toBe('passed');
    const alone = {
      ...one,
      report: healthyReport({ ...storm, incidents: [{ ...healthyIncident(true), children: 0 }] }),
    };
    const verdict = judge({ ...alone, over: 'timeout' }, { ...settings, ...storm });
    expect(verdict.problems.map(({ hops }) => hops)).toEqual([['storm']]);
  });

  it('only warns of what the end left open', () => {
    const seen: Observed = { ...healthy, cleanup: { kind: 'open', leftOpen: ['the page is open'] } };
    expect(judge(seen, settings)).toMatchObject({ result: 'passed', warnings: [{ hops: ['cleanup'] }] });
  });

  it('is cancelled when it was, whatever else', () => {
    const seen: Observed = { ...nothingSeen(0), register: ok, ticket, over: 'cancelled' };
    expect(judge(seen, settings)).toMatchObject({ result: 'cancelled', problems: [], mayPass: false });
  });
});
