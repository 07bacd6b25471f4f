import type { DrillResult } from '../../domain/drill.ts';
import { diagnose } from './diagnose.ts';
import type { Diagnosis } from '../../domain/trouble.ts';
import { wordsOfSetting } from './duration.ts';
import { failed, isFailing, skipped, type HopName, type HopVerdict } from './hop-verdict.ts';
import { judgeCalls, judgeCleanup } from './judge-calls.ts';
import { judgeSteps } from './judge-steps.ts';
import type { Observed } from './observed.ts';
import type { CheckSettings } from './check-settings.ts';

/** Something that is wrong, and the hops that show it. */
export interface Problem extends Diagnosis {
  readonly hops: readonly HopName[];
}

/** What one try came to. */
export interface Verdict {
  readonly result: Exclude<DrillResult, 'expired'>;
  readonly hops: readonly HopVerdict[];
  /** Why it failed, each cause once. */
  readonly problems: readonly Problem[];
  /** What fails nothing and should be known. */
  readonly warnings: readonly Problem[];
  /** Whether trying again makes sense. */
  readonly mayPass: boolean;
  /** Whether nothing ever answered at the relay's address. */
  readonly unreachable: boolean;
}

/** Judges one try by what it has seen so far. Pure. */
export function judge(seen: Observed, settings: CheckSettings): Verdict {
  const hops = hopsSoFar(seen, settings).map((hop) => settle(hop, seen, settings));
  const problems = problemsOf(hops.filter(isFailing));
  const result = seen.over === 'cancelled' ? 'cancelled' : problems.length > 0 ? 'failed' : 'passed';
  return {
    result,
    hops,
    problems,
    warnings: problemsOf(hops.filter(({ state }) => state === 'warned')),
    mayPass: result === 'failed' && problems.every(({ passes }) => passes),
    unreachable: isUnreachable(seen),
  };
}

/** Whether all hops before the clearing up are done. */
export function isDone({ hops }: Verdict): boolean {
  return hops.every(({ name, done }) => done || name === 'cleanup');
}

function hopsSoFar(seen: Observed, settings: CheckSettings): readonly HopVerdict[] {
  return [
    ...judgeCalls(seen, settings),
    ...judgeSteps(seen, settings),
    judgeCleanup(seen.cleanup, settings.relay),
  ];
}

/** What a hop that still waits comes to once nothing more is waited for. */
function settle(hop: HopVerdict, seen: Observed, settings: CheckSettings): HopVerdict {
  if (hop.state !== 'waiting' || seen.over === null) return hop;
  if (hop.name === 'cleanup') return seen.ticket === null ? skipped('cleanup', 'nothing to clear up') : hop;
  if (seen.over === 'stopped') return stoppedBy(hop, seen, settings);
  if (seen.over !== 'timeout') return skipped(hop.name, seen.over);
  // What waits behind a hop that is itself not done has no trouble of its own.
  if (hop.trouble === null) return skipped(hop.name, 'not reached');
  const trouble = seen.pollFailure === null ? hop.trouble : diagnose(seen.pollFailure, settings.relay);
  const late = `Not done within ${wordsOfSetting(settings.timeoutMs)}. `;
  return failed(hop.name, { ...trouble, cause: `${late}${trouble.cause}` }, { limit: hop.limit });
}

/** A relay that no longer answers for the drill fails what was still awaited; an earlier failure only hides it. */
function stoppedBy(hop: HopVerdict, seen: Observed, { relay }: CheckSettings): HopVerdict {
  const isFollowed = seen.report !== null || seen.pollFailure !== null;
  if (!isFollowed) return skipped(hop.name, 'not reached');
  if (seen.pollFailure !== null)
    return failed(hop.name, diagnose(seen.pollFailure, relay), { limit: hop.limit });
  return failed(hop.name, endedElsewhere(seen), { limit: hop.limit });
}

function endedElsewhere({ report }: Observed): Diagnosis {
  return {
    cause: `The drill was over before it was done: its state is "${report?.state ?? 'unknown'}".`,
    advice: 'Nobody but the check itself should end it; run it again.',
    passes: true,
  };
}

/** Each cause once: a relay that is down fails several hops, and is one problem. */
function problemsOf(hops: readonly HopVerdict[]): readonly Problem[] {
  const byCause = new Map<string, Problem>();
  for (const { name, trouble } of hops) {
    if (trouble === null) continue;
    const known = byCause.get(trouble.cause);
    byCause.set(trouble.cause, { ...trouble, hops: [...(known?.hops ?? []), name] });
  }
  return [...byCause.values()];
}

function isUnreachable({ deploy, register, alerts }: Observed): boolean {
  const calls = [deploy, register, ...alerts].filter((call) => call !== null);
  return calls.length > 0 && calls.every(({ failure }) => failure?.kind === 'unreachable');
}
