import { advance, type SteadyReading } from '../domain/steady-time.ts';

/** The only way to know or to wait for time. Only loops and edges' clients hold one; pure functions take `now`. */
export interface Clock {
  /** Virtual UNIX milliseconds, whole, never fewer than before: real time, except in a simulation. */
  now(): number;
  /**
   * By how many virtual ms `now` is ahead of the machine's clock, because that was set back; 0 mostly. Whoever compares
   * with another machine's time takes it off. Absent: never.
   */
  aheadMs?(): number;
  /** Resolves after `ms` virtual milliseconds, or at once when the signal aborts. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** An HTTP timeout of `ms` virtual milliseconds, in real milliseconds. */
  realTimeout(ms: number): number;
}

/**
 * What comes of `answer`; null when nothing has after `ms` (virtual). The wait ends with it: one that went on would keep a
 * process that is done.
 */
export async function inTime<T>(
  pace: Pick<Clock, 'sleep'>,
  ms: number,
  answer: Promise<T>,
): Promise<T | null> {
  const over = new AbortController();
  try {
    return await Promise.race([answer, pace.sleep(ms, over.signal).then(() => null)]);
  } finally {
    over.abort();
  }
}

/** How a scaled clock is written in `STORMRELAY_CLOCK`: `scaled:<speed>@<epoch>`. */
export interface ClockScale {
  readonly speed: number;
  /** UNIX ms at which virtual and real time agree; shared by relay and fakes, and kept over restarts. */
  readonly epoch: number;
}

/** Where time comes from, in real ms. */
export interface TimeSource {
  /** UNIX ms as the machine has them; may jump either way. */
  wall(): number;
  /** From any origin; never runs back. */
  monotonic(): number;
}

const machine: TimeSource = { wall: () => Date.now(), monotonic: () => performance.now() };

/** How a clock begins. */
interface ClockStart {
  /** Virtual ms before which it never is: the newest moment that is remembered from earlier lives. */
  readonly from?: number;
  readonly source?: TimeSource;
}

/**
 * The production clock: the machine's, without its steps backwards. With a scale, time runs `speed` times as fast.
 */
export function systemClock(
  scale: ClockScale = { speed: 1, epoch: 0 },
  { from = -Infinity, source = machine }: ClockStart = {},
): Clock {
  const { speed, epoch } = scale;
  const virtual = (real: number): number => (speed === 1 ? real : epoch + (real - epoch) * speed);
  const remembered = speed === 1 ? from : epoch + (from - epoch) / speed;
  let last: SteadyReading = {
    at: Math.max(source.wall(), remembered),
    monotonic: source.monotonic(),
  };
  const now = (): number => {
    last = advance(last, { wall: source.wall(), monotonic: source.monotonic() });
    return Math.floor(virtual(last.at));
  };
  return {
    now,
    aheadMs: () => Math.max(0, now() - Math.floor(virtual(source.wall()))),
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
