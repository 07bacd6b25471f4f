import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { expectAlive } from './scene/alive.ts';
import { journey, type Journey } from './scene/journey.ts';
import { openLine, rawPost } from './scene/raw-post.ts';
import { expectBalance } from './scene/seen.ts';
import { troubles, unrelated } from './scene/trouble.ts';

const seed = 1_345;
/** How many strangers there are, and how many genuine webhooks come meanwhile. */
const slow = 1_500;
const webhooks = 60;
/** Sentry waits no longer. */
const deadlineMs = 1_000;
/** A machine that is busy may spoil a round or two; a door that is blocked spoils all of them. */
const rounds = 3;

/** Ms until the slowest of some genuine webhooks has its answer, each on a line of its own. */
async function slowest(of: Journey, round: number): Promise<number> {
  const issue = troubles(of, seed + round)('invoices', unrelated[0]!);
  const took: number[] = [];
  for (let n = 0; n < webhooks; n += 1) {
    const webhook = of.fakes.sentry.webhooksFor(issue.event()).at(-1)!;
    const began = performance.now();
    const { status } = await rawPost(of, {
      body: webhook.body,
      resource: webhook.resource,
      headers: { 'request-id': `${round}-${n}` },
    });
    expect(status).toBe(202);
    took.push(performance.now() - began);
  }
  return Math.max(...took);
}

describe(`${slow} lines that bring a byte now and then`, () => {
  it(`keep no genuine webhook waiting for over ${deadlineMs} ms`, async () => {
    const of = await journey({ seed, speed: 1 });
    await of.start();
    await expectAlive(of);
    const head = 'POST /webhooks/sentry HTTP/1.1\r\nHost: relay\r\nContent-Type: application/json\r\n';
    const signed = `Sentry-Hook-Resource: event_alert\r\nSentry-Hook-Signature: ${'ab'.repeat(32)}\r\n`;
    const lines = Array.from({ length: slow }, (_, n) =>
      openLine(of, n % 2 === 0 ? head : `${head}${signed}Content-Length: 5000\r\n\r\n{"a":`),
    );
    const drip = setInterval(
      () => lines.forEach(({ socket }) => socket.writable && socket.write('x')),
      1_000,
    );
    onTestFinished(() => {
      clearInterval(drip);
      for (const { socket } of lines) socket.destroy();
    });
    await delay(1_000);
    const seen: number[] = [];
    for (let round = 0; round < rounds && Math.min(Infinity, ...seen) > deadlineMs; round += 1)
      seen.push(await slowest(of, round));

    expect(Math.min(...seen), `the slowest of each round: ${seen.join(', ')} ms`).toBeLessThan(deadlineMs);
    expect(lines.filter(({ socket }) => !socket.destroyed).length, 'lines still open').toBeGreaterThan(0);
    await of.rest();
    await expectBalance(of);
  });
});
