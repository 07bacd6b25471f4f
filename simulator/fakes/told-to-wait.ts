/** Remembers who was told to wait, and sees who comes before the time. */
export interface ToldToWait {
  /** An answer at `at` said: wait `seconds` virtual seconds. */
  tell(bucket: string, at: number, seconds: number): void;
  /**
   * A call arrives at `at`: until when its caller has to wait (virtual milliseconds), and whether it ignores that.
   * To be asked once a call, since only a few are forgiven.
   */
  heard(bucket: string, at: number): { readonly until: number | null; readonly ignored: boolean };
}

/**
 * Calls that were already on their way when the 429 was written are forgiven: the client cannot have read it yet.
 * How long they take is the machine's own pace, in real milliseconds. What comes within `surely` was on its way;
 * on a busy machine it may take until `perhaps`, and then only as many are believed as one credential has in
 * flight beside the call that was told. Whoever goes on sending is told again and again, and is seen after that.
 */
const underway = { surely: 50, perhaps: 250, atMost: 3 };

interface Period {
  readonly since: number;
  until: number;
  forgiven: number;
}

/** `speed` is how much faster virtual time runs than real time. */
export function createToldToWait(speed: number): ToldToWait {
  const told = new Map<string, Period>();
  return {
    tell: (bucket, at, seconds) => {
      const before = told.get(bucket);
      const until = at + seconds * 1000;
      if (before !== undefined && at < before.until) before.until = Math.max(before.until, until);
      else told.set(bucket, { since: at, until, forgiven: 0 });
    },
    heard: (bucket, at) => {
      const period = told.get(bucket);
      if (period === undefined || at >= period.until) return { until: null, ignored: false };
      return { until: period.until, ignored: !forgives(period, (at - period.since) / speed) };
    },
  };
}

function forgives(period: Period, realMs: number): boolean {
  if (realMs <= underway.surely) return true;
  if (realMs > underway.perhaps || period.forgiven >= underway.atMost) return false;
  period.forgiven += 1;
  return true;
}
