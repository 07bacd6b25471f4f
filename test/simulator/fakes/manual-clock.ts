import type { SimClock } from '../../../simulator/clock.ts';

/** A clock that a test moves by hand; sleeping returns at once and moves it on. */
export interface ManualClock extends SimClock {
  advance(ms: number): void;
}

/** `realTimeoutMs` is long by default, so that a busy machine breaks no test. */
export function manualClock(realTimeoutMs = 30_000): ManualClock {
  const start = Date.UTC(2026, 4, 4, 10);
  let now = start;
  return {
    speed: 1,
    epoch: start,
    now: () => now,
    sleep: (ms) => {
      now += Math.max(0, ms);
      return Promise.resolve();
    },
    realTimeout: () => realTimeoutMs,
    advance: (ms) => void (now += ms),
  };
}
