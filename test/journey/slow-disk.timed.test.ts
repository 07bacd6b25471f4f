import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { expectAlive } from './scene/alive.ts';
import { journey, type Journey } from './scene/journey.ts';
import { rawPost } from './scene/raw-post.ts';
import { repository } from './scene/relay-life.ts';
import { expectBalance } from './scene/seen.ts';
import { troubles, unrelated } from './scene/trouble.ts';

const seed = 1_320;
const diskMs = 150;
const perSecond = 50;
const webhooks = 250;
/** Sentry waits no longer. */
const deadlineMs = 1_000;
/** A machine that is busy may spoil a round or two; a door that waits for the disk spoils all of them. */
const rounds = 3;

/** Ms from when each of them was due to its answer, the slowest; each comes on a line of its own, and waits for nobody. */
async function slowest(of: Journey, round: number): Promise<number> {
  const make = troubles(of, seed + round);
  const issues = unrelated.map((wording, n) => make(`shop-${n}`, wording));
  const began = performance.now();
  const under: Promise<number>[] = [];
  for (let n = 0; n < webhooks; n += 1) {
    const due = began + (n * 1_000) / perSecond;
    if (performance.now() < due) await delay(due - performance.now());
    const [webhook] = of.fakes.sentry.webhooksFor(issues[n % issues.length]!.event()).slice(-1);
    under.push(
      rawPost(of, {
        body: webhook!.body,
        resource: webhook!.resource,
        headers: { 'request-id': `${round}-${n}` },
      }).then(({ status }) => {
        expect(status).toBe(202);
        return performance.now() - due;
      }),
    );
  }
  return Math.max(...(await Promise.all(under)));
}

describe(`a disk that takes ${diskMs} ms to say that it has something`, () => {
  it(`keeps no webhook waiting for over a second, of ${perSecond} a second, each on a line of its own`, async () => {
    const slow = path.join(repository, 'simulator', 'run', 'slow-disk.ts');
    const of = await journey({
      seed,
      speed: 1,
      env: { NODE_OPTIONS: `--import ${slow}`, SLOW_DISK_MS: String(diskMs) },
    });
    await of.start();
    await expectAlive(of);
    const seen: number[] = [];
    for (let round = 0; round < rounds && Math.min(Infinity, ...seen) > deadlineMs; round += 1)
      seen.push(await slowest(of, round));
    expect(Math.min(...seen), `the slowest of each round: ${seen.join(', ')} ms`).toBeLessThan(deadlineMs);
    // It was waited for.
    expect(Math.min(...seen)).toBeGreaterThan(diskMs);
    await of.rest();
    expect((await of.api.books()).accepted).toBe(2 + seen.length * webhooks);
    await expectBalance(of);
  });
});
