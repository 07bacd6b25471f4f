import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Tally } from '../../../simulator/seeds/campaign.ts';
import { Reach } from '../../../simulator/seeds/judge/reach.ts';
import { joined, readSaved, writeSaved } from '../../../simulator/seeds/saved.ts';

function tallyOf(first: number, last: number, counts: readonly (readonly [string, number])[]): Tally {
  const reach = new Reach();
  reach.add(counts);
  const figures = { virtualMs: 600_000, tookMs: 1_000, webhooks: 9, wakings: 2, failed: [] };
  return { played: last - first + 1, last, ...figures, reach };
}

const bug = { bug: 'look-once', seed: 12, after: 12, rule: 'I4' };

describe('what a run came to', () => {
  it('is kept in a file, and read again', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'stormrelay-saved-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const file = path.join(folder, 'run.json');
    const broken = [{ rule: 'I4', at: 5_000, what: 'two messages' }];
    const saved = {
      tally: { ...tallyOf(1, 400, [['late look', 3]]), failed: [{ seed: 7, broken }] },
      hunted: [bug],
    };
    writeSaved(file, saved);
    expect(readSaved(file)).toEqual(saved);
  });

  it('is joined with what follows it, and what met in either has met', () => {
    const parts = [
      {
        tally: tallyOf(401, 600, [
          ['late look', 1],
          ['html look', 2],
        ]),
        hunted: [],
      },
      { tally: null, hunted: [bug] },
      { tally: tallyOf(1, 400, [['late look', 3]]), hunted: [] },
    ];
    const all = joined(parts);
    expect(all).toMatchObject({ tally: { played: 600, last: 600, webhooks: 18 }, hunted: [bug] });
    expect(typeof all === 'string' ? null : [...(all.tally?.reach.counts ?? [])]).toEqual([
      ['late look', 4],
      ['html look', 2],
    ]);
  });

  it('is not joined with what leaves seeds out, or has some of them, too', () => {
    for (const from of [402, 400])
      expect(
        joined([1, from].map((first) => ({ tally: tallyOf(first, first + 399, []), hunted: [] }))),
      ).toContain('do not follow each other');
  });
});
