import type { Clock } from './clock.ts';

/** The newest moment that any thread of this process has been told, in memory that all of them share. */
interface SharedFloor {
  /** Answers with `at`, or with what is known already where that is later. Virtual ms, whole. */
  raise(at: number): number;
}

/** Memory for a floor. */
export function floorMemory(): SharedArrayBuffer {
  return new SharedArrayBuffer(BigInt64Array.BYTES_PER_ELEMENT);
}

/** The floor in this memory; every thread makes its own on the same. */
export function sharedFloor(memory: SharedArrayBuffer): SharedFloor {
  const newest = new BigInt64Array(memory);
  return {
    raise: (at) => {
      for (;;) {
        const known = Atomics.load(newest, 0);
        if (BigInt(at) <= known) return Number(known);
        if (Atomics.compareExchange(newest, 0, known, BigInt(at)) === known) return at;
      }
    },
  };
}

/** A clock that is never behind what another thread's clock on the same memory has told. */
export function onFloor(clock: Clock, memory: SharedArrayBuffer): Clock {
  const floor = sharedFloor(memory);
  const now = (): number => floor.raise(clock.now());
  return { ...clock, now };
}
