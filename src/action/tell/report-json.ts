import type { CheckSettings } from '../judge/check-settings.ts';
import { doneAfter } from '../judge/observed.ts';
import type { DrillRun } from '../run/drill-run.ts';
import { lastOf, type Runs } from '../run/tries.ts';
import { headlineOf } from './lines.ts';

/** The whole check as data, for programs. Fields may be added; none changes its meaning. */
export function reportOf(runs: Runs, settings: CheckSettings): object {
  const last = lastOf(runs);
  const { relay, subject, scenario, expect, limits, timeoutMs, deploy } = settings;
  return {
    version: 1,
    result: last.verdict.result,
    headline: headlineOf(last, settings),
    relay,
    scenario,
    subject,
    expect: expect ?? 'what the relay can prove',
    limits: { ...limits, timeout: timeoutMs },
    deploy,
    ...tryOf(last),
    warnings: last.verdict.warnings,
    tries: runs.map((run) => ({ result: run.verdict.result, ...tryOf(run) })),
    relayReport: last.seen.report,
  };
}

function tryOf({ seen, verdict }: DrillRun): object {
  return {
    drill: seen.ticket?.id ?? null,
    startedAt: new Date(seen.startedAt).toISOString(),
    durationMs: seen.endedAt === null ? null : Math.round(seen.endedAt - seen.startedAt),
    hops: verdict.hops.map((hop) => ({ ...hop, doneAfterMs: doneAfter(seen, hop.name, seen.startedAt) })),
    problems: verdict.problems,
  };
}
