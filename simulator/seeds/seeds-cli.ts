import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { complain, say, sayWhole } from '../terminal/terminal.ts';
import { hunt, type Hunted } from './bug-hunt.ts';
import { plantedBugs } from './bugs/planted.ts';
import { playRange, tellTally, type Tally } from './campaign.ts';
import { readmeLine, withLine } from './readme-line.ts';

/** What the command line asks for. */
interface Flags {
  readonly seeds: number;
  readonly from: number;
  readonly jobs: number;
  readonly without: readonly number[];
  readonly bug?: string;
  readonly bugs?: boolean;
  readonly line?: string;
}

/** So many seeds have to reach everything that can be reached. */
const reachesAllIn = 1_000;
/** Each bug has to be found by so many, from the first on. */
const findsAllIn = 500;

/** Runs `npm run simulate-seeds`; 0: everything held, 1: something did not, 2: wrong use. */
export async function runCli(args: readonly string[]): Promise<number> {
  const command = program();
  try {
    command.parse([...args], { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    throw error;
  }
  return run(command.opts<Flags>());
}

function program(): Command {
  return new Command('npm run simulate-seeds --')
    .description(
      'Plays stories of outages and faults against the relay, in virtual time, and judges each step.',
    )
    .addOption(new Option('--seeds <n>', 'how many stories').argParser(wholeNumber).default(100))
    .addOption(new Option('--from <n>', 'the first seed').argParser(wholeNumber).default(1))
    .addOption(
      new Option('--jobs <n>', 'so many processes').argParser(wholeNumber).default(availableParallelism()),
    )
    .addOption(
      new Option('--without <places>', 'leaves out these events of the story, by their places: 3,7')
        .argParser((text) => text.split(',').map(wholeNumber))
        .default([]),
    )
    .addOption(
      new Option('--bug <name>', 'puts a bug into the relay, and plays until it is found').choices(
        Object.keys(plantedBugs),
      ),
    )
    .option('--bugs', `puts in one bug after the other: ${findsAllIn} seeds have to find each`)
    .option(
      '--line <file>',
      'plays the seeds and all bugs, and where everything held writes a line into the file',
    )
    .configureOutput({
      writeOut: (text) => say(text.trimEnd()),
      writeErr: (text) => complain(text.trimEnd()),
    })
    .exitOverride();
}

function wholeNumber(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('It has to be a whole number.');
  return Number(text);
}

async function run({ line, ...flags }: Flags): Promise<number> {
  if (line !== undefined) return writeLine(line, flags);
  if (flags.bugs === true) return isFound(await huntAll(flags)) ? 0 : 1;
  if (flags.bug !== undefined) return isFound(await hunt([flags.bug], flags)) ? 0 : 1;
  return isSound(await playAndTell(flags)) ? 0 : 1;
}

function huntAll({ jobs }: Pick<Flags, 'jobs'>): Promise<readonly Hunted[]> {
  return hunt(Object.keys(plantedBugs), { jobs, from: 1, seeds: findsAllIn });
}

function isFound(hunted: readonly Hunted[]): boolean {
  return hunted.every(({ seed }) => seed !== null);
}

async function playAndTell(flags: Omit<Flags, 'bug'>): Promise<Tally> {
  const tally = await playRange({ ...flags, bug: null });
  tellTally(tally);
  for (const row of tally.reach.table()) sayWhole(row);
  return tally;
}

async function writeLine(file: string, flags: Flags): Promise<number> {
  const tally = await playAndTell(flags);
  const hunted = await huntAll(flags);
  if (!isSound(tally) || !isFound(hunted)) return 1;
  const line = readmeLine(tally, hunted);
  sayWhole(line);
  writeFileSync(file, withLine(readFileSync(file, 'utf8'), line));
  return 0;
}

/** Nothing failed; and a fault that meets nothing proves nothing. */
function isSound({ played, failed, reach }: Tally): boolean {
  const missed = reach.missed();
  const isIdle = missed.length > 0 && played >= reachesAllIn;
  if (isIdle)
    complain(`In ${played} stories these never met, so nothing is known of them: ${missed.join(', ')}.`);
  else if (missed.length > 0)
    say(`Never met: ${missed.join(', ')}. (${reachesAllIn} stories have to meet all; fewer need not.)`);
  return failed.length === 0 && !isIdle;
}
