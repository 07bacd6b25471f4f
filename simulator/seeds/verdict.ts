import chalk from 'chalk';
import type { Tally } from './campaign.ts';
import { meetings } from './judge/reach.ts';
import type { Played } from './messages.ts';
import type { Saved } from './saved.ts';

/** So many stories have to meet everything that can meet. */
const meetsAllIn = 1_000;

/** What a run came to. */
interface Verdict {
  readonly held: boolean;
  /** What held, or what did not. */
  readonly why: readonly string[];
}

/** Nothing failed, every bug was found, and what could meet has met: a fault that meets nothing proves nothing. */
export function verdictOf({ tally, hunted }: Pick<Saved, 'tally' | 'hunted'>): Verdict {
  const failed = tally?.failed ?? [];
  const idle = tally === null || !mustMeetAll(tally) ? 0 : tally.reach.missed().length;
  const hidden = hunted.filter(({ seed }) => seed === null);
  const wrong = [
    ...(tally === null || failed.length === 0
      ? []
      : [`${failed.length} of ${stories(tally)} failed (${seedsOf(failed)})`]),
    ...(idle === 0 ? [] : [`${idle} of ${meetings.length} meetings never took place`]),
    ...(hidden.length === 0 ? [] : [`${hidden.length} of ${hunted.length} planted bugs not found`]),
  ];
  if (wrong.length > 0) return { held: false, why: wrong };
  const right = [
    ...(tally === null ? [] : [`${stories(tally)} held`]),
    ...(hunted.length === 0 ? [] : [`${hunted.length} of ${hunted.length} planted bugs found`]),
  ];
  return { held: true, why: right };
}

/** The last line of a run, for whoever reads nothing else. */
export function verdictLine({ held, why }: Verdict): string {
  return `${held ? chalk.green.bold('PASS') : chalk.red.bold('FAIL')} ${why.join('; ')}`;
}

/** How much of what can meet has met: by name what has not, where it had to. */
export function reachLine(tally: Pick<Tally, 'played' | 'reach'>): string {
  const missed = tally.reach.missed();
  const met = `${meetings.length - missed.length} of ${meetings.length} meetings took place`;
  if (!mustMeetAll(tally))
    return `${met}; only from ${meetsAllIn.toLocaleString('en')} stories on all of them have to.`;
  if (missed.length === 0) return `${met}.`;
  return `${met}. These never did, so nothing is known of them: ${missed.join(', ')}.`;
}

function mustMeetAll({ played }: Pick<Tally, 'played'>): boolean {
  return played >= meetsAllIn;
}

const mostNamed = 10;

function seedsOf(failed: readonly Pick<Played, 'seed'>[]): string {
  const named = failed.slice(0, mostNamed).map(({ seed }) => seed);
  const word = failed.length === 1 ? 'seed' : 'seeds';
  return `${word} ${named.join(', ')}${failed.length > mostNamed ? ', …' : ''}`;
}

function stories({ played }: Pick<Tally, 'played'>): string {
  return played === 1 ? '1 story' : `${played.toLocaleString('en')} stories`;
}
