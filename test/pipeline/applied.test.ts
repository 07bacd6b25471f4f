import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createApplied, type Applied } from '../../src/pipeline/applied.ts';

/** A pace at which time passes only when the test says so. */
class Pace {
  readonly asked: number[] = [];
  private readonly sleepers: (() => void)[] = [];

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    this.asked.push(ms);
    return new Promise((resolve) => {
      this.sleepers.push(resolve);
      signal?.addEventListener('abort', () => resolve());
    });
  }

  pass(): void {
    for (const resolve of this.sleepers.splice(0)) resolve();
  }
}

/** Waits for entries; answers with those whose wait is over so far. */
function waiting(applied: Applied, ...seqs: readonly number[]): () => Promise<readonly number[]> {
  const over: number[] = [];
  for (const seq of seqs) void applied.wait(seq).then(() => over.push(seq));
  return async () => {
    await turn();
    return [...over];
  };
}

describe('waiting until an entry is applied', () => {
  it('takes no time for one that is applied already', async () => {
    const pace = new Pace();
    const applied = createApplied(7, pace);
    await applied.wait(7);
    await applied.wait(3);
    applied.note(9);
    await applied.wait(8);
    expect(pace.asked).toEqual([]);
  });

  it('is over as soon as it is, and not for an entry before it', async () => {
    const pace = new Pace();
    const applied = createApplied(7, pace);
    const over = waiting(applied, 9);
    expect(await over()).toEqual([]);
    applied.note(8);
    expect(await over()).toEqual([]);
    applied.note(12);
    expect(await over()).toEqual([9]);
  });

  it('is over for everybody whose entry a commit brings, and for nobody else', async () => {
    const applied = createApplied(0, new Pace());
    const over = waiting(applied, 3, 1, 5, 3);
    applied.note(3);
    expect(await over()).toEqual([3, 1, 3]);
    applied.note(5);
    expect(await over()).toEqual([3, 1, 3, 5]);
  });

  it('is given up after two seconds of the given pace: a slow brain must not hold doors open', async () => {
    const pace = new Pace();
    const applied = createApplied(0, pace);
    const over = waiting(applied, 1);
    expect(await over()).toEqual([]);
    expect(pace.asked).toEqual([2_000]);
    pace.pass();
    expect(await over()).toEqual([1]);
    // It is nobody's business any more, and the next one waits anew.
    applied.note(0);
    expect(await waiting(applied, 1)()).toEqual([]);
    expect(pace.asked).toEqual([2_000, 2_000]);
  });

  it('never goes back: what was applied stays applied', async () => {
    const pace = new Pace();
    const applied = createApplied(7, pace);
    applied.note(3);
    await applied.wait(7);
    expect(pace.asked).toEqual([]);
  });
});
