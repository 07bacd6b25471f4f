import { randomBytes } from 'node:crypto';
import type { Surroundings } from './surroundings.ts';

/** The real world. */
export function systemSurroundings(): Surroundings {
  // A machine that sets its clock in the middle of a check would measure nonsense.
  const origin = Date.now() - performance.now();
  return {
    fetch: globalThis.fetch,
    now: () => origin + performance.now(),
    sleep,
    random: randomBytes,
  };
}

function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) {
      resolve();
      return;
    }
    const finish = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', finish);
      resolve();
    };
    const timer = setTimeout(finish, Math.max(0, ms));
    signal.addEventListener('abort', finish);
  });
}
