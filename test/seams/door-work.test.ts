import { expect, it } from 'vitest';
import { doorWorkMemory, noteDoorWork, watchDoorWork } from '../../src/seams/door-work.ts';

/** What a watcher says at each moment, ms, when the door has noted so much work by then. */
function said(...moments: readonly (readonly [at: number, workedMs: number])[]): readonly boolean[] {
  const memory = doorWorkMemory();
  let now = 0;
  const isBusy = watchDoorWork(memory, () => now);
  return moments.map(([at, workedMs]) => {
    now = at;
    noteDoorWork(memory, workedMs);
    return isBusy();
  });
}

it('a door is busy that has worked most of the time since it was last asked', () => {
  expect(said([100, 20], [200, 100], [300, 195])).toEqual([false, true, true]);
});

it('a door that notes nothing any more is not busy', () => {
  expect(said([100, 90], [200, 90])).toEqual([true, false]);
});

it('asking again at once changes nothing', () => {
  expect(said([100, 90], [101, 90], [102, 90])).toEqual([true, true, true]);
});
