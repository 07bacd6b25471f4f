import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { complain, onClosedOutput, say, sayWhole } from '../terminal/terminal.ts';
import { hunt, tellHunted } from './bug-hunt.ts';
import { plantedBugs } from './bugs/planted.ts';
import { playRange, tellTally, type Tally } from './campaign.ts';
import { readmeLine, withLine } from './readme-line.ts';
import { joined, readSaved, writeSaved, type Saved } from './saved.ts';
import { reachLine, verdictLine, verdictOf } from './verdict.ts';

/** What the command line asks for. */
interface Flags {
  readonly seeds: number;
  readonly from: number;
  readonly jobs: number;
  readonly without: readonly number[];
  readonly bug?: string;
  readonly bugs?: boolean;
  readonly line?: string;
  readonly save?: string;
  readonly saved?: readonly string[];
}

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
  // What was found goes on to the file, and to the exit code.
  onClosedOutput(() => undefined);
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
    .option('--save <file>', 'keeps what came of it in the file')
    .option(
      '--saved <files...>',
      'plays nothing: takes what such files keep, of seeds that follow each other and of bugs',
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

async function run(flags: Flags): Promise<number> {
  const { line, save } = flags;
  const came = flags.saved === undefined ? await play(flags) : joined(flags.saved.map(readSaved));
  if (typeof came === 'string') {
    complain(came);
    return 2;
  }
  if (save !== undefined) writeSaved(save, came);
  if (flags.saved !== undefined) {
    if (came.tally !== null) tell(came.tally);
    if (came.hunted.length > 0) tellHunted(came.hunted);
  }
  const verdict = verdictOf(came);
  const code = line !== undefined && verdict.held ? writeLine(line, came) : verdict.held ? 0 : 1;
  if (code !== 2) say(verdictLine(verdict));
  return code;
}

async function play({ line, bug, bugs, ...flags }: Flags): Promise<Saved> {
  if (bug !== undefined) return { tally: null, hunted: await hunt([bug], flags) };
  const tally = bugs === true ? null : await playRange({ ...flags, bug: null });
  if (tally !== null) tell(tally);
  const { jobs } = flags;
  const isHunt = bugs === true || line !== undefined;
  const all = { jobs, from: 1, seeds: findsAllIn };
  return { tally, hunted: isHunt ? await hunt(Object.keys(plantedBugs), all) : [] };
}

function tell(tally: Tally): void {
  tellTally(tally);
  for (const row of tally.reach.table()) sayWhole(row);
  say(reachLine(tally));
}

function writeLine(file: string, { tally, hunted }: Saved): number {
  if (tally === null || hunted.length < Object.keys(plantedBugs).length) {
    complain('The line tells of seeds and of every bug: both have to be played.');
    return 2;
  }
  const line = readmeLine(tally, hunted);
  sayWhole(line);
  writeFileSync(file, withLine(readFileSync(file, 'utf8'), line));
  return 0;
}
