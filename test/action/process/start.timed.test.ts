import { expect, it } from 'vitest';
import { runStep, startNode } from '../runner.ts';

it('the bundle starts little slower than Node itself', async () => {
  const best = async (start: () => Promise<{ readonly ms: number }>): Promise<number> => {
    const times: number[] = [];
    for (let run = 0; run < 5; run += 1) times.push((await start()).ms);
    return Math.min(...times);
  };
  const bare = await best(() => startNode(['-e', '0'], {}).ended);
  const bundle = await best(() => runStep({ inputs: {} }));
  // Node alone takes some 40 ms; 300 ms are allowed. A ratio holds on a busy machine too.
  expect(bundle / bare).toBeLessThan(5);
});
