import { expect, it } from 'vitest';
import {
  createUnfinishedBodies,
  type GivenUp,
  type UnfinishedBodies,
} from '../../../src/http/doors/unfinished-bodies.ts';

/** Time that tests move: whoever sleeps wakes at each step. */
function handClock(): {
  now: () => number;
  sleep: () => Promise<void>;
  step: (ms: number) => Promise<void>;
} {
  let at = 0;
  let wake: (() => void)[] = [];
  return {
    now: () => at,
    sleep: () => new Promise((resolve) => wake.push(resolve)),
    step: async (ms) => {
      at += ms;
      const woken = wake;
      wake = [];
      for (const one of woken) one();
      await new Promise((next) => setImmediate(next));
    },
  };
}

function held(
  unfinished: UnfinishedBodies,
  network: string,
  { bytes = 10, isProven = false } = {},
): { more: (bytes: number) => void; release: () => void; gone: () => GivenUp | null } {
  let gone: GivenUp | null = null;
  const body = { sender: () => ({ network, isProven }), giveUp: (why: GivenUp) => void (gone = why) };
  unfinished.hold(body, bytes);
  return {
    more: (more) => unfinished.hold(body, more),
    release: () => unfinished.release(body),
    gone: () => gone,
  };
}

it('gives up what began first of the network that holds most, and spares the others', () => {
  const unfinished = createUnfinishedBodies(handClock(), { bytes: 100 });
  const lonely = held(unfinished, 'a');
  const many = Array.from({ length: 9 }, () => held(unfinished, 'b'));
  expect([lonely, ...many].map(({ gone }) => gone())).toEqual(Array(10).fill(null));
  many.push(held(unfinished, 'b'));
  expect(lonely.gone()).toBeNull();
  expect(many.map(({ gone }) => gone())).toEqual(['crowded', 'crowded', ...Array<null>(8).fill(null)]);
});

it('gives up strangers before whoever is proven, however much that holds', () => {
  const unfinished = createUnfinishedBodies(handClock(), { bytes: 100 });
  const good = held(unfinished, 'good', { bytes: 80, isProven: true });
  const stranger = held(unfinished, 'strange', { bytes: 30 });
  expect([good.gone(), stranger.gone()]).toEqual([null, 'crowded']);
  good.more(30);
  expect(good.gone()).toBe('crowded');
});

it('counts no longer what is whole', () => {
  const unfinished = createUnfinishedBodies(handClock(), { bytes: 100 });
  held(unfinished, 'a', { bytes: 90 }).release();
  const next = held(unfinished, 'a', { bytes: 90 });
  expect(next.gone()).toBeNull();
});

it('gives up what is not whole in time, and nothing that began later', async () => {
  const clock = handClock();
  const unfinished = createUnfinishedBodies(clock, { wholeWithinMs: 10_000 });
  const slow = held(unfinished, 'a', { isProven: true });
  await clock.step(5_000);
  const later = held(unfinished, 'a');
  slow.more(10);
  await clock.step(4_999);
  expect(slow.gone()).toBeNull();
  await clock.step(1);
  expect([slow.gone(), later.gone()]).toEqual(['slow', null]);
  await clock.step(5_000);
  expect(later.gone()).toBe('slow');
  // Nobody is left to look for; the next one is looked for again.
  const last = held(unfinished, 'a');
  await clock.step(10_000);
  expect(last.gone()).toBe('slow');
});
