import type { Clock } from '../../../seams/clock.ts';

/** At most one call a second: what is asked can mostly wait. */
const everyMs = 1_000;
/** What somebody may have to be woken for cannot. */
const urgentEveryMs = 125;
/** Without a word of when it ends, a limit is taken to last so long. */
const unnamedWaitMs = 30_000;
const longestWaitMs = 15 * 60_000;
const firstRetryMs = 5_000;

/** When the next call may be made, by our own pace and by what Sentry says of its limits. */
export class Pace {
  private readonly clock: Pick<Clock, 'now' | 'sleep'>;
  private readonly signal: AbortSignal;
  /** Before it nobody calls, whatever for. */
  private heldUntil = -Infinity;
  private readonly nextAt = { urgent: -Infinity, other: -Infinity };
  private failures = 0;

  constructor(clock: Pick<Clock, 'now' | 'sleep'>, signal: AbortSignal) {
    this.clock = clock;
    this.signal = signal;
  }

  /** Waits for the next call's turn. Urgent ones have a line of their own, which the others do not lengthen. */
  async turn(urgent = false): Promise<void> {
    const line = urgent ? 'urgent' : 'other';
    do {
      const now = this.clock.now();
      const at = Math.max(now, this.nextAt[line], this.heldUntil);
      this.nextAt[line] = at + (urgent ? urgentEveryMs : everyMs);
      await this.clock.sleep(at - now, this.signal);
      // While it waited another call may have been told of a limit.
    } while (!this.signal.aborted && this.clock.now() < this.heldUntil);
  }

  /** An answer came: `headers` say what is left (docs.sentry.io/api/ratelimits). */
  answered(headers: Headers): void {
    this.failures = 0;
    if (headers.get('x-sentry-rate-limit-remaining') === '0') this.hold(this.untilReset(headers) ?? everyMs);
  }

  /** Too many calls: how long to wait, virtual ms. */
  limited(headers: Headers): number {
    return this.hold(retryAfter(headers) ?? this.untilReset(headers) ?? unnamedWaitMs);
  }

  /** No answer, or none that says anything: how long to wait, virtual ms, longer every time. */
  failed(): number {
    // Calls that were under way together fail together, and that is one failure: else four of them would wait as for four.
    if (this.clock.now() >= this.heldUntil) this.failures += 1;
    return this.hold(firstRetryMs * 2 ** Math.min(Math.max(this.failures - 1, 0), 10));
  }

  private untilReset(headers: Headers): number | null {
    const reset = headers.get('x-sentry-rate-limit-reset') ?? '';
    return /^\d{1,12}$/.test(reset) ? Number(reset) * 1000 - this.clock.now() : null;
  }

  private hold(ms: number): number {
    const waitMs = Math.min(Math.max(ms, everyMs), longestWaitMs);
    this.heldUntil = Math.max(this.heldUntil, this.clock.now() + waitMs);
    return waitMs;
  }
}

/** What a proxy in front of Sentry says in seconds; Sentry itself names the moment. */
function retryAfter(headers: Headers): number | null {
  const said = headers.get('retry-after') ?? '';
  return /^\d{1,9}$/.test(said) ? Number(said) * 1000 : null;
}
