import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { lines, stormrelay } from './command.ts';
import { journey, until, type Journey } from './journey.ts';
import { becomesReady, live, relayCommand } from './relay-life.ts';
import { expectBalance, expectNoMessageTwice, expectNoSecondPage, pages, roots, shown } from './seen.ts';
import { stored } from './stored.ts';
import { cacheIsGone, throwIt, troubles, unrelated } from './trouble.ts';

const seed = 909;
const speed = 20;

/** Sends errors of four services until told to stop; answers with the keys that were answered 202. */
async function load(of: Journey, signal: AbortSignal): Promise<ReadonlySet<string>> {
  const make = troubles(of, seed);
  const issues = ['basket', 'checkout', 'search', 'stock'].map((service) => make(service, cacheIsGone(service)));
  const accepted = new Set<string>();
  const inFlight = new Set<Promise<void>>();
  for (let n = 0; !signal.aborted; n += 1) {
    for (const webhook of of.fakes.sentry.webhooksFor(issues[n % issues.length]!.event())) {
      const sent: Promise<void> = of.fakes.sentry
        .send(webhook)
        .then(({ outcome }) => void (outcome === 'accepted' && accepted.add(webhook.idempotencyKey ?? '')))
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
    of.fakes.faults.add({ target: { service: 'slack', method: 'chat.postMessage' }, fault: { kind: 'timeout' } });
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
    const life = await of.start();
    const recovered = lines(life.stdout()).find((line) => line.includes('Recovered.'));
    expect(JSON.parse(recovered ?? '{}')).toMatchObject({ openIncidents: 1, unapplied: 0, deadLetters: 0, quarantined: 0 });
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

describe('a second process on the same file', () => {
  it('is refused with one clear line and code 2, and the first goes on', async () => {
    const of = await journey({ seed, speed });
    await of.start();
    const said = await stormrelay({ env: { ...of.env, PORT: '0' } }, ['serve']);
    expect(said.code).toBe(2);
    expect(lines(said.stderr)).toHaveLength(1);
    expect(said.stderr).toContain('stormrelay.db is in use by another process');
    expect(said.stderr).toContain(`process ${of.relay().pid}`);
    const sent = await throwIt(of.fakes, troubles(of, seed)('invoices', unrelated[0]!).event());
    expect(sent.map((one) => one.status)).toEqual([202, 202]);
  });

  it('on the same port is refused too, and says which', async () => {
    const of = await journey({ seed, speed });
    await of.start();
    const said = await stormrelay({ env: { ...of.env, STORE_URL: `sqlite:${of.folder}/other.db` } }, ['serve']);
    expect(said.code).toBe(1);
    expect(lines(said.stderr).join('\n')).toMatch(/^stormrelay: Cannot listen on 127\.0\.0\.1:\d+: .*EADDRINUSE/);
    expect(lines(said.stderr)).toHaveLength(1);
  });
});

describe('a wrong environment', () => {
  it('gets one clear line for each mistake and code 2', async () => {
    const of = await journey({ seed, speed });
    const wrong = {
      ...of.env,
      PORT: 'eighty',
      STORE_URL: 'mysql://localhost/x',
      SLACK_BOT_TOKEN: 'not-a-token',
      PAGERDUTY_ROUTING_KEY: 'short',
      SENTRY_SIGNING_SECRETS: '',
      LOG_LEVEL: 'loud',
    };
    const said = await stormrelay({ env: wrong }, ['serve']);
    expect(said.code).toBe(2);
    for (const name of ['PORT', 'STORE_URL', 'SLACK_BOT_TOKEN', 'PAGERDUTY_ROUTING_KEY', 'SENTRY_SIGNING_SECRETS', 'LOG_LEVEL'])
      expect(lines(said.stderr).filter((line) => line.startsWith(`stormrelay: ${name}: `)), name).toHaveLength(1);
    expect(lines(said.stderr)).toHaveLength(6);
    expect(said.stderr).not.toContain('not-a-token');
    expect(said.stdout).toBe('');
  });

  it('that is empty says everything that is missing', async () => {
    const said = await stormrelay({ env: { PATH: process.env['PATH'] ?? '' } }, ['serve']);
    expect(said.code).toBe(2);
    expect(said.stderr).toMatch(/SENTRY_SIGNING_SECRETS: Not set/);
    expect(said.stderr).toMatch(/SLACK_BOT_TOKEN/);
  });
});

/**
 * A full disk as SQLite meets it, without root: the kernel refuses every write beyond `ulimit -f`. `prlimit` lifts
 * the limit of the running process, as if somebody had made room.
 */
describe('a disk that is full', () => {
  async function startOnSmallDisk(of: Journey): Promise<void> {
    await of.start();
    await of.stop();
    const bytes = Math.max(...['', '-wal', '-shm'].map((end) => sizeOf(path.join(of.folder, `stormrelay.db${end}`))));
    const blocks = Math.ceil(bytes / 1024) + 200;
    const command = ['/bin/bash', '-c', `ulimit -S -f ${blocks} && exec "$0" "$@"`, ...relayCommand('serve')];
    const life = live(command, of.env);
    small.push(life);
    await becomesReady(life, of.url);
  }

  const small: ReturnType<typeof live>[] = [];

  it('answers 503 with a reason, keeps running, and goes on by itself once there is room', async () => {
    const of = await journey({ seed, speed });
    await startOnSmallDisk(of);
    const life = small.at(-1)!;
    try {
      const make = troubles(of, seed);
      const issues = ['basket', 'checkout', 'search', 'stock'].map((service, n) => make(service, unrelated[n]!));
      const full = await until('the disk is full', async () => {
        for (const issue of issues) {
          const event = issue.event({ message: null, tags: [['padding', 'x'.repeat(60_000)]] });
          const sent = await throwIt(of.fakes, event);
          const refused = sent.find((one) => one.outcome !== 'accepted');
          if (refused !== undefined) return refused;
        }
        return null;
      });
      expect(full.status).toBe(503);
      process.stderr.write(life.stdout()+life.stderr()); expect(life.isOver(), life.stderr()).toBe(false);
      const readiness = await of.api.readiness();
      expect(readiness.ready).toBe(false);
      expect(readiness.reasons.join('\n')).toMatch(/room|disk/i);
      // The dispatchers meet the full disk as well.
      await delay(1_500);
      process.stderr.write(life.stdout()+life.stderr()); expect(life.isOver(), life.stderr()).toBe(false);

      const freed = spawnSync('prlimit', ['--pid', String(life.pid), '--fsize=unlimited']);
      expect(freed.status, String(freed.stderr)).toBe(0);
      await until('webhooks are accepted again', async () => {
        const [first] = await throwIt(of.fakes, issues[0]!.event());
        return first?.status === 202;
      });
      await until('it is ready again', async () => (await of.api.readiness()).ready);
      await of.rest();
      const accepted = of.fakes.observed().sentry.deliveries.filter((one) => one.outcome === 'accepted').length;
      expect((await of.api.books()).accepted).toBe(accepted);
      expectNoMessageTwice(of);
      await expectBalance(of);
      expect(roots(of).map(shown).join('\n')).toContain('basket');
    } finally {
      life.signal('SIGKILL');
      await life.ended;
    }
  });
});

function sizeOf(file: string): number {
  try {
    return statSync(file).size;
  } catch {
    return 0;
  }
}
