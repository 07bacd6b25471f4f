import { complain, say, sayWhole } from '../terminal/terminal.ts';
import { playRange, type Campaign } from './campaign.ts';

/** What became of a bug that was put into the relay. */
export interface Hunted {
  readonly bug: string;
  /** The first seed that finds it; null: none did. */
  readonly seed: number | null;
  /** How many stories that took. */
  readonly after: number;
  /** What that story broke. */
  readonly rule: string;
}

/** Plays stories with each of the bugs until one finds it, and tells how many that took. */
export async function hunt(
  bugs: readonly string[],
  campaign: Omit<Campaign, 'bug' | 'without'>,
): Promise<readonly Hunted[]> {
  const all: Hunted[] = [];
  for (const bug of bugs) {
    const { failed, played } = await playRange({ ...campaign, without: [], bug });
    const first = failed[0];
    const seed = first?.seed ?? null;
    const after = seed === null ? played : seed - campaign.from + 1;
    const hunted = { bug, seed, after, rule: first?.broken[0]?.rule ?? '' };
    all.push(hunted);
    sayWhole(lineOf(hunted));
  }
  tellSum(all);
  return all;
}

/** Tells what a hunt came to that was saved. */
export function tellHunted(all: readonly Hunted[]): void {
  for (const hunted of all) sayWhole(lineOf(hunted));
  tellSum(all);
}

function tellSum(all: readonly Hunted[]): void {
  const found = all.filter(({ seed }) => seed !== null);
  say(
    `${found.length} of ${all.length} planted bugs found${found.length === 0 ? '' : `, median after ${medianOf(found)} seeds`}.`,
  );
  for (const { bug, seed, after } of all)
    if (seed === null) complain(`The bug ${bug} was not found by ${after} stories.`);
}

function lineOf({ bug, seed, after, rule }: Hunted): string {
  const found = seed === null ? `not found by ${after} seeds` : `found by seed ${seed}`;
  return `${bug.padEnd(28)}${found.padEnd(24)}${rule}`;
}

/** How many stories it took in the middle. */
export function medianOf(found: readonly Pick<Hunted, 'after'>[]): number {
  const sorted = found.map(({ after }) => after).sort((a, b) => a - b);
  const [low, high] = [
    sorted[Math.ceil(sorted.length / 2) - 1] ?? 0,
    sorted[Math.floor(sorted.length / 2)] ?? 0,
  ];
  return (low + high) / 2;
}
