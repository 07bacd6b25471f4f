import { describe, expect, it } from 'vitest';
import type { Issue } from '../../../src/domain/issue.ts';
import { bookOf, StormBook } from '../../../src/correlate/storm/storm-book.ts';
import { seeded } from '../../pipeline/storm-entries.ts';
import { redisStorm, Story } from '../story.ts';

function membersOf(story: Story): readonly Issue[] {
  redisStorm(story);
  return [...story.state.issues.values()];
}

describe('the book of a storm', () => {
  it('says of any rows what a new book says of them, whatever it was asked before', () => {
    const members = membersOf(new Story());
    const random = seeded(7);
    const book = new StormBook();
    let rows = members;
    for (let n = 0; n < 300; n += 1) {
      const at = Math.floor(random() * members.length);
      const changed = rows.map((row, place) => (place === at ? changedOf(row, random, n) : row));
      rows = random() < 0.2 ? changed.slice(1 + Math.floor(random() * 2)) : changed;
      if (rows.length < 2) rows = members;
      // A view of a moment ago may be asked once more.
      const asked = random() < 0.2 ? members : rows;
      const fresh = new StormBook();
      expect(book.said(asked)).toEqual(fresh.said(asked));
      expect(book.repeatsWording(asked)).toBe(fresh.repeatsWording(asked));
      for (const id of ['t0', 't1', 't2', 't3'])
        expect(book.knowsTrace(asked, id)).toBe(asked.some(({ traces }) => traces.includes(id)));
    }
  });

  it('is the same for as long as the storm is', () => {
    const story = new Story();
    redisStorm(story);
    const { storm } = story.storm;
    if (storm === null) throw new Error('There is no storm.');
    expect(bookOf(storm)).toBe(bookOf(storm));
    expect(bookOf({ ...storm })).not.toBe(bookOf(storm));
  });
});

function changedOf(row: Issue, random: () => number, n: number): Issue {
  const roll = random();
  if (roll < 0.3) return { ...row, lastAt: row.lastAt + 1 };
  if (roll < 0.6) return { ...row, traces: [`t${n % 4}`, `u${n}`].slice(Math.floor(random() * 2)) };
  if (roll < 0.8) return { ...row, service: `service-${n % 5}` };
  return { ...row, evidence: { ...row.evidence, names: [`name-${n % 3}`], traceId: null } };
}
