import type { Clock } from '../seams/clock.ts';

/** Lets a door wait until the brain has applied what it appended, so that its caller sees it in the next answer. */
export interface Applied {
  /** Everything up to this entry is committed. */
  note(seq: number): void;
  /** Resolves once the entry is applied, or after a while all the same: a slow brain must not hold doors open. */
  wait(seq: number): Promise<void>;
}

const patienceMs = 2_000;
/** After so long the store is asked: it knows also when nobody has told. */
const lookMs = 500;

/** A signal at `from`, the last entry applied so far; `stored` reads from the store what nobody has told. */
export function createApplied(
  from: number,
  pace: Pick<Clock, 'sleep'>,
  stored?: () => Promise<number>,
): Applied {
  let applied = from;
  const slice = stored === undefined ? patienceMs : lookMs;
  const waiting = new Map<AbortController, number>();
  const note = (seq: number): void => {
    applied = Math.max(applied, seq);
    for (const [waiter, wanted] of waiting) if (wanted <= applied) waiter.abort();
  };
  return {
    note,
    wait: async (seq) => {
      for (let waited = 0; seq > applied && waited < patienceMs; waited += slice) {
        const waiter = new AbortController();
        waiting.set(waiter, seq);
        await pace.sleep(slice, waiter.signal);
        waiting.delete(waiter);
        if (seq > applied && stored !== undefined) note(await stored());
      }
    },
  };
}
