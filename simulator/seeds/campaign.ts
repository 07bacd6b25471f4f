import { say, sayWhole } from '../terminal/terminal.ts';
import { againBy } from './again-by.ts';
import { Reach } from './judge/reach.ts';
import type { Played } from './messages.ts';
import { playAll } from './pool.ts';
import { followProgress } from './progress.ts';

/** Making a story shorter means playing it some dozens of times: that is done for the first ones that fail. */
const mostShortened = 3;

/** Which stories are played, and how. */
export interface Campaign {
  readonly seeds: number;
  readonly from: number;
  readonly jobs: number;
  /** Places of events that are left out. */
  readonly without: readonly number[];
  /** A bug to put into the relay, which ends at the first story that finds it; null: none. */
  readonly bug: string | null;
}

/** Figures of all that was played. */
export interface Tally {
  readonly played: number;
  /** The last seed that was begun. */
  readonly last: number;
  readonly virtualMs: number;
  /** That it took, ms. */
  readonly tookMs: number;
  readonly webhooks: number;
  readonly wakings: number;
  /** By their seeds. */
  readonly failed: readonly Pick<Played, 'seed' | 'broken'>[];
  readonly reach: Reach;
}

/** Plays a range of seeds, and tells of each story that fails. */
export async function playRange({ seeds, from, jobs, without, bug }: Campaign): Promise<Tally> {
  const began = performance.now();
  const all: Played[] = [];
  let next = from;
  const progress = followProgress({ seeds, bug });
  const failed = (): readonly Played[] => all.filter(({ broken }) => broken.length > 0);
  await playAll({
    jobs: Math.max(1, Math.min(jobs, seeds)),
    bug,
    next: () => {
      if (next >= from + seeds || (bug !== null && failed().length > 0)) return null;
      next += 1;
      const shorten = bug === null && without.length === 0 && failed().length < mostShortened;
      return { seed: next - 1, without, shorten };
    },
    broke: (broke) => progress.broke(broke),
    played: (one) => {
      all.push(one);
      progress.clear();
      if (bug === null && one.broken.length > 0) tellFailure(one);
      progress.played(one);
    },
  });
  progress.clear();
  return { ...tallyOf(all), last: next - 1, tookMs: performance.now() - began };
}

function tallyOf(all: readonly Played[]): Omit<Tally, 'last' | 'tookMs'> {
  const reach = new Reach();
  for (const played of all) reach.add(played.reach);
  const sum = (of: (played: Played) => number): number => all.reduce((total, one) => total + of(one), 0);
  return {
    played: all.length,
    virtualMs: sum(({ virtualMs }) => virtualMs),
    webhooks: sum(({ accepted }) => accepted),
    wakings: sum(({ wakings }) => wakings),
    failed: all.filter(({ broken }) => broken.length > 0).sort((a, b) => a.seed - b.seed),
    reach,
  };
}

/** Plain words for how much was played, and how fast. */
export function tellTally({ played, last, virtualMs, tookMs, webhooks, wakings, failed }: Tally): void {
  const [minutes, virtual] = [tookMs / 60_000, virtualMs / 60_000];
  say(
    `Seeds ${last - played + 1} to ${last}: ${played} stories, ${(virtual / 60).toFixed(1)} storm-hours in ${minutes.toFixed(1)} minutes ` +
      `(${Math.round(virtual / minutes)} simulated minutes a minute); ${webhooks} webhooks, ${wakings} pages; ${failed.length} failed.`,
  );
}

function tellFailure({ seed, broken, left, history, lines }: Played): void {
  for (const { rule, at, what } of broken)
    say(`seed ${seed}, ${(at / 1_000).toFixed(3)} s: ${rule}: ${what}`);
  for (const line of [...history, ...lines.slice(-12)]) say(`  ${line}`);
  sayWhole(againBy(seed, left));
}
