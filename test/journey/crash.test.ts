import { describe, it } from 'vitest';
import { crashSeed, expectNothingLostNothingTwice, stormWithKills } from './scene/crash-storm.ts';
import { expectChecks } from './scene/seen.ts';

describe(`kill -9 at 20 random moments of one storm (seed ${crashSeed})`, () => {
  it('loses nothing that was answered 202, pages once and shows one message', async () => {
    const crashed = await stormWithKills();
    expectChecks(crashed.of, 'no-rate-limit');
    await expectNothingLostNothingTwice(crashed);
  });
});
