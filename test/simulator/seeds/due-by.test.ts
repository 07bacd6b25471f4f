import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dueBy } from '../../../simulator/seeds/judge/due-by.ts';

describe('when somebody has to be woken, or something has to be shown', () => {
  it('is soon, and as soon after what held it up, and after what then held it up again', () => {
    expect(dueBy(100, 20, [])).toBe(120);
    expect(dueBy(100, 20, [{ from: 10, to: 90 }])).toBe(120);
    expect(dueBy(100, 20, [{ from: 110, to: 200 }])).toBe(220);
    expect(dueBy(100, 20, [{ from: 121, to: 200 }])).toBe(120);
    const refused = { from: 90, to: 200 };
    expect(dueBy(100, 20, [{ from: 210, to: 300 }, refused])).toBe(320);
    expect(dueBy(100, 20, [{ from: 221, to: 300 }, refused])).toBe(220);
  });

  it('is where nothing holds it up for so long, and no earlier such time is', () => {
    const time = fc.integer({ min: 0, max: 500 });
    const disturbance = fc.record({ from: time, forMs: time }).map(({ from, forMs }) => {
      return { from, to: from + forMs };
    });
    fc.assert(
      fc.property(time, fc.array(disturbance, { maxLength: 6 }), (knownAt, disturbed) => {
        const due = dueBy(knownAt, 20, disturbed);
        const isCalm = (at: number): boolean =>
          disturbed.every(({ from, to }) => at <= from || at - 20 >= to);
        const times = Array.from({ length: due - knownAt - 19 }, (_, n) => knownAt + 20 + n);
        expect(times.find(isCalm)).toBe(due);
      }),
    );
  });
});
