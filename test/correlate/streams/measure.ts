import { drive, type Driven } from './drive.ts';
import { streamOf, type Labelled, type StreamPlan } from './stream.ts';

/** How well one stream was sorted. */
export interface Score {
  /** V-measure over alerts around the outages: 1 when clusters and truth agree. */
  readonly v: number;
  /** Storms whose alerts are mostly noise. */
  readonly falseStorms: number;
  /** Outages without a storm of their own. */
  readonly missed: number;
  /** Storms of outages beyond the first of each. */
  readonly extraPages: number;
}

/** Streams and sorts by a plan. */
export function scoreOf(plan: StreamPlan): Score {
  const stream = streamOf(plan);
  return judge(plan, stream, drive(stream));
}

/** Judges what a driver made of a stream. */
export function judge(plan: StreamPlan, stream: readonly Labelled[], driven: Driven): Score {
  const minutes = plan.outages.map((outage) => outage.minute);
  const from = (Math.min(...minutes, plan.minutes) - 5) * 60_000;
  const until = (Math.max(...minutes, 0) + 12) * 60_000;
  const pairs = stream
    .map(({ at, label }, n) => ({ at, label, cluster: driven.clusters[n] ?? '' }))
    .filter(({ at }) => at >= from && at <= until);
  const owners = [...driven.storms.keys()].map((root) => ownerOf(stream, driven, root));
  const found = owners.filter((owner) => owner.startsWith('outage'));
  const distinct = new Set(found).size;
  return {
    v: vMeasure(pairs),
    falseStorms: owners.length - found.length,
    missed: plan.outages.length - distinct,
    extraPages: found.length - distinct,
  };
}

/** The outage that most alerts of a storm belong to; `noise` where most are noise of whatever kind. */
function ownerOf(stream: readonly Labelled[], driven: Driven, root: string): string {
  const counts = new Map<string, number>();
  stream.forEach(({ label }, n) => {
    if (driven.clusters[n] !== root) return;
    const owner = label.startsWith('noise') ? 'noise' : label;
    counts.set(owner, (counts.get(owner) ?? 0) + 1);
  });
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 'noise';
}

/** Harmonic mean of homogeneity and completeness (Rosenberg and Hirschberg, 2007). */
export function vMeasure(pairs: readonly { readonly label: string; readonly cluster: string }[]): number {
  const labels = countBy(pairs.map(({ label }) => label));
  const clusters = countBy(pairs.map(({ cluster }) => cluster));
  const both = countBy(pairs.map(({ label, cluster }) => `${label}\n${cluster}`));
  const labelEntropy = entropy(labels, pairs.length);
  const clusterEntropy = entropy(clusters, pairs.length);
  const joint = entropy(both, pairs.length);
  const homogeneity = labelEntropy === 0 ? 1 : 1 - (joint - clusterEntropy) / labelEntropy;
  const completeness = clusterEntropy === 0 ? 1 : 1 - (joint - labelEntropy) / clusterEntropy;
  return homogeneity + completeness === 0
    ? 0
    : (2 * homogeneity * completeness) / (homogeneity + completeness);
}

function countBy(values: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

function entropy(counts: ReadonlyMap<string, number>, total: number): number {
  let sum = 0;
  for (const count of counts.values()) sum -= (count / total) * Math.log(count / total);
  return sum;
}
