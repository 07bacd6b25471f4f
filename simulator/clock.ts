/** The simulator's clock: virtual time runs `speed` times as fast as real time, from a shared epoch. */
export interface SimClock {
  readonly speed: number;
  /** The real (and virtual) UNIX millisecond at which virtual and real time agree. */
  readonly epoch: number;
  /** Virtual UNIX milliseconds. */
  now(): number;
  /** Waits `ms` virtual milliseconds. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** An HTTP timeout of `ms` virtual milliseconds in real milliseconds: never under 500, so that no run fails by the machine's own pace. */
  realTimeout(ms: number): number;
}

export function createSimClock(speed: number, epoch: number): SimClock {
  return {
    speed,
    epoch,
    now: () => epoch + (Date.now() - epoch) * speed,
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        const finish = (): void => {
          clearTimeout(timer);
          signal?.removeEventListener('abort', finish);
          resolve();
        };
        const timer = setTimeout(finish, Math.max(0, ms / speed));
        if (signal?.aborted === true) finish();
        else signal?.addEventListener('abort', finish);
      }),
    realTimeout: (ms) => Math.ceil(Math.max(ms / speed, 500)),
  };
}

/** The same clock for a busy machine: no HTTP timeout of it ends before `leastMs` real milliseconds. */
export function patient(clock: SimClock, leastMs: number): SimClock {
  return { ...clock, realTimeout: (ms) => Math.max(clock.realTimeout(ms), leastMs) };
}
