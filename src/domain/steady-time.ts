/** One look at a clock. All in real ms, `monotonic` from any origin. */
export interface SteadyReading {
  readonly at: number;
  readonly monotonic: number;
}

/** Share of its own pace at which a clock runs that is ahead of the machine's: a day makes up for an hour and more. */
const easedPace = 0.95;

/**
 * The next look at a clock that never runs back. It follows the machine's wall clock, forwards at once (a resume, a
 * correction); where that was set back, time goes on from where it was, slightly slower, until the wall has caught up.
 */
export function advance(
  last: SteadyReading,
  { wall, monotonic }: { readonly wall: number; readonly monotonic: number },
): SteadyReading {
  const passed = Math.max(0, monotonic - last.monotonic);
  return {
    at: Math.max(wall, last.at + passed * easedPace),
    monotonic: Math.max(monotonic, last.monotonic),
  };
}
