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
  expect(told.heard('a', 1040).ignored).toBe(false);
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
