import chalk from 'chalk';
import { afterEach, describe, expect, it } from 'vitest';
import { heedNoColor } from '../../../simulator/terminal/colours.ts';
import { harmless } from '../../../simulator/terminal/harmless.ts';
import { columnsOf, passable } from '../../../simulator/terminal/terminal.ts';

const level = chalk.level;
afterEach(() => {
  chalk.level = level;
});

describe('what the simulator prints', () => {
  it('steers no terminal, whatever a title, a message or a relay says', () => {
    const evil = 'a\u001b]0;owned\u0007\u001b[2J\u001b[8mhidden\u009b1A\r\u202e\u200b\u{e0041}\ud800\nb';
    for (const shown of [harmless(evil), passable(evil)]) {
      expect(shown).not.toMatch(/[^\P{Cc}\n\t]|[\p{Cs}\u202e\u200b\u{e0041}]/u);
      expect(shown).toContain('\\u001b]0;owned');
    }
    expect(harmless('🔥 👩🏽‍💻 ❤️ naïve 日本')).toBe('🔥 👩🏽‍💻 ❤️ naïve 日本');
    expect(harmless('ad\u200dmin')).toBe('ad\\u200dmin');
  });

  it('has the styles that it adds itself, and none where there are no colours', () => {
    chalk.level = 1;
    const line = `${chalk.bold('name')} ${chalk.green.bold('PASS')} ${chalk.dim('seed')}`;
    expect(passable(line)).toBe(line);
    chalk.level = 0;
    expect(passable(line)).toBe('name PASS seed');
  });
});

describe('colours', () => {
  it.each([
    [{ NO_COLOR: '1' }, 0],
    [{ NO_COLOR: 'false' }, 0],
    [{ NO_COLOR: '' }, 2],
    [{}, 2],
    // chalk has read FORCE_COLOR itself; what asks for colour by force has it.
    [{ NO_COLOR: '1', FORCE_COLOR: '1' }, 2],
  ])('with %j on a terminal: level %s', (env, expected) => {
    chalk.level = 2;
    heedNoColor(env);
    expect(chalk.level).toBe(expected);
  });
});

describe('the width of a terminal', () => {
  it.each([
    [80, {}, 80],
    [120, { COLUMNS: '60' }, 60],
    // A wider row than the terminal's own would be cut or broken by it.
    [80, { COLUMNS: '200' }, 80],
    [0, { COLUMNS: '60' }, 60],
    [0, {}, 80],
    [undefined, { COLUMNS: 'wide' }, 80],
    [3, {}, 20],
  ])('of %s columns with %j is %s', (own, env, columns) => {
    expect(columnsOf(own, env)).toBe(columns);
  });
});
