import type { OutageKind } from './kinds.ts';
import type { NoiseRow } from './streams/quiet.ts';
import type { StrangerVerdict } from './streams/strangers.ts';
import { tallyOf, type Score } from './tally.ts';

/** What a run found. */
interface Findings {
  readonly byKind: ReadonlyMap<OutageKind, readonly Score[]>;
  readonly noise: readonly NoiseRow[];
  readonly soft: StrangerVerdict | null;
  readonly seconds: number;
}

/** The figures that goals are set for, by short names; NaN becomes null in JSON. */
export function keyFigures({ byKind, noise, soft, seconds }: Findings): Record<string, number | null> {
  const figures: Record<string, number | null> = {};
  for (const [kind, scores] of byKind) {
    for (const set of ['a', 'b'] as const) {
      const tally = tallyOf(scores.filter(({ outages }) => outages[0]?.family.set === set));
      if (tally.streams === 0) continue;
      figures[`${kind}.${set}.v`] = rounded(tally.vInScope);
      figures[`${kind}.${set}.missed`] = rounded(tally.missed / tally.inScope);
      figures[`${kind}.${set}.twice`] = rounded(tally.twice / tally.outages);
    }
  }
  const all = [...byKind.values()].flat();
  if (all.length > 0) {
    const tally = tallyOf(all);
    figures['missed'] = rounded(tally.missed / tally.inScope);
    figures['twice'] = rounded(tally.twice / tally.outages);
    figures['toPage.p50'] = rounded(tally.toPageMedian);
    figures['toPage.p90'] = rounded(tally.toPageP90);
    figures['dead'] = tally.dead;
    figures['entriesASecond'] = Math.round(tally.entriesASecond);
  }
  for (const { rate, start, falsePages, hours } of noise)
    figures[`noise.${rate}.${start}`] = rounded(falsePages / hours);
  if (soft !== null) {
    figures['soft.visible'] = rounded(soft.visible / soft.strangers);
    figures['soft.swallowed'] = rounded(soft.swallowed / soft.strangers);
    figures['soft.closed'] = rounded(soft.closed / soft.storms);
  }
  figures['seconds'] = Math.round(seconds);
  return figures;
}

function rounded(value: number): number | null {
  return Number.isFinite(value) ? Math.round(value * 10_000) / 10_000 : null;
}
