import fc from 'fast-check';
import { inputs, textOf, type Input } from './mutate.ts';
import type { Target } from './targets.ts';

/** Longer than this nobody may be busy with a text of a stranger, ms. */
export const strangersMs = 50;
/** What is slow at first, or while memory is tidied, is not slow again. */
const tries = 3;
/** Async answers are looked at so many at a time. */
const together = 200;

/** What came of the inputs of one target. */
interface Fuzzed {
  readonly inputs: number;
  readonly slowestMs: number;
}

/**
 * Gives a target so many inputs, made of its corpus by a seed.
 * @throws Error with the smallest input that it throws at, or takes too long for, and how to see it again.
 */
export async function fuzz(target: Target, seed: number, count: number): Promise<Fuzzed> {
  let slowestMs = 0;
  let waiting: Promise<unknown>[] = [];
  const take = (input: Input): void => {
    const text = textOf(input, target.corpus).slice(0, target.longest);
    const began = performance.now();
    const answer = target.take(text, input.odd);
    const ms = performance.now() - began;
    if (answer !== undefined) waiting.push(answer);
    const best = ms <= strangersMs ? ms : bestOf(target, text, input.odd);
    slowestMs = Math.max(slowestMs, best);
    if (best > strangersMs) throw new Error(`It takes ${best.toFixed(0)} ms for ${text.length} characters.`);
  };
  // What is compiled once is not what a text costs.
  for (const [base] of target.corpus.entries()) take({ base, other: 0, edits: [], odd: base });
  const property = fc.asyncProperty(inputs, async (input) => {
    take(input);
    if (waiting.length < together) return;
    await Promise.all(waiting);
    waiting = [];
  });
  await fc.assert(property, { seed, numRuns: count, includeErrorInReport: true });
  await Promise.all(waiting);
  return { inputs: count, slowestMs };
}

/** The least of some tries, in time of this thread alone: what else the machine does is not in it. */
function bestOf(target: Target, text: string, odd: number): number {
  const all = Array.from({ length: tries }, () => {
    const began = process.threadCpuUsage();
    void target.take(text, odd);
    const { user, system } = process.threadCpuUsage(began);
    return (user + system) / 1_000;
  });
  return Math.min(...all);
}
