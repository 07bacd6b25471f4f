import type { Clock } from '../seams/clock.ts';

/** Lets a door wait until the brain has applied what it appended, so that its caller sees it in the next answer. */
export interface Applied {
  /** Everything up to this entry is committed. */
  note(seq: number): void;
  /** Resolves once the entry is applied, or after a while all the same: a slow brain must not hold doors open. */
  wait(seq: number): Promise<void>;
}

const patienceMs = 2_000;

/** A signal at `from`, the last entry applied so far. */
export function createApplied(from: number, pace: Pick<Clock, 'sleep'>): Applied {
  let applied = from;
  const waiting = new Map<AbortController, number>();
  return {
    note: (seq) => {
      applied = Math.max(applied, seq);
      for (const [waiter, wanted] of waiting) if (wanted <= applied) waiter.abort();
    },
    wait: async (seq) => {
      if (seq <= applied) return;
      const waiter = new AbortController();
      waiting.set(waiter, seq);
      await pace.sleep(patienceMs, waiter.signal);
      waiting.delete(waiter);
    },
  };
}
