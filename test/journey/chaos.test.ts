import { describe, it } from 'vitest';
import { crashSeed, expectNothingLostNothingTwice, stormWithKills } from './scene/crash-storm.ts';
import { killAgainAndAgain, type Moment } from './scene/kills.ts';

/** Two of them while it is starting, and one while it prunes: ten virtual minutes after the last time, hence the speed. */
const moments: readonly Moment[] = [
  'running',
  'starting',
  'running',
  'pruning',
  'running',
  'starting',
  'running',
  'running',
];

describe(`8 kills of a relay that keeps next to nothing (seed ${crashSeed})`, () => {
  it('lose nothing that was answered 202, page once and show one message', async () => {
    await expectNothingLostNothingTwice(
      await stormWithKills({
        speed: 60,
        kill: (kills) => killAgainAndAgain(kills, moments),
        everyMs: 30,
        keeps: '1KiB',
      }),
    );
  });
});
