import chalk from 'chalk';
import { afterEach, describe, expect, it } from 'vitest';
import { folded, together, widthOf } from '../../../simulator/terminal/folded.ts';

const level = chalk.level;
afterEach(() => {
  chalk.level = level;
});

describe('a line that is longer than the terminal is wide', () => {
  it('goes on in further rows, set in, and loses nothing', () => {
    expect(folded('  Slack  4 posts, 10 updates, 0 limited', 20, 9)).toEqual([
      '  Slack  4 posts, 10',
      '         updates, 0',
      '         limited',
    ]);
    expect(folded('short', 20, 9)).toEqual(['short']);
  });

  it('keeps a figure and its noun together', () => {
    const line = ['4 posts', '10 updates', '0 × 429'].map(together).join(', ');
    expect(folded(line, 20)).toEqual(['4 posts, 10 updates,', '0 × 429']);
  });

  it.each([1, 7, 20, 33, 60, 79])(
    'is in no row longer than the terminal (%s columns), styles apart',
    (columns) => {
      chalk.level = 1;
      const line = `${chalk.bold('name')} ${chalk.yellow('█'.repeat(30))} ${chalk.dim('12345678901234567890 of it')} 日本語の名前`;
      const rows = folded(line, columns, 4);
      if (columns > 1) for (const row of rows) expect(widthOf(row)).toBeLessThanOrEqual(columns);
      const bare = (text: string): string => text.replaceAll(/\u001b\[[0-9;]*m|\s/g, '');
      expect(bare(rows.join(''))).toBe(bare(line));
    },
  );
});
