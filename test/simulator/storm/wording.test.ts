import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diceOf } from '../../../simulator/storm/dice.ts';
import { parseDuration } from '../../../simulator/storm/duration.ts';
import { fillEvent, fillIssue } from '../../../simulator/storm/wording.ts';

describe('placeholders', () => {
  it('fills words and picks once an issue, and leaves what changes with every event', () => {
    const text = fillIssue(
      '{service} cannot {pick:read|write} {hex:4}',
      { service: 'basket-api' },
      diceOf(1),
    );
    expect(text).toMatch(/^basket-api cannot (read|write) \{hex:4\}$/);
  });

  it('fills numbers, addresses and ids anew for each event', () => {
    const dice = diceOf(3);
    expect(fillEvent('{int:5-7} {ip} {hex:6} {uuid}', dice)).toMatch(
      /^[5-7] 10\.\d+\.\d+\.\d+ [0-9a-f]{6} [0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
    );
  });

  it('leaves text that only looks like a placeholder as it is', () => {
    expect(fillEvent('a {b c} and {} and {what}', diceOf(1))).toBe('a {b c} and {} and {what}');
  });
});

describe('dice', () => {
  it('give the same numbers for the same seed and label, within their bounds', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 2 ** 31 }),
        fc.integer({ min: -50, max: 50 }),
        fc.nat(100),
        (seed, from, width) => {
          const number = diceOf(seed)
            .fork('x')
            .whole(from, from + width);
          expect(number).toBe(
            diceOf(seed)
              .fork('x')
              .whole(from, from + width),
          );
          expect(number).toBeGreaterThanOrEqual(from);
          expect(number).toBeLessThanOrEqual(from + width);
        },
      ),
      { seed: 11 },
    );
  });

  it('refuse to pick from nothing', () => {
    expect(() => diceOf(1).pick([])).toThrow(/empty list/);
  });
});

describe('durations', () => {
  it.each([
    ['250ms', 250],
    ['20s', 20_000],
    ['1.5m', 90_000],
    ['20', null],
    ['1h30m', 5_400_000],
    ['3d', null],
    ['', null],
  ])('reads %s as %s', (text, ms) => {
    expect(parseDuration(text)).toBe(ms);
  });
});
