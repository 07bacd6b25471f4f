import { describe, expect, it } from 'vitest';
import { pastAfter, pastOf, stepsUp } from '../../../src/correlate/incident/pace.ts';
import { minute } from '../story.ts';

const hour = 60 * minute;

/** An issue's past after it spoke at these times. */
function past(times: readonly number[]): Parameters<typeof stepsUp>[0] {
  return times.reduce((known, at) => ({ past: pastAfter({ ...known, alerts: 1 }, at), lastAt: at }), {
    past: { weight: 0, at: 0 },
    lastAt: 0,
  });
}

const every = (ms: number, until: number): number[] =>
  Array.from({ length: Math.floor(until / ms) }, (_, n) => n * ms);

describe('an issue against its own past', () => {
  const now = 4 * hour;
  const burst = [now - 4_000, now - 2_000, now];

  it('steps up when it speaks three times in seconds, and once in half an hour on any day', () => {
    expect(stepsUp(past([...every(30 * minute, now - minute), ...burst.slice(0, 2)]), burst, now)).toBe(true);
  });

  it('does not when it always came in bursts: what is chronic tells nothing new', () => {
    const chronic = every(10 * minute, now - minute).flatMap((at) => every(500, 10_000).map((n) => at + n));
    expect(stepsUp(past([...chronic, ...burst.slice(0, 2)]), burst, now)).toBe(false);
  });

  it('does not when it is loud all day', () => {
    expect(stepsUp(past([...every(3_000, now - minute), ...burst.slice(0, 2)]), burst, now)).toBe(false);
  });

  it('does not on two occurrences, nor on three that are minutes apart', () => {
    const known = past(every(30 * minute, now));
    expect(stepsUp(known, burst.slice(1), now)).toBe(false);
    expect(stepsUp(known, [now - 61_000, now - 30_000, now], now)).toBe(false);
  });

  it('does not without a past: then it is new, which is another rule', () => {
    expect(stepsUp({ lastAt: now }, burst, now)).toBe(false);
    expect(stepsUp(past(burst.slice(0, 2)), burst, now)).toBe(false);
  });

  it('forgets: what was chronic last night is not usual any more', () => {
    const chronic = every(10 * minute, now).flatMap((at) => every(500, 10_000).map((n) => at + n));
    const later = now + 24 * hour;
    const again = burst.map((at) => at + 24 * hour);
    expect(stepsUp(past([...chronic, ...every(hour, 24 * hour).map((at) => now + at)]), again, later)).toBe(
      true,
    );
  });
});

describe('the past of an issue', () => {
  it('halves in two hours and counts on', () => {
    const one = pastAfter({ lastAt: 0, alerts: 0 }, 0);
    expect(one).toEqual({ weight: 1, at: 0 });
    expect(pastAfter({ past: one, lastAt: 0, alerts: 1 }, 2 * hour)).toEqual({ weight: 1.5, at: 2 * hour });
  });

  it('of a row that an older relay wrote is empty', () => {
    expect(pastOf({ lastAt: 7 })).toEqual({ weight: 0, at: 7 });
  });
});
