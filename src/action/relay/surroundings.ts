/** All that a check needs of the world around it; tests give it a world of their own. */
export interface Surroundings {
  readonly fetch: typeof fetch;
  /** UNIX ms, and never going back: what is measured with it are durations too. */
  now(): number;
  /** Resolves after `ms` milliseconds, or at once when the signal aborts. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
  /** So many random bytes. */
  random(bytes: number): Uint8Array;
}
