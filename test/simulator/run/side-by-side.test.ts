import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { longestFirst, sideBySide } from '../../../simulator/run/side-by-side.ts';

describe('runs side by side', () => {
  it('does each once, never more at a time than asked for, begun in their order', async () => {
    const begun: number[] = [];
    let underWay = 0;
    let most = 0;
    await sideBySide(3, [5, 1, 4, 2, 3, 1, 2], async (turns) => {
      begun.push(turns);
      most = Math.max(most, (underWay += 1));
      for (let n = 0; n < turns; n += 1) await turn();
      underWay -= 1;
    });
    expect(begun).toEqual([5, 1, 4, 2, 3, 1, 2]);
    expect(most).toBe(3);
  });

  it('are begun in the order of their lengths, equals in their own, and none is left out', () => {
    const runs = ['b 2', 'a 2', 'c 28', 'd 24', 'e 2'];
    const begun = longestFirst(runs, (run) => Number(run.slice(2)));
    expect(begun).toEqual(['c 28', 'd 24', 'b 2', 'a 2', 'e 2']);
    expect(runs[0]).toBe('b 2');
  });

  it('begins nothing after a failure, and tells of it when the others have ended', async () => {
    const begun: string[] = [];
    const ended: string[] = [];
    const work = async (name: string): Promise<void> => {
      begun.push(name);
      await turn();
      if (name === 'fails') throw new Error('It failed.');
      await turn();
      ended.push(name);
    };
    await expect(sideBySide(2, ['slow', 'fails', 'never'], work)).rejects.toThrow('It failed.');
    expect({ begun, ended }).toEqual({ begun: ['slow', 'fails'], ended: ['slow'] });
  });
});
