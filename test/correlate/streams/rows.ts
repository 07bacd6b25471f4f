import { diceOf } from './dice.ts';
import { scoreOf } from './measure.ts';
import { families } from './outage.ts';
import type { StreamPlan } from './stream.ts';

/** One line of the table of qualities: means over seeds, and sums of what should not happen. */
export interface Row {
  readonly name: string;
  readonly streams: number;
  readonly v: number;
  readonly worst: number;
  readonly falseStormsAnHour: number;
  readonly missed: number;
  readonly extraPages: number;
}

/** Scores each family alone or over noise, `seeds` times each. */
export function oneOutage(name: string, seeds: readonly number[], rest: Partial<StreamPlan>): Row {
  const plans = families.flatMap(({ name: family }) => seeds.map((seed) => plan(seed, [family], rest)));
  return rowOf(name, plans);
}

/** Scores pairs of different families that begin within 90 s of each other, one pair a seed and family. */
export function twoOutages(name: string, seeds: readonly number[], rest: Partial<StreamPlan>): Row {
  const plans = families.flatMap(({ name: family }, n) =>
    seeds.map((seed) => {
      const dice = diceOf(seed * 101 + n);
      const other = dice.pick(families.filter((one) => one.name !== family));
      return plan(seed * 31 + n, [family, other.name], rest, dice.next() * 1.5);
    }),
  );
  return rowOf(name, plans);
}

/** Counts false storms in hours of noise. */
export function pureNoise(name: string, seeds: readonly number[], hours: number, noiseAMinute: number): Row {
  return rowOf(
    name,
    seeds.map((seed) => ({ seed, minutes: hours * 60, noiseAMinute, outages: [] })),
  );
}

function plan(seed: number, names: readonly string[], rest: Partial<StreamPlan>, apart = 0): StreamPlan {
  const noiseAMinute = 2 + (seed % 9);
  const outages = names.map((family, n) => ({ family, minute: 30 + n * apart }));
  return { seed: seed * 7 + names.join().length, minutes: 45, noiseAMinute, outages, ...rest };
}

function rowOf(name: string, plans: readonly StreamPlan[]): Row {
  const scores = plans.map(scoreOf);
  const hours = plans.reduce((sum, { minutes }) => sum + minutes / 60, 0);
  const total = (of: (score: (typeof scores)[number]) => number): number =>
    scores.reduce((sum, score) => sum + of(score), 0);
  return {
    name,
    streams: plans.length,
    v: total((score) => score.v) / plans.length,
    worst: Math.min(...scores.map((score) => score.v)),
    falseStormsAnHour: total((score) => score.falseStorms) / hours,
    missed: total((score) => score.missed),
    extraPages: total((score) => score.extraPages),
  };
}
