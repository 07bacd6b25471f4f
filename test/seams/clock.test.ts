import { describe, expect, it } from 'vitest';
import { systemClock, type TimeSource } from '../../src/seams/clock.ts';

const hour = 3_600_000;
const noon = 1_800_000_000_000;

/** A machine whose time the test moves and sets. */
class Machine implements TimeSource {
  private passed = 0;
  private offset = 0;

  wall(): number {
    return noon + this.passed + this.offset;
  }

  monotonic(): number {
    return this.passed;
  }

  pass(ms: number): void {
    this.passed += ms;
  }

  set(by: number): void {
    this.offset += by;
  }
}

describe('the clock of brain and dispatch', () => {
  it.each([60_000, 2 * hour])('goes on where it was when the machine is set back by %i ms', (ms) => {
    const source = new Machine();
    const clock = systemClock(undefined, { source });
    source.pass(5_000);
    expect(clock.now()).toBe(noon + 5_000);
    expect(clock.aheadMs?.()).toBe(0);
    source.set(-ms);
    source.pass(1_000);
    expect(clock.now() - noon).toBeGreaterThanOrEqual(5_900);
    expect(clock.now() - noon).toBeLessThanOrEqual(6_000);
    expect(clock.aheadMs?.()).toBeGreaterThan(ms - 100);
  });

  it('follows at once when the machine was asleep or behind', () => {
    const source = new Machine();
    const clock = systemClock(undefined, { source });
    source.set(hour);
    expect(clock.now()).toBe(noon + hour);
    expect(clock.aheadMs?.()).toBe(0);
  });

  it('begins no earlier than the newest moment that an earlier life has stored', () => {
    const source = new Machine();
    const clock = systemClock(undefined, { source, from: noon + hour });
    expect(clock.now()).toBe(noon + hour);
    expect(clock.aheadMs?.()).toBe(hour);
    expect(systemClock(undefined, { source, from: noon - hour }).now()).toBe(noon);
  });

  it('agrees to the millisecond with everybody of its scale, and keeps that when the machine is set back', () => {
    const source = new Machine();
    const scale = { speed: 60, epoch: noon - 1_000 };
    const clock = systemClock(scale, { source, from: noon });
    source.pass(100);
    expect(clock.now()).toBe(noon - 1_000 + 1_100 * 60);
    const later = systemClock(scale, { source, from: noon + hour });
    expect(later.now()).toBe(noon + hour);
    source.set(-500);
    expect(clock.now()).toBe(noon - 1_000 + 1_100 * 60);
  });
});
