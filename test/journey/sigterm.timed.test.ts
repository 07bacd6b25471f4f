import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { lines } from './scene/command.ts';
import { journey, until } from './scene/journey.ts';
import { load } from './scene/load.ts';
import { expectBalance, expectNoMessageTwice, expectNoSecondPage, pages, roots } from './scene/seen.ts';
import { stored } from './scene/stored.ts';
import { throwIt, troubles, unrelated } from './scene/trouble.ts';

const seed = 909;
const speed = 20;

describe('SIGTERM under load', () => {
  it('ends with code 0 within 10 s; what was accepted is stored, what was in flight is settled', async () => {
    const of = await journey({ seed, speed });
    // Answers take a third of a real second, so that something is in flight whenever the signal comes.
    of.fakes.faults.add({ target: { service: 'slack' }, fault: { kind: 'latency', ms: 300 * speed } });
    of.fakes.faults.add({ target: { service: 'pagerduty' }, fault: { kind: 'latency', ms: 300 * speed } });
    await of.start();
    const over = new AbortController();
    const loading = load(of, seed, over.signal);
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
