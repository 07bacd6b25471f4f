import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { availableParallelism } from 'node:os';
import { complain, say, sayWhole } from '../terminal/terminal.ts';
import { plantedBugs } from './bugs/planted.ts';
import { Reach } from './judge/reach.ts';
import type { Played } from './messages.ts';
import { playAll } from './pool.ts';

/** Making a story shorter means playing it some dozens of times: that is done for the first ones that fail. */
const mostShortened = 3;

/** What the command line asks for. */
interface Flags {
  readonly seeds: number;
  readonly from: number;
  readonly jobs: number;
  readonly without: readonly number[];
  readonly bug?: string;
}

/** So many seeds have to reach everything that can be reached. */
const reachesAllIn = 1_000;

/** Runs `npm run simulate-seeds`; 0: everything held, 1: something did not, 2: wrong use. */
export async function runCli(args: readonly string[]): Promise<number> {
  const command = program();
  try {
    command.parse([...args], { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    throw error;
  }
  return play(command.opts<Flags>());
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

/** Figures of all that was played. */
interface Tally {
  played: number;
  virtualMs: number;
  webhooks: number;
  wakings: number;
  readonly failed: Played[];
  readonly reach: Reach;
}

async function play({ seeds, from, jobs, without, ...flags }: Flags): Promise<number> {
  const bug = flags.bug ?? null;
  const began = performance.now();
  const tally: Tally = { played: 0, virtualMs: 0, webhooks: 0, wakings: 0, failed: [], reach: new Reach() };
  let next = from;
  const isFound = (): boolean => bug !== null && tally.failed.length > 0;
  await playAll({
    jobs: Math.max(1, Math.min(jobs, seeds)),
    bug,
    next: () => {
      if (next >= from + seeds || isFound()) return null;
      next += 1;
      const shorten = bug === null && without.length === 0 && tally.failed.length < mostShortened;
      return { seed: next - 1, without, shorten };
    },
    played: (one) => {
      note(tally, one);
      if (bug === null && one.broken.length > 0) tellFailure(one);
    },
  });
  const minutes = (performance.now() - began) / 60_000;
  const virtual = tally.virtualMs / 60_000;
  say(
    `Seeds ${from} to ${next - 1}: ${tally.played} stories, ${(virtual / 60).toFixed(1)} storm-hours in ${minutes.toFixed(1)} minutes ` +
      `(${Math.round(virtual / minutes)} simulated minutes a minute); ${tally.webhooks} webhooks, ${tally.wakings} pages; ${tally.failed.length} failed.`,
  );
  if (bug !== null) return tellFound(bug, tally, from);
  for (const line of tally.reach.table()) sayWhole(line);
  return tally.failed.length > 0 || isIdle(tally) ? 1 : 0;
}

function note(tally: Tally, played: Played): void {
  tally.played += 1;
  tally.virtualMs += played.virtualMs;
  tally.webhooks += played.accepted;
  tally.wakings += played.wakings;
  tally.reach.add(played.reach);
  if (played.broken.length > 0) tally.failed.push(played);
}

function tellFailure({ seed, broken, left, history, lines }: Played): void {
  for (const { rule, at, what } of broken)
    say(`seed ${seed}, ${(at / 1_000).toFixed(3)} s: ${rule}: ${what}`);
  for (const line of [...history, ...lines.slice(-12)]) say(`  ${line}`);
  const without = left.length === 0 ? '' : ` --without ${left.join(',')}`;
  sayWhole(`npm run simulate-seeds -- --seeds 1 --from ${seed}${without}`);
}

function tellFound(bug: string, { failed }: Tally, from: number): number {
  const first = failed.sort((a, b) => a.seed - b.seed)[0];
  if (first === undefined) {
    say(`The bug ${bug} was not found.`);
    return 1;
  }
  say(
    `The bug ${bug} was found by seed ${first.seed}, after ${first.seed - from + 1} seeds: ${first.broken[0]?.rule ?? ''}.`,
  );
  return 0;
}

/** A fault that meets nothing proves nothing. */
function isIdle({ played, reach }: Tally): boolean {
  const missed = reach.missed();
  if (missed.length === 0) return false;
  say(`Never met: ${missed.join(', ')}.`);
  if (played < reachesAllIn) return false;
  complain(`In ${played} stories these never met, so nothing is known of them: ${missed.join(', ')}.`);
  return true;
}
