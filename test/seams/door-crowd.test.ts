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
  expect(said([100, 2, 3, 5], [200, 40, 70], [300, 71, 73, 150])).toEqual([false, true, true]);
});

it('a door that gets fewer than 600 a second is not crowded, however slowly it commits them', () => {
  expect(said([100, 59], [200, 119], [300, 179])).toEqual([false, true, true]);
});

it('a door that commits nothing any more is not crowded', () => {
  expect(said([100, 80], [200])).toEqual([true, false]);
});

it('asking again at once changes nothing', () => {
  expect(said([100, 80], [101], [102, 81])).toEqual([true, true, true]);
});
