import { readFileSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import type { Hunted } from './bug-hunt.ts';
import type { Tally } from './campaign.ts';
import { Reach } from './judge/reach.ts';

/** What some run came to: its seeds, its bugs, or both. */
export interface Saved {
  readonly tally: Tally | null;
  readonly hunted: readonly Hunted[];
}

const count = z.number().nonnegative();
const tallyForm = z.object({
  ...{ played: count, last: count, virtualMs: count, tookMs: count, webhooks: count, wakings: count },
  failed: z.array(
    z.object({
      seed: count,
      broken: z.array(z.object({ rule: z.string(), at: count, what: z.string() })),
    }),
  ),
  reach: z.array(z.tuple([z.string(), count])),
});
const huntedForm = z.object({ bug: z.string(), seed: count.nullable(), after: count, rule: z.string() });
const form = z.object({ tally: tallyForm.nullable(), hunted: z.array(huntedForm) });

/** Keeps what came of a run. */
export function writeSaved(file: string, { tally, hunted }: Saved): void {
  const kept = tally && { ...tally, failed: tally.failed.map(({ seed, broken }) => ({ seed, broken })) };
  const text = { tally: kept && { ...kept, reach: [...kept.reach.counts] }, hunted };
  writeFileSync(file, `${JSON.stringify(text)}\n`);
}

/**
 * Reads what a run came to.
 * @throws Error when there is no such file, or it says something else.
 */
export function readSaved(file: string): Saved {
  const { tally, hunted } = form.parse(JSON.parse(readFileSync(file, 'utf8')));
  return { tally: tally && { ...tally, reach: reachOf(tally.reach) }, hunted };
}

/** Several runs as one; a sentence, where their seeds do not follow each other. */
export function joined(all: readonly Saved[]): Saved | string {
  const tallies = all.flatMap(({ tally }) => (tally === null ? [] : [tally])).sort((a, b) => a.last - b.last);
  const [first, ...others] = tallies;
  let tally = first ?? null;
  for (const next of others) {
    if (tally === null || next.last - next.played !== tally.last)
      return 'The seeds of these runs do not follow each other.';
    tally = both(tally, next);
  }
  return { tally, hunted: all.flatMap(({ hunted }) => hunted) };
}

function both(one: Tally, next: Tally): Tally {
  const sum = (of: (tally: Tally) => number): number => of(one) + of(next);
  return {
    last: next.last,
    played: sum(({ played }) => played),
    virtualMs: sum(({ virtualMs }) => virtualMs),
    tookMs: sum(({ tookMs }) => tookMs),
    webhooks: sum(({ webhooks }) => webhooks),
    wakings: sum(({ wakings }) => wakings),
    failed: [...one.failed, ...next.failed],
    reach: reachOf([...one.reach.counts, ...next.reach.counts]),
  };
}

function reachOf(counts: Iterable<readonly [string, number]>): Reach {
  const reach = new Reach();
  reach.add(counts);
  return reach;
}
