import { describe, expect, it } from 'vitest';
import { createMinuteGate } from '../../../src/http/access/minute-gate.ts';

const minute = 60_000;
/** A whole minute, far from zero. */
const noon = Date.UTC(2026, 4, 4, 12);

describe('a gate for so many things a minute', () => {
  it('lets that many pass and then none, until a minute after the first of them', () => {
    const gate = createMinuteGate(3);
    const passed = Array.from({ length: 5 }, (_, n) => gate.mayPass(noon + n));
    expect(passed).toEqual([true, true, true, false, false]);
    expect(gate.mayPass(noon + minute - 1)).toBe(false);
    expect(gate.mayPass(noon + minute)).toBe(true);
    expect(gate.mayPass(noon + minute)).toBe(false);
  });

  it('lets no more pass around the turn of a minute', () => {
    const gate = createMinuteGate(2);
    const passed = [-2, -1, 0, 1].map((ms) => gate.mayPass(noon + ms));
    expect(passed).toEqual([true, true, false, false]);
  });

  it('saves nothing up over quiet minutes', () => {
    const gate = createMinuteGate(1);
    expect(gate.mayPass(noon)).toBe(true);
    expect(gate.mayPass(noon + 10 * minute)).toBe(true);
    expect(gate.mayPass(noon + 10 * minute + 1)).toBe(false);
  });

  it('counts from the first minute of a clock that begins at zero', () => {
    const gate = createMinuteGate(1);
    expect([gate.mayPass(0), gate.mayPass(1), gate.mayPass(minute)]).toEqual([true, false, true]);
  });

  it('knows nothing of other gates', () => {
    const [one, other] = [createMinuteGate(1), createMinuteGate(1)];
    expect([one.mayPass(noon), other.mayPass(noon), one.mayPass(noon)]).toEqual([true, true, false]);
  });
});
