import { drawOf } from './streams/draw.ts';
import { families } from './families/all.ts';
import type { Family } from './family.ts';
import type { Recipe } from './stream.ts';

/** Kinds of streams with outages. */
export const outageKinds = ['alone', 'one', 'one-cold', 'one-throttled', 'two'] as const;
export type OutageKind = (typeof outageKinds)[number];

/** What each kind is, for the table. */
export const kindWords: Readonly<Record<OutageKind, string>> = {
  alone: 'alone',
  one: 'one over noise',
  'one-cold': 'one over noise, cold',
  'one-throttled': 'one over noise, throttled',
  two: 'two over noise',
};

/** Which streams to judge. */
export interface Choice {
  readonly seeds: number;
  readonly set: 'a' | 'b' | 'all';
  readonly family: string | null;
}

/** Families that a choice names. A family matches by a part of its name. */
export function chosen({ set, family }: Choice): readonly Family[] {
  return families.filter(
    (one) => (set === 'all' || one.set === set) && (family === null || one.name.includes(family)),
  );
}

const warmSeconds = 3_600;
const coldSeconds = 120;

/**
 * The stream of one family, kind and seed. Two at once: the other family is drawn from all. A cold start and a
 * throttled rule tell the same outage as the plain kind, so that they can be compared.
 */
export function recipeOf(family: Family, kind: OutageKind, seed: number): Recipe {
  const over = kind === 'one-cold' || kind === 'one-throttled' ? 'one' : kind;
  const name = `${family.name}/${over}/${seed}`;
  const draw = drawOf(name);
  const other = draw.pick(families.filter((one) => one !== family));
  return {
    seed: name,
    families: kind === 'two' ? [family, other] : [family],
    noise: kind === 'alone' ? 0 : draw.pick([2, 5, 10]),
    history: kind === 'alone' ? 0 : kind === 'one-cold' ? coldSeconds : warmSeconds,
    quietFor: 0,
    throttled: kind === 'one-throttled',
  };
}

/** An hour of noise alone, after an hour of it or none. */
export function noiseRecipe(rate: number, seed: number, more: { cold: boolean; throttled: boolean }): Recipe {
  const history = more.cold ? 0 : warmSeconds;
  return {
    seed: `noise/${rate}/${seed}`,
    families: [],
    noise: rate,
    history,
    quietFor: 3_600,
    throttled: more.throttled,
  };
}
