import { randomBytes } from 'node:crypto';
import { systemClock } from '../../seams/clock.ts';
import type { Surroundings } from '../relay/surroundings.ts';

/** The real world. */
export function systemSurroundings(): Surroundings {
  // A machine that sets its clock in the middle of a check would measure nonsense.
  const origin = Date.now() - performance.now();
  const clock = systemClock();
  return {
    fetch: globalThis.fetch,
    now: () => origin + performance.now(),
    sleep: (ms, signal) => clock.sleep(ms, signal),
    random: randomBytes,
  };
}
