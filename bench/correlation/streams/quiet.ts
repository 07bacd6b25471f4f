import { noiseRecipe } from '../kinds.ts';
import { streamOf } from '../stream.ts';
import { digits, tableOf } from '../table.ts';
import { judged } from '../verdict.ts';

/** What pure noise woke somebody for. */
export interface NoiseRow {
  readonly rate: number;
  readonly start: 'warm' | 'cold' | 'throttled';
  readonly hours: number;
  readonly falsePages: number;
  readonly reasons: readonly string[];
}

/** Hours of noise alone at 2, 10 and 40 alerts a minute: after an hour of it, without, and behind a throttled rule. */
export function noiseRows(seeds: number): readonly NoiseRow[] {
  const starts = ['warm', 'cold', 'throttled'] as const;
  return [2, 10, 40].flatMap((rate) => starts.map((start) => noiseRow(rate, start, Math.max(4, seeds * 2))));
}

/** `hours` streams of an hour each. */
export function noiseRow(rate: number, start: NoiseRow['start'], hours: number): NoiseRow {
  const reasons: string[] = [];
  let falsePages = 0;
  for (let seed = 1; seed <= hours; seed += 1) {
    const recipe = noiseRecipe(rate, seed, { cold: start === 'cold', throttled: start === 'throttled' });
    const verdict = judged(streamOf(recipe));
    falsePages += verdict.falsePages.length;
    reasons.push(...verdict.falsePages.map(({ reason }) => reason.replaceAll(/\d+/g, '#').slice(0, 70)));
  }
  return { rate, start, hours, falsePages, reasons };
}

/** The rows as a table. */
export function noiseTable(rows: readonly NoiseRow[]): string {
  return tableOf(
    ['noise alone', 'start', 'hours', 'false/h', 'the first reason'],
    rows.map(({ rate, start, hours, falsePages, reasons }) => [
      `${rate} a minute`,
      start,
      String(hours),
      digits(falsePages / hours, 2),
      reasons[0] ?? '',
    ]),
  );
}
