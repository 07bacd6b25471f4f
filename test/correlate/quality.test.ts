import { describe, expect, it } from 'vitest';
import { streamOf } from './streams/stream.ts';
import { families } from './streams/outage.ts';
import { oneOutage, pureNoise, twoOutages } from './streams/rows.ts';
import { vMeasure } from './streams/measure.ts';

// The bench prints the whole table; these floors only catch what breaks. Seeds are fixed, so nothing here is chance.
const seeds = [11, 12, 13];

describe('sorting labelled streams', () => {
  it('recognises each family of outages over noise, with one page each', () => {
    const row = oneOutage('one over noise', seeds, {});
    expect(row.streams).toBe(families.length * seeds.length);
    expect(row.v).toBeGreaterThan(0.96);
    expect(row.missed).toBe(0);
    expect(row.extraPages).toBeLessThanOrEqual(1);
  });

  it('keeps two outages that overlap apart', () => {
    const row = twoOutages('two over noise', seeds, {});
    expect(row.v).toBeGreaterThan(0.92);
    expect(row.missed + row.extraPages).toBeLessThanOrEqual(2);
  });

  it('recognises outages of which Sentry tells each issue only once', () => {
    const row = oneOutage('throttled', seeds, { throttled: true });
    expect(row.v).toBeGreaterThan(0.94);
  });

  it('opens hardly a storm in hours of noise', () => {
    expect(pureNoise('10 a minute', seeds, 4, 10).falseStormsAnHour).toBeLessThan(0.4);
    expect(pureNoise('2 a minute', seeds, 8, 2).falseStormsAnHour).toBeLessThan(0.1);
  });
});

describe('the streams themselves', () => {
  it('are the same for the same plan, and in the order of time', () => {
    const plan = { seed: 5, minutes: 40, noiseAMinute: 5, outages: [{ family: 'dns', minute: 30 }] };
    const stream = streamOf(plan);
    expect(streamOf(plan)).toEqual(stream);
    expect(stream.every(({ at }, n) => at >= (stream[n - 1]?.at ?? 0))).toBe(true);
    expect(stream.filter(({ label }) => label === 'outage 0: dns').length).toBeGreaterThan(20);
  });
});

describe('the V-measure', () => {
  const pairsOf = (text: string): { label: string; cluster: string }[] =>
    text.split(' ').map((pair) => ({ label: pair.charAt(0), cluster: pair.charAt(1) }));

  it('is 1 for a perfect sorting under any names, 0 for none', () => {
    expect(vMeasure(pairsOf('ax ax by by'))).toBeCloseTo(1);
    expect(vMeasure(pairsOf('ax bx ax bx'))).toBeCloseTo(0);
  });

  it('punishes lumping and splitting', () => {
    expect(vMeasure(pairsOf('ax ax by cy'))).toBeLessThan(1);
    expect(vMeasure(pairsOf('ax ay bz bz'))).toBeLessThan(1);
  });
});
