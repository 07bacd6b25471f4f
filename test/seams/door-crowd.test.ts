import { expect, it } from 'vitest';
import { doorCrowdMemory, noteDoorCommit, watchDoorCrowd } from '../../src/seams/door-crowd.ts';

/** What a watcher says at each moment, ms, when the door has made commits up to these entries by then. */
function said(...moments: readonly (readonly [at: number, ...seqs: number[]])[]): readonly boolean[] {
  const memory = doorCrowdMemory();
  let now = 0;
  const isCrowded = watchDoorCrowd(memory, () => now);
  return moments.map(([at, ...seqs]) => {
    now = at;
    for (const seq of seqs) noteDoorCommit(memory, seq);
    return isCrowded();
  });
}

it('a door whose commits bring many entries each is crowded', () => {
  expect(said([100, 2, 3, 5], [200, 40, 70], [300, 71, 73, 110])).toEqual([false, true, true]);
});

it('a door that commits nothing any more is not crowded', () => {
  expect(said([100, 50], [200])).toEqual([true, false]);
});

it('asking again at once changes nothing', () => {
  expect(said([100, 50], [101], [102, 51])).toEqual([true, true, true]);
});
