import { describe, expect, it } from 'vitest';
import { followProgress } from '../../../simulator/seeds/progress.ts';

const hour = 3_600_000;
const held = { virtualMs: hour / 4, broken: [] };
const failed = { virtualMs: hour / 4, broken: [{ rule: 'I4', at: 1_000, what: 'two messages' }] };

/** A run that is followed, and what was told of it. */
function followed(redraws: boolean, bug: string | null = null) {
  const told: string[] = [];
  const time = { now: 0 };
  const out = { redraws, columns: () => 60, write: (text: string) => void told.push(text) };
  return { told, time, progress: followProgress({ seeds: 3_000, bug }, out, () => time.now) };
}

describe('the progress of a run', () => {
  it('is a line for each hundred stories, and one each half a minute, where lines cannot be taken back', () => {
    const { told, time, progress } = followed(false);
    for (let n = 0; n < 100; n += 1) progress.played(n === 7 ? failed : held);
    expect(told).toEqual(['100 of 3000 stories, 25.0 storm-hours, 1 failed, 0.0 minutes\n']);
    time.now = 30_000;
    progress.played(held);
    progress.played(held);
    expect(told.slice(1)).toEqual(['101 of 3000 stories, 25.3 storm-hours, 1 failed, 0.5 minutes\n']);
    progress.clear();
    expect(told).toHaveLength(2);
  });

  it('is one line on a terminal, no longer than its row, which goes before anything else is told', () => {
    const { told, progress } = followed(true);
    progress.played(held);
    progress.clear();
    expect(told).toEqual([
      '\r\u001B[K1 of 3000 stories, 0.3 storm-hours, 0 failed, 0.0 minutes',
      '\r\u001B[K',
    ]);
  });

  it('says at once how a story that failed is played again, unless a bug was put in for that', () => {
    const { told, progress } = followed(false);
    progress.broke({ seed: 17, rule: 'I4' });
    expect(told).toEqual(['seed 17 failed: I4: npm run simulate-seeds -- --seeds 1 --from 17\n']);
    const hunted = followed(false, 'look-once');
    hunted.progress.broke({ seed: 17, rule: 'I4' });
    expect(hunted.told).toEqual([]);
  });
});
