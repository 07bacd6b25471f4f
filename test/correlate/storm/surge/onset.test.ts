import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sinceOnset } from '../../../../src/correlate/storm/surge/onset.ts';

const usual = { expected: 0.4, windowMs: 60_000 };
const least = { issues: 4, services: 2 };

/** Breakouts of one service each, at these seconds. */
function at(...seconds: readonly number[]) {
  return seconds.map((second, n) => ({ service: `s${n}`, breakoutAt: 1_000 * second }));
}

describe('the onset of a surge', () => {
  it('leaves out what broke out well before the others did', () => {
    const breakouts = at(0, 40, 42, 43, 46, 50);
    expect(sinceOnset(breakouts, usual, least)).toEqual(breakouts.slice(1));
  });

  it('leaves out several, one after the other', () => {
    expect(sinceOnset(at(0, 15, 48, 49, 50, 51, 53), usual, least)).toEqual(
      at(0, 15, 48, 49, 50, 51, 53).slice(2),
    );
  });

  it('keeps all of an outage that grows steadily', () => {
    const steady = at(0, 9, 20, 28, 39, 50);
    expect(sinceOnset(steady, usual, least)).toEqual(steady);
  });

  it('keeps the order in which it was given them', () => {
    const mixed = at(50, 0, 43, 46, 42, 40);
    expect(sinceOnset(mixed, usual, least)).toEqual(mixed.filter(({ breakoutAt }) => breakoutAt > 0));
  });

  it('never leaves fewer than a surge needs', () => {
    const breakout = fc.record({
      service: fc.constantFrom('a', 'b', 'c'),
      breakoutAt: fc.integer({ min: 0, max: 60_000 }),
    });
    fc.assert(
      fc.property(fc.array(breakout, { minLength: 4, maxLength: 12 }), (breakouts) => {
        const services = (some: readonly { service: string }[]): number =>
          new Set(some.map(({ service }) => service)).size;
        fc.pre(services(breakouts) >= least.services);
        const kept = sinceOnset(breakouts, usual, least);
        expect(kept.length).toBeGreaterThanOrEqual(least.issues);
        expect(services(kept)).toBeGreaterThanOrEqual(least.services);
      }),
    );
  });
});
