import { randomBytes } from 'node:crypto';
import { systemClock, type Clock } from '../../seams/clock.ts';

/** All that a check needs of the world around it; tests give it a world of their own. What it measures are durations too. */
export interface Surroundings extends Pick<Clock, 'now' | 'sleep'> {
  readonly fetch: typeof fetch;
  /** So many random bytes. */
  random(bytes: number): Uint8Array;
}

/** The real world. */
export function systemSurroundings(): Surroundings {
  // A machine that sets its clock in the middle of a check would measure nonsense.
  const origin = Date.now() - performance.now();
  return {
    ...systemClock(),
    now: () => origin + performance.now(),
    fetch: globalThis.fetch,
    random: randomBytes,
  };
}
