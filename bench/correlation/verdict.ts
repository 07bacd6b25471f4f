import { drive, rootOf, type Page, type Run } from './drive.ts';
import type { Family } from './family.ts';
import { isInScope } from './scope.ts';
import type { Stream } from './stream.ts';
import { vMeasure } from './v-measure.ts';

/** How one outage was taken. */
export interface OutageVerdict {
  readonly family: Family;
  readonly seed: string;
  readonly inScope: boolean;
  readonly issues: number;
  readonly services: number;
  /** Pages of which it holds the most issues. */
  readonly pages: number;
  /** Seconds from its first alert to its first page; null where nobody was paged. */
  readonly toPage: number | null;
  /** Nobody was paged for it, but most of its alerts ended in an incident that was paged for another outage. */
  readonly merged: boolean;
  /** Share of its alerts that ended in the incident which holds most of them. */
  readonly together: number;
  /** V-measure of its stream. */
  readonly v: number;
}

/** How one stream was taken. */
export interface Verdict {
  readonly stream: Stream;
  readonly run: Run;
  readonly v: number;
  readonly outages: readonly OutageVerdict[];
  /** Pages in the judged time that are mostly about noise. */
  readonly falsePages: readonly Page[];
  readonly hours: number;
}

/** Runs a stream through the brain and judges it. History is not judged, unless `judgesHistory`. */
export function judged(stream: Stream, { judgesHistory = false } = {}): Verdict {
  const run = drive(stream.seed, stream.happenings, { until: stream.ends });
  const from = judgesHistory ? -Infinity : 0;
  const counted = stream.happenings
    .map(({ at, trouble }, place) => ({ at, trouble, incident: run.incidents[place] ?? null }))
    .filter(({ at }) => at >= from);
  const pairs = counted.map(
    ({ trouble, incident }) => [trouble.cause, clusterOf(run, incident, trouble.issue)] as const,
  );
  // With one cause alone there is nothing to tell apart: V would be 0 or 1.
  const v = new Set(pairs.map(([cause]) => cause)).size < 2 ? NaN : vMeasure(pairs).v;
  const causeOf = new Map(stream.happenings.map(({ trouble }) => [trouble.issue, trouble.cause]));
  const outageCauses = new Set(stream.outages.map(({ cause }) => cause));
  const owned = run.pages.map((page) => ({ page, owner: ownerOf(page.issues, causeOf, outageCauses) }));
  const outages = stream.outages.map(({ cause, family }): OutageVerdict => {
    const own = stream.happenings.filter(({ trouble }) => trouble.cause === cause);
    const pages = owned.filter(({ owner }) => owner === cause).map(({ page }) => page.at);
    return {
      family,
      seed: stream.seed,
      v,
      inScope: isInScope(own),
      issues: new Set(own.map(({ trouble }) => trouble.issue)).size,
      services: new Set(own.map(({ trouble }) => trouble.service.name)).size,
      pages: pages.length,
      toPage: pages.length === 0 ? null : Math.max(0, Math.min(...pages) - (own[0]?.at ?? 0)),
      merged: pages.length === 0 && isMerged(counted, run, cause),
      together: largestShare(pairs.flatMap(([truth, cluster]) => (truth === cause ? [cluster] : []))),
    };
  });
  const falsePages = owned
    .filter(({ page, owner }) => owner === null && page.at >= from)
    .map(({ page }) => page);
  const began = judgesHistory ? (stream.happenings[0]?.at ?? 0) : 0;
  return { stream, run, v, outages, falsePages, hours: (stream.ends - began) / 3_600 };
}

/** What counted nowhere is a cluster of its own. */
function clusterOf(run: Run, incident: string | null, issue: string): string {
  return incident === null ? `none ${issue}` : (rootOf(run.state, incident)?.id ?? incident);
}

/** The outage that holds the most issues of a page; null where noise holds more. */
function ownerOf(
  issues: readonly string[],
  causeOf: ReadonlyMap<string, string>,
  outages: ReadonlySet<string>,
): string | null {
  const counts = new Map<string, number>();
  let noise = 0;
  for (const issue of issues) {
    const cause = causeOf.get(issue);
    if (cause !== undefined && outages.has(cause)) counts.set(cause, (counts.get(cause) ?? 0) + 1);
    else noise += 1;
  }
  const [top] = [...counts].sort(([, one], [, other]) => other - one);
  return top === undefined || noise > top[1] ? null : top[0];
}

interface Counted {
  readonly trouble: { readonly cause: string; readonly issue: string };
  readonly incident: string | null;
}

function isMerged(counted: readonly Counted[], run: Run, cause: string): boolean {
  const own = counted.filter(({ trouble }) => trouble.cause === cause);
  const paged = own.filter(({ incident }) => incident !== null && rootOf(run.state, incident)?.page != null);
  return paged.length * 2 > own.length;
}

function largestShare(clusters: readonly string[]): number {
  const counts = new Map<string, number>();
  for (const cluster of clusters) counts.set(cluster, (counts.get(cluster) ?? 0) + 1);
  return Math.max(0, ...counts.values()) / clusters.length;
}
