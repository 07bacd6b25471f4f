import type { Command } from 'commander';
import { describeSettings } from '../config/describe.ts';
import { loadSettings } from '../config/load.ts';
import { hanging, print } from './print.ts';

/** `stormrelay check`: says what the environment means, without starting anything. */
export function addCheck(program: Command): void {
  program.command('check').description('Check the configuration and say what it means.').action(check);
}

function check(): void {
  const { settings, hints } = loadSettings(process.env);
  const lines = describeSettings(settings);
  const width = Math.max(...lines.map(({ name }) => name.length));
  for (const { name, value } of lines) print(`${name.padEnd(width)}  ${hanging(value, width + 2)}`);
  for (const hint of hints) print(`hint: ${hint}`);
  print('The configuration is sound.');
}
