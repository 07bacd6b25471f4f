import { describe, expect, it } from 'vitest';
import type { OwnTrouble } from '../../src/domain/inbox/own-trouble.ts';
import { OwnTroubles } from '../../src/pipeline/own-troubles.ts';

const letters = (n: number): OwnTrouble => ({ code: 'dead-letters', letters: n });
const blocked: OwnTrouble = { code: 'lanes-blocked', lanes: [{ lane: 'slack:C1', reason: 'is_archived' }] };

/** What is told while something is seen at each moment, by its code and state. */
function told(
  looks: readonly (readonly [number, readonly OwnTrouble[]])[],
  open: readonly OwnTrouble[] = [],
) {
  const troubles = new OwnTroubles(open, 0);
  return looks.flatMap(([at, seen]) =>
    troubles.next(seen, at).map(({ state, trouble }) => `${at / 1_000} ${trouble.code} ${state}`),
  );
}

describe('what the relay suffers from', () => {
  it('ends a minute after it was told by somebody else last', () => {
    const failed = (refused: number): OwnTrouble => {
      return { code: 'store-failed', refused, forMs: 22_000, from: 0, why: 'no-room' };
    };
    const troubles = new OwnTroubles([], 0);
    const ends: number[] = [];
    for (let s = 0; s <= 150; s += 5) {
      if (s < 120) troubles.adopt([failed(s < 40 ? 44 : 50)], s * 1_000);
      ends.push(...troubles.next([], s * 1_000).map(({ state }) => (state === 'over' ? s : -1)));
    }
    expect(ends[0]).toBe(100);
  });

  it('is told once it has lasted, once, and again no oftener than each minute', () => {
    const looks = [0, 5, 10, 15, 40, 75].map((s) => [s * 1_000, [letters(s < 15 ? 1 : 2)]] as const);
    expect(told(looks)).toEqual(['10 dead-letters on', '75 dead-letters on']);
  });

  it('is not told where it is over before', () => {
    expect(
      told([
        [0, [blocked]],
        [100_000, [blocked]],
        [105_000, []],
        [200_000, [blocked]],
      ]),
    ).toEqual([]);
    expect(
      told([
        [0, [blocked]],
        [120_000, [blocked]],
      ]),
    ).toEqual(['120 lanes-blocked on']);
  });

  it('is over after a minute without it, and not for a short pause', () => {
    const seen = [letters(1)];
    expect(
      told([
        [0, seen],
        [10_000, seen],
        [30_000, []],
        [40_000, seen],
        [60_000, []],
        [99_000, []],
        [100_000, []],
        [170_000, []],
      ]),
    ).toEqual(['10 dead-letters on', '100 dead-letters over']);
  });

  it('that was told before a restart heals after it, and is not told twice', () => {
    expect(
      told(
        [
          [5_000, []],
          [60_000, []],
        ],
        [letters(1)],
      ),
    ).toEqual(['60 dead-letters over']);
    expect(
      told(
        [
          [5_000, [letters(1)]],
          [50_000, [letters(1)]],
        ],
        [letters(1)],
      ),
    ).toEqual([]);
  });

  it('and that a person has closed is not told again while it lasts', () => {
    const looks = [0, 10, 300, 600].map((s) => [s * 1_000, [letters(1)]] as const);
    expect(told(looks)).toEqual(['10 dead-letters on']);
  });
});
