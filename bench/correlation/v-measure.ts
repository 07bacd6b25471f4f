/** How well clusters agree with the truth: homogeneity, completeness, and their harmonic mean (Rosenberg and Hirschberg 2007). */
interface Agreement {
  readonly homogeneity: number;
  readonly completeness: number;
  readonly v: number;
}

/** Compares pairs of (truth, cluster), one a thing. Nothing at all agrees. */
export function vMeasure(pairs: readonly (readonly [truth: string, cluster: string])[]): Agreement {
  const truths = new Map<string, number>();
  const clusters = new Map<string, number>();
  const joint = new Map<string, Map<string, number>>();
  for (const [truth, cluster] of pairs) {
    add(truths, truth);
    add(clusters, cluster);
    const row = joint.get(truth) ?? new Map<string, number>();
    add(row, cluster);
    joint.set(truth, row);
  }
  let truthGivenCluster = 0;
  let clusterGivenTruth = 0;
  for (const [truth, row] of joint) {
    for (const [cluster, count] of row) {
      truthGivenCluster -= (count / pairs.length) * Math.log(count / clusters.get(cluster)!);
      clusterGivenTruth -= (count / pairs.length) * Math.log(count / truths.get(truth)!);
    }
  }
  const homogeneity = oneMinus(truthGivenCluster, entropy(truths, pairs.length));
  const completeness = oneMinus(clusterGivenTruth, entropy(clusters, pairs.length));
  const sum = homogeneity + completeness;
  return { homogeneity, completeness, v: sum === 0 ? 0 : (2 * homogeneity * completeness) / sum };
}

function add(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

function entropy(counts: ReadonlyMap<string, number>, all: number): number {
  let sum = 0;
  for (const count of counts.values()) sum -= (count / all) * Math.log(count / all);
  return sum;
}

function oneMinus(rest: number, whole: number): number {
  return whole < 1e-12 ? 1 : 1 - rest / whole;
}
