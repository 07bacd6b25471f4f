import { describe, expect, it } from 'vitest';
import { fuzz, strangersMs } from './fuzz.ts';
import { targets, type Target } from './targets.ts';

const seed = Number(process.env['FUZZ_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
const count = 1_000;

describe(`whoever reads texts of strangers (seed ${seed})`, () => {
  it.each(targets)('$name: throws nothing past its boundary, and is done at once', async (target) => {
    const { slowestMs } = await fuzz(target, seed, Math.ceil((count * target.share) / 1_000));
    expect(slowestMs).toBeLessThanOrEqual(strangersMs);
  });

  it('is all of them', () => {
    expect(targets.reduce((sum, { share }) => sum + share, 0)).toBe(1_000);
    for (const { corpus } of targets) expect(corpus.length).toBeGreaterThan(3);
  });
});

describe('the fuzzer', () => {
  const corpus = ['one', 'two', 'three', 'four'];

  it('finds who throws, and says by what', async () => {
    const take = (text: string): undefined => {
      if (text.includes('{{')) throw new TypeError('no braces');
    };
    const target: Target = { name: 'throws', corpus, share: 1, take };
    await expect(fuzz(target, 1, 3_000)).rejects.toThrow(/Property failed[^]*no braces/);
  });

  it('finds who takes too long', async () => {
    const take = (text: string): undefined => {
      if (text !== 'e') return;
      const began = process.threadCpuUsage();
      while (process.threadCpuUsage(began).user < 1_200 * strangersMs);
    };
    // The first text is taken before anything is made of it, so nothing has to be made smaller.
    const target: Target = { name: 'loops', corpus: ['e'], share: 1, take };
    await expect(fuzz(target, 1, 1)).rejects.toThrow(/It takes \d+ ms/);
  });

  it('finds whose answer fails later', async () => {
    const target: Target = {
      name: 'rejects',
      corpus,
      share: 1,
      take: () => Promise.reject(new Error('later')),
    };
    await expect(fuzz(target, 1, 10)).rejects.toThrow('later');
  });
});
