import { expect, it } from 'vitest';
import { createToldToWait } from '../../../simulator/fakes/told-to-wait.ts';

it('sees who comes before the time he was told, and not who waits', () => {
  const told = createToldToWait(1);
  told.tell('a', 1000, 30);
  expect(told.heard('a', 20_000)).toEqual({ until: 31_000, ignored: true });
  expect(told.heard('a', 31_000)).toEqual({ until: null, ignored: false });
  expect(told.heard('b', 20_000)).toEqual({ until: null, ignored: false });
});

it('forgives what was on its way when the 429 was written', () => {
  const told = createToldToWait(1);
  told.tell('a', 1000, 30);
  for (let n = 0; n < 10; n += 1) expect(told.heard('a', 1040).ignored).toBe(false);
});

it('believes a busy machine for a quarter of a second, and not more calls than are in flight at once', () => {
  const told = createToldToWait(10);
  told.tell('a', 1000, 30);
  expect([1600, 2400, 3400, 3450].map((at) => told.heard('a', at).ignored)).toEqual([
    false,
    false,
    false,
    true,
  ]);
  told.tell('b', 1000, 30);
  expect([3500, 3501].map((at) => told.heard('b', at).ignored)).toEqual([false, true]);
});

it('forgives afresh after a wait that was obeyed', () => {
  const told = createToldToWait(1);
  for (const since of [1000, 40_000]) {
    told.tell('a', since, 30);
    for (let n = 0; n < 3; n += 1) expect(told.heard('a', since + 100).ignored).toBe(false);
    expect(told.heard('a', since + 100).ignored).toBe(true);
  }
});

it('sees a client that never waits also at high speed, where every 429 is told anew', () => {
  const told = createToldToWait(60);
  const ignored: boolean[] = [];
  for (let at = 0; at < 10_000; at += 250) {
    ignored.push(told.heard('a', at).ignored);
    told.tell('a', at, 1);
  }
  expect(ignored.filter(Boolean).length).toBeGreaterThan(20);
});
