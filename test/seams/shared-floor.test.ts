import { describe, expect, it } from 'vitest';
import { systemClock } from '../../src/seams/clock.ts';
import { floorMemory, onFloor, sharedFloor } from '../../src/seams/shared-floor.ts';

const noon = 1_800_000_000_000;

describe('clocks of two threads', () => {
  it('never fall behind each other, also when the machine is set back and one of them has not looked since', () => {
    const memory = floorMemory();
    let wall = noon;
    let monotonic = 0;
    const source = { wall: () => wall, monotonic: () => monotonic };
    const scale = { speed: 30, epoch: noon - 1_000 };
    const [one, other] = [0, 1].map(() => onFloor(systemClock(scale, { source }), memory));
    wall += 5_000;
    monotonic += 5_000;
    const told = one!.now();
    expect(told).toBe(noon - 1_000 + 6_000 * 30);
    wall -= 5_000;
    monotonic += 10;
    expect(other!.now()).toBeGreaterThanOrEqual(told);
    expect(one!.now()).toBeGreaterThanOrEqual(told);
    expect(other!.now()).toBe(one!.now());
  });

  it('are the machine’s while nothing is odd', () => {
    const memory = floorMemory();
    const source = { wall: () => noon, monotonic: () => 0 };
    const clock = onFloor(systemClock(undefined, { source }), memory);
    expect(clock.now()).toBe(noon);
    expect(sharedFloor(memory).raise(noon - 1)).toBe(noon);
    expect(sharedFloor(memory).raise(noon + 1)).toBe(noon + 1);
  });
});
