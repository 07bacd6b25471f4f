import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { advance, type SteadyReading } from '../../src/domain/steady-time.ts';

const hour = 3_600_000;

/** What a machine does between two looks: time passes, and its wall clock may be set, by hours either way. */
const anyStep = fc.record({
  passed: fc.integer({ min: 0, max: 10 * 60_000 }),
  set: fc.oneof(fc.constant(0), fc.integer({ min: -5 * hour, max: 5 * hour })),
});

interface Look extends SteadyReading {
  readonly wall: number;
  readonly passed: number;
}

function looksOf(steps: readonly { readonly passed: number; readonly set: number }[]): readonly Look[] {
  let wall = 1_800_000_000_000;
  let last: SteadyReading = { at: wall, monotonic: 0 };
  return steps.map(({ passed, set }) => {
    wall += passed + set;
    last = advance(last, { wall, monotonic: last.monotonic + passed });
    return { ...last, wall, passed };
  });
}

describe('time that never runs back', () => {
  it('never decreases, is never behind the machine, and goes on at nearly its own pace', () => {
    fc.assert(
      fc.property(fc.array(anyStep, { maxLength: 60 }), (steps) => {
        let before = 1_800_000_000_000;
        for (const look of looksOf(steps)) {
          expect(look.at).toBeGreaterThanOrEqual(before);
          expect(look.at).toBeGreaterThanOrEqual(look.wall);
          expect(look.at - before).toBeGreaterThanOrEqual(look.passed * 0.9);
          expect(look.at).toBeLessThanOrEqual(Math.max(look.wall, before + look.passed));
          before = look.at;
        }
      }),
    );
  });

  it('is the machine’s own while that is never set back', () => {
    const looks = looksOf([5, 70, 0, 900].map((passed) => ({ passed, set: passed })));
    expect(looks.map((look) => look.at)).toEqual(looks.map((look) => look.wall));
  });

  it('meets a clock that was set back by a minute within half an hour, without a standstill', () => {
    const steps = Array.from({ length: 30 }, (_, n) => ({ passed: 60_000, set: n === 0 ? -60_000 : 0 }));
    const last = looksOf(steps).at(-1);
    expect(last?.at).toBe(last?.wall);
  });
});
