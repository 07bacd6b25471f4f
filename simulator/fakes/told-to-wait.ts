/** Remembers who was told to wait, and sees who comes before the time. */
export interface ToldToWait {
  /** An answer at `at` said: wait `seconds` virtual seconds. */
  tell(bucket: string, at: number, seconds: number): void;
  /** The moment until which the caller has to wait (virtual milliseconds), and whether a call at `at` ignores it. */
  heard(bucket: string, at: number): { readonly until: number | null; readonly ignored: boolean };
}

/**
 * Real milliseconds in which calls that were already on their way when the 429 was written are forgiven: the
 * client cannot have read it yet. Whoever goes on sending is told again and again, and is seen after that.
 */
const underway = 50;

/** `speed` is how much faster virtual time runs than real time. */
export function createToldToWait(speed: number): ToldToWait {
  const told = new Map<string, { since: number; until: number }>();
  return {
    tell: (bucket, at, seconds) => {
      const before = told.get(bucket);
      const until = at + seconds * 1000;
      if (before !== undefined && at < before.until) before.until = Math.max(before.until, until);
      else told.set(bucket, { since: at, until });
    },
    heard: (bucket, at) => {
      const period = told.get(bucket);
      if (period === undefined || at >= period.until) return { until: null, ignored: false };
      return { until: period.until, ignored: at > period.since + underway * speed };
    },
  };
}
