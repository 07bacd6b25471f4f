import { expect, it } from 'vitest';
import { countInWindow, windowWait, type WindowState } from '../../../simulator/fakes/sliding-window.ts';

it('lets so many a minute through and says how long to wait for the next', () => {
  const state: WindowState = [];
  for (const at of [0, 10_000]) {
    expect(windowWait(state, 2, at)).toBe(0);
    countInWindow(state, at);
  }
  expect(windowWait(state, 2, 20_000)).toBe(40_000);
  expect(windowWait(state, 2, 59_999)).toBe(1);
  expect(windowWait(state, 2, 60_000)).toBe(0);
});
