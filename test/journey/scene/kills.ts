import { DatabaseSync } from 'node:sqlite';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { SeededRandom } from '../../../simulator/seeded-random.ts';
import { until, type Journey } from './journey.ts';
import { becomesReady } from './relay-life.ts';

/** What a relay is doing when it is killed. */
export type Moment = 'running' | 'starting' | 'pruning';

/** What whoever kills has to know. */
export interface Kills {
  readonly of: Journey;
  readonly random: SeededRandom;
  /** How long the first start took, in real ms: another one is killed within that. */
  readonly startMs: number;
  /** How many webhooks were accepted so far. */
  readonly accepted: () => number;
  /** How long the storm goes on, virtual ms. */
  readonly sinceMs: () => number;
  /** Hears of each kill. */
  readonly told: (moment: Moment) => void;
}

/** What one step of a prune removes at most. */
export const aStep = 200;

/** Webhooks that each life accepts at least that ends while running, so that the storm has a size on every machine. */
export const leastALife = 15;

/** Kills the relay without warning and starts it again; answers with what it was doing each time, as far as seen. */
export async function killAgainAndAgain(
  kills: Kills,
  moments: readonly Moment[],
): Promise<readonly Moment[]> {
  const { of } = kills;
  const struck: Moment[] = [];
  for (const moment of moments) {
    const was = await untilThen[moment](kills);
    kills.told(was);
    struck.push(was);
    of.spawn();
  }
  await becomesReady(of.relay(), of.url);
  return struck;
}

/** Kills it whatever it is doing; answers with what that was. */
export async function killAsItIs(of: Journey): Promise<Moment> {
  const isReady = await of.api.readiness().then(
    ({ ready }) => ready,
    () => false,
  );
  await of.kill();
  return isReady ? 'running' : 'starting';
}

/** Kills it within a prune that goes on: one step of it takes up to 200, and it was not over if more are left. */
export async function killInPrune(of: Journey): Promise<Moment> {
  await of.kill();
  return kept(of).count > aStep ? 'pruning' : 'running';
}

const untilThen: Readonly<Record<Moment, (kills: Kills) => Promise<Moment>>> = {
  starting: async ({ of, random, startMs }) => {
    await delay(random.int(startMs));
    return killAsItIs(of);
  },
  running: async ({ of, random, accepted }) => {
    await becomesReady(of.relay(), of.url);
    const enough = accepted() + leastALife + random.int(45);
    await until('the relay accepts webhooks', () => accepted() >= enough);
    await delay(random.int(30));
    await of.kill();
    return 'running';
  },
  pruning: async ({ of, random }) => {
    await becomesReady(of.relay(), of.url);
    await untilPruning(of, random);
    return killInPrune(of);
  },
};

/** Returns a few steps behind the first one of a prune. */
async function untilPruning(of: Journey, random: SeededRandom): Promise<void> {
  const { first } = kept(of);
  const late = performance.now() + 100_000;
  while (kept(of).first === first) {
    if (performance.now() > late) throw new Error('It never came: a prune.');
    await delay(1);
  }
  await delay(random.int(10));
}

/** The oldest entry that is still in the file, and how many there are. */
export function kept({ folder }: Journey): { readonly first: number; readonly count: number } {
  const database = new DatabaseSync(path.join(folder, 'stormrelay.db'), { readOnly: true, timeout: 10_000 });
  try {
    const row = database.prepare('SELECT min(seq) AS first, count(*) AS count FROM inbox').get();
    return { first: Number(row?.['first']), count: Number(row?.['count']) };
  } finally {
    database.close();
  }
}
