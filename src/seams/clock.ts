/** The only way to know or to wait for time. Only loops and edges' clients hold one; pure functions take `now`. */
export interface Clock {
  /** Virtual UNIX milliseconds: real time, except in a simulation. */
  now(): number;
  /** Resolves after `ms` virtual milliseconds, or at once when the signal aborts. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** An HTTP timeout of `ms` virtual milliseconds, in real milliseconds. */
  realTimeout(ms: number): number;
}

/** How a scaled clock is written in `STORMRELAY_CLOCK`: `scaled:<speed>@<epoch>`. */
export interface ClockScale {
  readonly speed: number;
  /** UNIX ms at which virtual and real time agree; shared by relay and fakes, and kept over restarts. */
  readonly epoch: number;
}

/** The production clock; with a scale, time runs `speed` times as fast. */
export function systemClock(scale: ClockScale = { speed: 1, epoch: 0 }): Clock {
  const { speed, epoch } = scale;
  return {
    now: () => (speed === 1 ? Date.now() : Math.floor(epoch + (Date.now() - epoch) * speed)),
    sleep: (ms, signal) => sleepReal(Math.max(0, ms) / speed, signal),
    // Below half a second the machine's own pauses would look like a slow provider.
    // Whole: AbortSignal.timeout refuses fractions.
    realTimeout: (ms) => Math.ceil(Math.max(ms / speed, 500)),
  };
}

const longestTimer = 2 ** 31 - 1;

function sleepReal(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted === true) {
      resolve();
      return;
    }
    const finish = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', finish);
      resolve();
    };
    const timer = setTimeout(finish, Math.min(ms, longestTimer));
    signal?.addEventListener('abort', finish);
  });
}
