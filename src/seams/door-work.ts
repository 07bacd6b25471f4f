/** Memory in which the door's thread notes how much it works. */
export function doorWorkMemory(): SharedArrayBuffer {
  return new SharedArrayBuffer(BigInt64Array.BYTES_PER_ELEMENT);
}

/** For the door: notes for how long its thread has worked since it began, real ms. */
export function noteDoorWork(memory: SharedArrayBuffer, workedMs: number): void {
  Atomics.store(new BigInt64Array(memory), 0, BigInt(Math.round(workedMs * 1_000)));
}

/** A thread that works for more than this share of its time is busy: what comes next will wait. */
const busyShare = 0.5;
/** What happened in less than that says little, real ms. */
const spanMs = 20;

/** For those behind the door: whether its thread is busy. `monotonic`: real ms from any origin. */
export function watchDoorWork(
  memory: SharedArrayBuffer,
  monotonic: () => number = () => performance.now(),
): () => boolean {
  const noted = new BigInt64Array(memory);
  const workedMs = (): number => Number(Atomics.load(noted, 0)) / 1_000;
  let last = { at: monotonic(), workedMs: workedMs() };
  let busy = false;
  return () => {
    const at = monotonic();
    if (at - last.at < spanMs) return busy;
    const now = { at, workedMs: workedMs() };
    busy = now.workedMs - last.workedMs > busyShare * (at - last.at);
    last = now;
    return busy;
  };
}
