import { spawnSync } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { lines } from './command.ts';
import { journey, until, type Journey } from './journey.ts';
import { expectBalance, expectNoMessageTwice, expectNoSecondPage, pages, roots, shown } from './seen.ts';
import { stored } from './stored.ts';
import { cacheIsGone, throwIt, troubles, unrelated } from './trouble.ts';

const seed = 909;
const speed = 20;

/** Sends errors of four services until told to stop; answers with the keys that were answered 202. */
async function load(of: Journey, signal: AbortSignal): Promise<ReadonlySet<string>> {
  const make = troubles(of, seed);
  const issues = ['basket', 'checkout', 'search', 'stock'].map((service) =>
    make(service, cacheIsGone(service)),
  );
  const accepted = new Set<string>();
  const inFlight = new Set<Promise<void>>();
  for (let n = 0; !signal.aborted; n += 1) {
    for (const webhook of of.fakes.sentry.webhooksFor(issues[n % issues.length]!.event())) {
      const sent: Promise<void> = of.fakes.sentry
        .send(webhook)
        .then(({ outcome }) => {
          if (outcome === 'accepted') accepted.add(webhook.idempotencyKey ?? '');
        })
        .finally(() => inFlight.delete(sent));
      inFlight.add(sent);
    }
    await delay(4);
  }
  await Promise.all(inFlight);
  return accepted;
}

describe('SIGTERM under load', () => {
  it('ends with code 0 within 10 s; what was accepted is stored, what was in flight is settled', async () => {
    const of = await journey({ seed, speed });
    // Answers take a third of a real second, so that something is in flight whenever the signal comes.
    of.fakes.faults.add({ target: { service: 'slack' }, fault: { kind: 'latency', ms: 300 * speed } });
    of.fakes.faults.add({ target: { service: 'pagerduty' }, fault: { kind: 'latency', ms: 300 * speed } });
    await of.start();
    const over = new AbortController();
    const loading = load(of, over.signal);
    await until('the page', () => pages(of).length > 0);
    const { exit, realMs } = await of.stop();
    over.abort();
    const accepted = await loading;
    expect(exit).toEqual({ code: 0, signal: null });
    expect(realMs).toBeLessThan(10_000);
    const file = stored(of);
    const ids = new Set(file.entries.map((entry) => entry.id));
    expect(accepted.size).toBeGreaterThan(20);
    expect([...accepted].filter((id) => !ids.has(id))).toEqual([]);
    expect(file.open, 'sends whose outcome is not known').toEqual([]);
    expect(lines(of.relay().stdout()).at(-1)).toContain('Stopped.');

    of.fakes.faults.clear();
    await of.start();
    await of.rest();
    expectNoMessageTwice(of);
    expectNoSecondPage(of);
    expect(pages(of)).toHaveLength(1);
    await expectBalance(of);
  });

  it('ends within 10 s too while Slack hangs, nobody hangs up, and a second signal comes', async () => {
    const of = await journey({ seed, speed: 1 });
    of.fakes.faults.add({
      target: { service: 'slack', method: 'chat.postMessage' },
      fault: { kind: 'timeout' },
    });
    await of.start();
    await throwIt(of.fakes, troubles(of, seed)('invoices', unrelated[0]!).event());
    await until('a post is on its way', () => of.fakes.observed().slack.messages.length === 1);
    const open = await fetch(`${of.url}/api/books`);
    of.relay().signal('SIGTERM');
    await delay(100);
    const { exit, realMs } = await of.stop();
    await open.arrayBuffer();
    expect(exit).toEqual({ code: 0, signal: null });
    expect(realMs).toBeLessThan(10_000);
    of.fakes.faults.clear();
    await of.start();
    await until('the message is known again', async () => (await of.api.books()).inFlight === 0);
    expect(roots(of)).toHaveLength(1);
  });
});

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
    const loading = load(of, over.signal);
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
  const set = spawnSync('prlimit', ['--pid', String(of.relay().pid), `--fsize=${limit}`]);
  expect(set.status, String(set.stderr)).toBe(0);
}

describe('a disk that is full', () => {
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
