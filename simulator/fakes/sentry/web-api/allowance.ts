import type { FakeLimits } from '../../limits.ts';

/** What one caller used of one endpoint in the running second. */
interface Window {
  second: number;
  used: number;
}

/** How an endpoint's allowance stands, and what is written about it into every answer. */
interface Allowed {
  readonly allowed: boolean;
  readonly headers: Readonly<Record<string, string>>;
}

/** Counts calls by endpoint: a fixed window of a second, and so many at a time (docs.sentry.io/api/ratelimits). */
export interface Allowance {
  take(endpoint: string, now: number): Allowed;
  /** One call of an endpoint is over. */
  done(endpoint: string): void;
}

/** Everything is left. */
export function createAllowance(limits: Pick<FakeLimits, 'sentryPerSecond' | 'sentryConcurrent'>): Allowance {
  const windows = new Map<string, Window>();
  const running = new Map<string, number>();
  return {
    take: (endpoint, now) => {
      const second = Math.floor(now / 1000);
      const known = windows.get(endpoint);
      const window = known?.second === second ? known : { second, used: 0 };
      windows.set(endpoint, window);
      window.used += 1;
      const atOnce = (running.get(endpoint) ?? 0) + 1;
      running.set(endpoint, atOnce);
      return {
        allowed: window.used <= limits.sentryPerSecond && atOnce <= limits.sentryConcurrent,
        headers: {
          'X-Sentry-Rate-Limit-Limit': String(limits.sentryPerSecond),
          'X-Sentry-Rate-Limit-Remaining': String(Math.max(0, limits.sentryPerSecond - window.used)),
          'X-Sentry-Rate-Limit-Reset': String(second + 1),
          'X-Sentry-Rate-Limit-ConcurrentLimit': String(limits.sentryConcurrent),
          'X-Sentry-Rate-Limit-ConcurrentRemaining': String(Math.max(0, limits.sentryConcurrent - atOnce)),
        },
      };
    },
    done: (endpoint) => void running.set(endpoint, Math.max(0, (running.get(endpoint) ?? 0) - 1)),
  };
}
