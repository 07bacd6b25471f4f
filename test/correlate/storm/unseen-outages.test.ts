import { describe, expect, it } from 'vitest';
import { webhookOf } from '../../../bench/correlation/bodies.ts';
import { families } from '../../../bench/correlation/families/all.ts';
import type { Family } from '../../../bench/correlation/family.ts';
import { noiseRecipe, recipeOf, type OutageKind } from '../../../bench/correlation/kinds.ts';
import { noiseRow } from '../../../bench/correlation/streams/quiet.ts';
import { isInScope } from '../../../bench/correlation/scope.ts';
import { softRow } from '../../../bench/correlation/soft.ts';
import { streamOf, type Stream } from '../../../bench/correlation/stream.ts';
import { scoreOf, tallyOf, type Tally } from '../../../bench/correlation/tally.ts';
import { vMeasure } from '../../../bench/correlation/v-measure.ts';
import { judged } from '../../../bench/correlation/verdict.ts';

const seed = 101;

/** A few families of a set, evenly over the list, so that each subject has its turn. */
function some(set: Family['set'], count: number): readonly Family[] {
  const all = families.filter((family) => family.set === set);
  return Array.from({ length: count }, (_, place) => all[Math.floor((place * all.length) / count)]!);
}

function tally(set: Family['set'], count: number, kind: OutageKind): Tally {
  return tallyOf(some(set, count).map((family) => scoreOf(judged(streamOf(recipeOf(family, kind, seed))))));
}

// `npm run bench:correlation` prints the whole table; these floors only catch what breaks. Nothing here is chance.
describe('outages in words that the brain was not written for', () => {
  it('of known kinds are told apart from noise, and somebody is paged', () => {
    const { vInScope, missed, twice, dead } = tally('a', 7, 'one');
    expect(vInScope).toBeGreaterThan(0.68);
    expect(missed).toBeLessThanOrEqual(2);
    expect(twice).toBeLessThanOrEqual(1);
    expect(dead).toBe(0);
  });

  it('after public post-mortems are told apart from noise, and somebody is paged', () => {
    const { vInScope, missed, twice } = tally('b', 8, 'one');
    expect(vInScope).toBeGreaterThan(0.33);
    expect(missed).toBeLessThanOrEqual(5);
    expect(twice).toBeLessThanOrEqual(3);
  });

  it('are told apart where two begin within two minutes', () => {
    const { vInScope, missed, twice } = tally('a', 4, 'two');
    expect(vInScope).toBeGreaterThan(0.51);
    expect(missed).toBeLessThanOrEqual(5);
    expect(twice).toBeLessThanOrEqual(1);
  });

  it('take independent errors of struck services for a part of them seldom, and end without them', () => {
    const { strangers, visible, swallowed, storms, closed } = softRow(some('a', 4), 1);
    expect(swallowed / strangers).toBeLessThan(0.1);
    expect(visible / strangers).toBeGreaterThan(0.4);
    expect(closed).toBe(storms);
    expect(storms).toBeGreaterThan(0);
  });
});

describe('noise alone', () => {
  it('wakes nobody, after an hour of it or from a cold start', () => {
    expect(noiseRow(2, 'warm', 2).reasons).toEqual([]);
    expect(noiseRow(10, 'cold', 2).reasons).toEqual([]);
  });
});

describe('the streams', () => {
  const streams = (): Stream[] => [
    streamOf(recipeOf(families[3]!, 'two', seed)),
    streamOf({ ...noiseRecipe(10, seed, { cold: true, throttled: true }), quietFor: 600 }),
  ];
  const bodiesOf = (stream: Stream): string[] =>
    stream.happenings.map((happening, number) => webhookOf(happening, stream.seed, number).body);

  it('are the same for the same seed, and in the order of time', () => {
    const [stream, again] = [streams()[0]!, streams()[0]!];
    expect(bodiesOf(again)).toEqual(bodiesOf(stream));
    const times = stream.happenings.map(({ at }) => at);
    expect(times).toEqual(times.toSorted((one, other) => one - other));
  });

  it('tell the brain nothing of what the judge knows', () => {
    for (const body of streams().flatMap(bodiesOf)) expect(body).not.toMatch(/outage|noise|stranger|family/i);
  });

  it('fill every word of every family', () => {
    for (const family of families) {
      const { happenings } = streamOf(recipeOf(family, 'alone', seed));
      const issues = new Map(happenings.map((happening) => [happening.trouble.issue, happening]));
      for (const happening of issues.values()) {
        expect(JSON.parse(webhookOf(happening, family.name, 1).body)).toHaveProperty('data');
      }
    }
  });

  it('tell an issue behind a throttled rule once in 30 min', () => {
    const last = new Map<string, number>();
    for (const { at, kind, trouble } of streams()[1]!.happenings) {
      if (kind !== 'event') continue;
      expect(at - (last.get(trouble.issue) ?? -Infinity)).toBeGreaterThanOrEqual(1_800);
      last.set(trouble.issue, at);
    }
    expect(last.size).toBeGreaterThan(20);
  });
});

describe('what is measured', () => {
  it('is 1 for equal partitions, whatever their names', () => {
    expect(vMeasure([['x', '1'], ['x', '1'], ['y', '2']])).toEqual({ homogeneity: 1, completeness: 1, v: 1 }); // prettier-ignore
  });

  it('is 0 where the clusters say nothing, and between for a split', () => {
    const { v } = vMeasure([['x', '1'], ['y', '1']]); // prettier-ignore
    expect(v).toBe(0);
    // Three of one cause, one of them alone: H(K|C) over H(K) by hand.
    const split = vMeasure([['x', '1'], ['x', '1'], ['x', '2'], ['y', '3']]); // prettier-ignore
    expect(split.homogeneity).toBe(1);
    expect(split.completeness).toBeCloseTo(1 - (0.75 * 0.6365142) / 1.0397208, 5);
  });

  it('asks only for outages that are large within a minute', () => {
    const { happenings } = streamOf(recipeOf(families[3]!, 'alone', seed));
    const [first] = happenings;
    const issues = (count: number, apart: number, services: number) =>
      Array.from({ length: count }, (_, place) => ({
        ...first!,
        at: place * apart,
        trouble: { ...first!.trouble, issue: String(place), service: { ...first!.trouble.service, name: `s${place % services}` } }, // prettier-ignore
      }));
    expect(isInScope(issues(5, 12, 1))).toBe(true);
    expect(isInScope(issues(4, 12, 2))).toBe(false);
    expect(isInScope(issues(3, 12, 3))).toBe(true);
    expect(isInScope(issues(9, 40, 9))).toBe(false);
    const loud = issues(4, 2, 2).flatMap((one) => [
      one,
      { ...one, at: one.at + 10 },
      { ...one, at: one.at + 20 },
    ]);
    expect(isInScope(loud)).toBe(true);
  });
});
