import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { FaultSpec } from '../../simulator/fakes/start.ts';
import { markOf } from '../../simulator/referee/root-messages.ts';
import { journey, until, type Journey } from './scene/journey.ts';
import { expectBalance, expectChecks, expectNoMessageTwice, pages, roots, shown } from './scene/seen.ts';
import { throwIt, troubles, unrelated } from './scene/trouble.ts';

const seed = 77;
const speed = 10;
/** What the machine itself may cost on top, in virtual ms: a second and a half of real time. */
const noiseMs = 1_500 * speed;

interface Lags {
  /** Virtual ms from the answer to the first message of the slowest incident in the second channel. */
  readonly firstMs: number;
  /** The same for the slowest version that covers an incident's last alert. */
  readonly lastMs: number;
  /** From the fatal error to its page. */
  readonly pageMs: number;
}

/** Few enough that the update tokens that both channels share last for all of them. */
const incidents = 4;
/** Webhooks of one incident: `issue.created`, and one `event_alert` for each of five events. */
const alertsEach = 6;

/** Incidents with five events each, one of them fatal, in two channels; `fault` acts on the first alone. */
async function lagsWith(fault: FaultSpec['fault'] | null): Promise<{ of: Journey; lags: Lags }> {
  const of = await journey({ seed, speed, channels: 2 });
  const [limited = '', other = ''] = of.channels;
  if (fault !== null)
    of.fakes.faults.add({ id: 'first', target: { service: 'slack', channel: limited }, fault });
  await of.start();
  const make = troubles(of, seed);
  const issues = unrelated.slice(0, incidents).map((wording, n) => make(`shop-${n}`, wording));
  const began = new Map<string, number>();
  const ended = new Map<string, number>();
  for (let round = 0; round < 5; round += 1) {
    for (const [n, issue] of issues.entries()) {
      if (!began.has(issue.service)) began.set(issue.service, of.clock.now());
      await throwIt(of.fakes, issue.event(n === 0 ? { level: 'fatal' } : {}));
      ended.set(issue.service, of.clock.now());
    }
    await delay(100);
  }
  await until('the second channel shows everything', () => coveredIn(of, other) === incidents * alertsEach);
  await until('the page', () => pages(of).length === 1);
  const seen = roots(of, other).map((message) => {
    const service = issues.find((issue) => shown(message).includes(issue.service))?.service ?? '';
    const first = message.revisions[0]?.at ?? Infinity;
    const last = message.revisions.find((version) => markOf(version)?.alerts === alertsEach)?.at ?? Infinity;
    return { firstMs: first - (began.get(service) ?? 0), lastMs: last - (ended.get(service) ?? 0) };
  });
  const lags: Lags = {
    firstMs: Math.max(...seen.map((one) => one.firstMs)),
    lastMs: Math.max(...seen.map((one) => one.lastMs)),
    pageMs: (pages(of)[0]?.openedAt ?? Infinity) - (began.get('shop-0') ?? 0),
  };
  expect(seen).toHaveLength(incidents);
  return { of, lags };
}

function coveredIn(of: Journey, channel: string): number {
  return roots(of, channel).reduce(
    (sum, message) => sum + (markOf(message.revisions.at(-1))?.alerts ?? 0),
    0,
  );
}

describe('two channels, one of them in trouble', () => {
  const baseline = lagsWithout();

  function lagsWithout(): () => Promise<Lags> {
    let known: Promise<Lags> | null = null;
    return () => (known ??= lagsWith(null).then(({ lags }) => lags));
  }

  const faults: readonly (readonly [string, FaultSpec['fault']])[] = [
    ['is limited (429, Retry-After 30)', { kind: 'rate-limit', retryAfter: 30 }],
    ['is limited without Retry-After', { kind: 'rate-limit', form: 'bare' }],
    ['answers HTTP 503', { kind: 'status', status: 503 }],
    ['never answers', { kind: 'timeout', takesEffect: false }],
    ['is archived', { kind: 'error-code', error: 'is_archived' }],
  ];
  for (const [name, fault] of faults) {
    it(`that ${name}: the other is as quick as before, and so is PagerDuty`, async () => {
      const without = await baseline();
      const { of, lags } = await lagsWith(fault);
      const told = `${JSON.stringify(lags)}, without the fault ${JSON.stringify(without)}`;
      expect(lags.firstMs, told).toBeLessThan(without.firstMs + noiseMs);
      expect(lags.lastMs, told).toBeLessThan(without.lastMs + noiseMs);
      expect(lags.pageMs, told).toBeLessThan(without.pageMs + noiseMs);
      const [limited = ''] = of.channels;
      // What is never answered is known only after its time.
      await until('the lane of the first channel says that it waits', async () => {
        const lane = (await of.api.lanes()).find((one) => one.id === `slack:${limited}`);
        return lane !== undefined && lane.state.kind !== 'flowing' && lane.pending > 0;
      });

      of.fakes.faults.clear();
      await until('the first channel caught up', () => coveredIn(of, limited) === incidents * alertsEach);
      await of.rest();
      expectNoMessageTwice(of);
      expectChecks(of, 'retry-after-obeyed');
      await expectBalance(of);
    });
  }
});

describe('a channel that hangs', () => {
  /** Slow, so that an HTTP timeout of 5 virtual seconds stands out of the machine's own noise. */
  const slowly = 2;

  async function slowestFirstIn(fault: FaultSpec['fault'] | null): Promise<number> {
    const of = await journey({ seed, speed: slowly, channels: 2 });
    const [hanging = '', other = ''] = of.channels;
    if (fault !== null) of.fakes.faults.add({ target: { service: 'slack', channel: hanging }, fault });
    await of.start();
    const make = troubles(of, seed);
    const at = of.clock.now();
    for (const [n, wording] of unrelated.slice(0, 5).entries())
      await throwIt(of.fakes, make(`shop-${n}`, wording).event());
    await until('the other channel shows all five', () => roots(of, other).length === 5);
    return Math.max(...roots(of, other).map((message) => message.revisions[0]?.at ?? Infinity)) - at;
  }

  it('holds no message of the other back, not even for one HTTP timeout', async () => {
    const without = await slowestFirstIn(null);
    const lag = await slowestFirstIn({ kind: 'timeout', takesEffect: false });
    expect(lag, `without the fault ${without} virtual ms`).toBeLessThan(without + 3_000);
  });
});

describe('a wrong credential', () => {
  it('of Slack, revoked midway, delays no page, is told of, and heals by itself', async () => {
    const of = await journey({ seed, speed: 20 });
    await of.start();
    const make = troubles(of, seed);
    await throwIt(of.fakes, make('invoices', unrelated[0]!).event());
    await until('the first message', () => roots(of).length === 1);
    of.fakes.faults.add({
      target: { service: 'slack' },
      fault: { kind: 'error-code', error: 'token_revoked' },
    });
    const ledger = make('ledger', unrelated[4]!);
    const at = of.clock.now();
    await throwIt(of.fakes, ledger.event({ level: 'fatal' }));
    const page = await until('the page', () => pages(of)[0]);
    expect(page.openedAt - at).toBeLessThan(5_000 + 1_500 * 20);
    const lane = await until('the lane is blocked', async () =>
      (await of.api.lanes()).find((one) => one.id.startsWith('slack:') && one.state.kind === 'blocked'),
    );
    expect(lane.state.reason).toContain('token_revoked');
    expect((await of.api.readiness()).notes.join('\n')).toContain('is blocked');

    of.fakes.faults.clear();
    await until('the second message', () => roots(of).length === 2);
    await of.rest();
    expect((await of.api.lanes()).map((one) => one.state.kind)).toEqual(['flowing', 'flowing']);
    await expectBalance(of);
  });
});
