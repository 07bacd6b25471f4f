import type { TimeSource } from '../../src/seams/clock.ts';

/** A machine whose clock somebody sets: `offset` says by how many ms it is off now. */
export function machineOff(offset: () => number): TimeSource {
  return { wall: () => Date.now() + offset(), monotonic: () => performance.now() };
}
