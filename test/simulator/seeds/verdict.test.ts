import chalk from 'chalk';
import { describe, expect, it } from 'vitest';
import type { Tally } from '../../../simulator/seeds/campaign.ts';
import { meetings, Reach } from '../../../simulator/seeds/judge/reach.ts';
import { reachLine, verdictLine, verdictOf } from '../../../simulator/seeds/verdict.ts';

const all = meetings.length;

/** So many stories, of which these seeds failed, and in which so much met. */
function tallyOf(played: number, failed: readonly number[], met: number = all): Tally {
  const reach = new Reach();
  reach.add(meetings.slice(0, met).map((key) => [key, 1] as const));
  const figures = { virtualMs: 600_000, tookMs: 1_000, webhooks: 9, wakings: 2 };
  const broken = [{ rule: 'I4', at: 5_000, what: 'two messages' }];
  return { played, last: played, ...figures, failed: failed.map((seed) => ({ seed, broken })), reach };
}

const found = { bug: 'look-once', seed: 12, after: 12, rule: 'I4' };
const hidden = { bug: 'forget-the-epoch', seed: null, after: 500, rule: '' };

chalk.level = 0;
const lineOf = (of: Parameters<typeof verdictOf>[0]): string => verdictLine(verdictOf(of));

describe('the last line of a run', () => {
  it('says that everything held, of stories, of planted bugs, or of both', () => {
    expect(lineOf({ tally: tallyOf(1, [], 3), hunted: [] })).toBe('PASS 1 story held');
    expect(lineOf({ tally: tallyOf(3_000, []), hunted: [found, found] })).toBe(
      'PASS 3,000 stories held; 2 of 2 planted bugs found',
    );
    expect(lineOf({ tally: null, hunted: [found] })).toBe('PASS 1 of 1 planted bugs found');
  });

  it('says what failed, and of which seeds', () => {
    expect(lineOf({ tally: tallyOf(100, [17]), hunted: [found, hidden] })).toBe(
      'FAIL 1 of 100 stories failed (seed 17); 1 of 2 planted bugs not found',
    );
    const many = Array.from({ length: 12 }, (_, n) => n + 1);
    expect(lineOf({ tally: tallyOf(100, many), hunted: [] })).toBe(
      'FAIL 12 of 100 stories failed (seeds 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, …)',
    );
  });

  it('fails a long run in which something never met, and no shorter one', () => {
    expect(verdictOf({ tally: tallyOf(999, [], all - 1), hunted: [] }).held).toBe(true);
    expect(lineOf({ tally: tallyOf(1_000, [], all - 1), hunted: [] })).toBe(
      `FAIL 1 of ${all} meetings never took place`,
    );
  });
});

describe('how much met', () => {
  it('is a figure where not all of it had to, and else names what never did', () => {
    expect(reachLine(tallyOf(5, [], 7))).toBe(
      `7 of ${all} meetings took place; only from 1,000 stories on all of them have to.`,
    );
    expect(reachLine(tallyOf(1_000, []))).toBe(`${all} of ${all} meetings took place.`);
    expect(reachLine(tallyOf(1_000, [], all - 1))).toContain(`nothing is known of them: ${meetings.at(-1)}.`);
  });
});
