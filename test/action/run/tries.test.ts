import { describe, expect, it } from 'vitest';
import { pauseAfter } from '../../../src/action/run/drill-run.ts';
import type { Called } from '../../../src/action/relay/relay-client.ts';
import { createRelayClient, type RelayClient } from '../../../src/action/relay/relay-client.ts';
import { createRedactor } from '../../../src/domain/text/secrets.ts';
import type { CheckSettings } from '../../../src/action/judge/check-settings.ts';
import { readSettings } from '../../../src/action/runner/settings.ts';
import { runTries } from '../../../src/action/run/tries.ts';
import type { DrillReport, DrillTicket } from '../../../src/domain/drill/drill-report.ts';
import { troubleOf } from '../../../src/domain/sending/trouble.ts';
import { healthyReport } from '../example-report.ts';

/** A world whose time passes only while somebody sleeps. */
function fakeWorld() {
  let now = 1_000_000;
  const slept: number[] = [];
  return {
    slept,
    surroundings: {
      fetch: () => Promise.reject(new Error('Nothing is fetched here.')),
      now: () => now,
      sleep: (ms: number) => {
        slept.push(ms);
        now += ms;
        return Promise.resolve();
      },
      random: (bytes: number) => new Uint8Array(bytes).fill(7),
    },
  };
}

const ticket: DrillTicket = {
  id: 'drill-1',
  nonce: 'nonce-1234',
  expiresAt: 0,
  alerts: 1,
  provable: ['slack', 'page'],
  notes: [],
};

function yes<T>(value: T): Promise<Called<T>> {
  return Promise.resolve({ at: 0, ms: 1, answer: { ok: true, value } });
}

function no<T>(status: number, code: string, retryAfterMs: number | null = null): Promise<Called<T>> {
  const failure = { kind: 'refused', status, code, message: null, retryAfterMs } as const;
  return Promise.resolve({ at: 0, ms: 1, answer: { ok: false, failure } });
}

function clientWith(change: Partial<RelayClient>, report: () => DrillReport = healthyReport): RelayClient {
  let isOver = false;
  return {
    recordDeploy: () => yes([]),
    register: () => {
      isOver = false;
      return yes(ticket);
    },
    alert: () => yes('done'),
    report: () => yes({ ...report(), ...(isOver ? { state: 'passed' } : {}) }),
    end: () => {
      isOver = true;
      return yes('done');
    },
    ...change,
  };
}

function settingsWith(retries: string, timeout = '60s'): CheckSettings {
  const inputs = {
    'relay-url': 'http://r.example',
    'drill-secret': 's',
    service: 'a',
    release: 'b',
    retries,
    timeout,
  };
  const nobody = { service: null, release: null, by: null, what: null, compareUrl: null, runUrl: null };
  const read = readSettings(inputs, nobody);
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return read.settings;
}

async function run(client: RelayClient, settings: CheckSettings) {
  const { surroundings, slept } = fakeWorld();
  const told: string[] = [];
  const watch = {
    registered: () => undefined,
    note: (sentence: string) => void told.push(`note ${sentence}`),
    hop: ({ name, state }: { name: string; state: string }) => void told.push(`${name} ${state}`),
    closed: () => undefined,
    again: (number: number, pauseMs: number) => void told.push(`try ${number} after ${pauseMs}`),
    trace: () => undefined,
  };
  const cancel = new AbortController().signal;
  const runs = await runTries({ settings, client, surroundings, watch, cancel });
  return { runs, told, slept };
}

describe('the tries of a check', () => {
  it('tell every hop once, as it is done', async () => {
    const { told } = await run(clientWith({}), settingsWith('0'));
    expect(told).toEqual([
      'deploy ok',
      'register ok',
      'ack ok',
      'brain ok',
      'slack ok',
      'page ok',
      'receivers ok',
      'sentry ok',
      'cleanup ok',
    ]);
  });

  it('pause longer each time, and as long as the relay asks for', async () => {
    const { runs, told } = await run(
      clientWith({ register: () => no(503, 'store-failing') }),
      settingsWith('3'),
    );
    expect(runs).toHaveLength(4);
    expect(told.filter((line) => line.startsWith('try'))).toEqual([
      'try 2 after 2000',
      'try 3 after 4000',
      'try 4 after 8000',
    ]);
    const asked = await run(
      clientWith({ register: () => no(429, 'too-many-drills', 30_000) }),
      settingsWith('1'),
    );
    expect(asked.told).toContain('try 2 after 30000');
  });

  it('poll often at first, then seldom, until the time is up', async () => {
    const waiting = healthyReport({
      hops: healthyReport().hops.map((hop) => ({
        ...hop,
        state: 'waiting',
        trouble: troubleOf('limited', 'Slack limits it.'),
      })),
    });
    const { runs, slept } = await run(
      clientWith({}, () => waiting),
      settingsWith('0', '30s'),
    );
    expect(runs[0].verdict.problems[0]?.cause).toBe('Not done within 30 s. Slack limits it.');
    expect([...new Set(slept)]).toEqual([100, 250, 500]);
    expect(slept.reduce((sum, ms) => sum + ms, 0)).toBeLessThanOrEqual(30_000);
    expect([0, 4_999, 5_000, 19_999, 20_000].map(pauseAfter)).toEqual([100, 100, 250, 250, 500]);
  });

  it('outlive a relay that restarts, and give up on one that forgot the drill', async () => {
    let polls = 0;
    const report = (): ReturnType<RelayClient['report']> => {
      polls += 1;
      return polls < 5
        ? no(503, 'starting')
        : yes(healthyReport({ state: polls < 6 ? 'running' : 'passed' }));
    };
    const restarted = await run(clientWith({ report }), settingsWith('0'));
    expect(restarted.runs[0].verdict.result).toBe('passed');
    const forgotten = await run(clientWith({ report: () => no(404, 'drill-unknown') }), settingsWith('0'));
    expect(forgotten.runs[0].verdict.problems[0]?.cause).toContain('the drill is no longer kept');
  });

  it('say so when somebody else ended the drill', async () => {
    const expired = healthyReport({ state: 'expired', hops: [] });
    const { runs } = await run(
      clientWith({}, () => expired),
      settingsWith('0'),
    );
    expect(runs[0].verdict.problems.map(({ cause }) => cause)).toEqual([
      'The drill was over before it was done: its state is "expired".',
    ]);
  });
});

describe('the client', () => {
  it('reads what a newer relay adds, and takes an unknown state as one that proves nothing', async () => {
    const answer = {
      ...healthyReport(),
      weather: 'mild',
      hops: healthyReport().hops.flatMap((hop) => [hop, { ...hop, hop: 'pigeon' }]),
      steps: healthyReport().steps.flatMap((step) => [
        { ...step, state: 'teleported', trouble: { code: 'from-the-future', cause: 'New.' } },
        { ...step, step: 'pigeon' },
      ]),
      receivers: [{ receiver: 'slack/C1', kind: 'chat', state: 'pondering' }],
    };
    const client = createRelayClient({
      url: 'http://relay.example',
      token: 'tok',
      redactor: createRedactor([]),
      trace: () => undefined,
      surroundings: { now: () => 0, fetch: () => Promise.resolve(Response.json(answer)) },
    });
    const { answer: read } = await client.report('drill-1', { withinMs: 1_000, cancel: null });
    if (!read.ok) throw new Error(read.failure.kind);
    expect(read.value.hops.map(({ hop }) => hop)).toEqual(['slack', 'page']);
    expect(read.value.steps.map(({ step, state }) => `${step} ${state}`)).toEqual([
      'brain waiting',
      'slack waiting',
      'page waiting',
      'sentry waiting',
    ]);
    expect(read.value.steps[0]?.trouble).toEqual({
      code: 'unknown',
      cause: 'New.',
      advice: '',
      passes: true,
    });
    expect(read.value.receivers).toEqual([
      { receiver: 'slack/C1', kind: 'chat', proven: true, state: 'unknown', detail: '', trouble: null },
    ]);
  });

  it('does not take a stranger for a relay', async () => {
    const client = createRelayClient({
      url: 'http://relay.example',
      token: '',
      redactor: createRedactor([]),
      trace: () => undefined,
      surroundings: { now: () => 0, fetch: () => Promise.resolve(Response.json({ hello: 'world' })) },
    });
    const { answer } = await client.register(
      { scenario: 'single', alerts: 1, subject: { service: 'a', environment: 'b', release: null, by: null } },
      { withinMs: 1_000, cancel: null },
    );
    expect(answer).toMatchObject({ ok: false, failure: { kind: 'unreadable' } });
  });
});
