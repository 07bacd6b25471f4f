import { spawnSync } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { needs, prlimit } from '../running/needs.ts';
import { lines } from './scene/command.ts';
import { journey, until, type Journey } from './scene/journey.ts';
import { load } from './scene/load.ts';
import { expectBalance, expectNoMessageTwice, pages, roots, shown } from './scene/seen.ts';
import { stored } from './scene/stored.ts';
import { throwIt, troubles, unrelated } from './scene/trouble.ts';

const seed = 909;
const speed = 20;

describe('a restart', () => {
  it('names what it found', async () => {
    const of = await journey({ seed, speed });
    await of.start();
    await throwIt(of.fakes, troubles(of, seed)('invoices', unrelated[0]!).event());
    await until('the message', () => roots(of).length === 1);
    await of.kill();
    // A webhook or a timer may have come in and not have been applied when the kill struck.
    const { cursor, lastSeq } = stored(of);
    const life = await of.start();
    const recovered = lines(life.stdout()).find((line) => line.includes('Recovered.'));
    expect(JSON.parse(recovered ?? '{}')).toMatchObject({
      openIncidents: 1,
      unapplied: lastSeq - cursor,
      deadLetters: 0,
      quarantined: 0,
    });
    expect(lines(life.stdout()).some((line) => line.includes(of.url))).toBe(true);
  });

  it('after a kill applies what was durable and not applied yet', async () => {
    const of = await journey({ seed, speed });
    await of.start();
    const over = new AbortController();
    const loading = load(of, seed, over.signal);
    await delay(400);
    await of.kill();
    over.abort();
    const accepted = await loading;
    await of.start();
    await of.rest();
    expect((await of.api.books()).accepted).toBeGreaterThanOrEqual(accepted.size);
    await expectBalance(of);
  });
});

/**
 * A full disk as SQLite meets it, without root: `prlimit` makes the kernel refuse every write of the running process
 * to a file, and lifts that again as if somebody had made room.
 */
function disk(of: Journey, state: 'full' | 'free'): void {
  const limit = state === 'full' ? '1:' : 'unlimited:';
  const set = spawnSync(prlimit.what, ['--pid', String(of.relay().pid), `--fsize=${limit}`]);
  expect(set.status, String(set.stderr)).toBe(0);
}

describe('a disk that is full', needs(prlimit), () => {
  it('answers 503 with a reason, keeps running, and goes on by itself once there is room', async () => {
    const of = await journey({ seed, speed });
    const life = await of.start();
    const make = troubles(of, seed);
    const [first, second] = [make('basket', unrelated[0]!), make('checkout', unrelated[1]!)];
    await throwIt(of.fakes, first.event());
    disk(of, 'full');
    const refused = await throwIt(of.fakes, second.event());
    expect(refused.map((one) => one.status)).toEqual([503, 503]);
    const readiness = await of.api.readiness();
    expect(readiness.ready).toBe(false);
    expect(readiness.reasons.join('\n')).toMatch(/room|disk/i);
    // Brain and dispatchers meet the full disk as well.
    await delay(1_000);
    expect(life.isOver(), life.stderr()).toBe(false);

    disk(of, 'free');
    await until('webhooks are accepted again', async () => {
      const sent = await throwIt(of.fakes, second.event());
      return sent.every((one) => one.status === 202);
    });
    await until('it is ready again', async () => (await of.api.readiness()).ready);
    await of.rest();
    const { deliveries } = of.fakes.observed().sentry;
    const accepted = deliveries.filter((one) => one.outcome === 'accepted').length;
    expect((await of.api.books()).accepted).toBe(accepted);
    expectNoMessageTwice(of);
    await expectBalance(of);
    for (const service of ['basket', 'checkout']) expect(roots(of).map(shown).join('\n')).toContain(service);
    expect((await of.stop()).exit).toEqual({ code: 0, signal: null });
  });

  it('while a post is on its way: what the answer said is not forgotten, and nothing is posted twice', async () => {
    const of = await journey({ seed, speed });
    of.fakes.faults.add({ target: { service: 'slack' }, fault: { kind: 'latency', ms: 300 * speed } });
    of.fakes.faults.add({ target: { service: 'pagerduty' }, fault: { kind: 'latency', ms: 300 * speed } });
    const life = await of.start();
    await throwIt(of.fakes, troubles(of, seed)('basket', unrelated[0]!).event({ level: 'fatal' }));
    await until('the sends are on their way', async () => {
      const [incident] = await of.api.incidents();
      return incident !== undefined && (await lanesInFlight(of)) >= 2;
    });
    disk(of, 'full');
    await until('both have arrived', () => roots(of).length === 1 && pages(of).length === 1);
    await delay(1_000);
    expect(life.isOver(), life.stderr()).toBe(false);
    disk(of, 'free');
    await of.rest();
    await until('everything is settled', async () => await isCurrent(of));
    expect(roots(of)).toHaveLength(1);
    expect(pages(of)).toHaveLength(1);
    await expectBalance(of);
    expect((await of.stop()).exit).toEqual({ code: 0, signal: null });
    expect(stored(of).open).toEqual([]);
  });
});

/** Whether the first incident's surfaces all show what they should. */
async function isCurrent({ api }: Journey): Promise<boolean> {
  const [first] = await api.incidents();
  return first !== undefined && (await api.incident(first.id)).notifications.every((one) => one.current);
}

async function lanesInFlight({ api }: Journey): Promise<number> {
  return (await api.lanes()).reduce((sum, lane) => sum + lane.inFlight, 0);
}
