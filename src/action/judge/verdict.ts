import type { DrillResult } from '../../domain/drill/drill.ts';
import { wordsOfSetting } from '../../domain/text/duration.ts';
import type { Diagnosis } from '../../domain/sending/trouble.ts';
import type { CheckSettings } from './check-settings.ts';
import { diagnose } from './diagnose.ts';
import {
  hop,
  hopNames,
  isFailing,
  withLimit,
  type Finding,
  type HopName,
  type HopVerdict,
} from './hop-verdict.ts';
import { judgeAck, judgeCall, judgeCleanup } from './judge-calls.ts';
import { judgeBehindDoor } from './judge-steps.ts';
import type { Observed } from './observed.ts';

/** Something that is wrong, and the hops that show it. */
export interface Problem extends Finding {
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
  const hops = hopNames
    .filter((name) => name !== 'deploy' || settings.deploy !== null)
    .filter((name) => name !== 'storm' || settings.scenario === 'storm')
    .map((name) => withLimit(judgeHop(name, seen, settings), settings.limits))
    .map((verdict) => settle(verdict, seen, settings));
  const problems = problemsOf(hops.filter(isFailing));
  const result = seen.over === 'cancelled' ? 'cancelled' : problems.length > 0 ? 'failed' : 'passed';
  const calls = [seen.deploy, seen.register, ...seen.alerts].filter((call) => call !== null);
  return {
    result,
    hops,
    problems,
    warnings: problemsOf(hops.filter(({ state }) => state === 'warned')),
    mayPass: result === 'failed' && problems.every(({ passes }) => passes),
    unreachable: calls.length > 0 && calls.every(({ failure }) => failure?.kind === 'unreachable'),
  };
}

/** Whether all hops before the clearing up are done. */
export function isDone({ hops }: Verdict): boolean {
  return hops.every(({ name, done }) => done || name === 'cleanup');
}

function judgeHop(name: HopName, seen: Observed, settings: CheckSettings): HopVerdict {
  const { relay } = settings;
  if (name === 'deploy' || name === 'register') return judgeCall(name, seen[name], relay);
  if (name === 'ack') return judgeAck(seen.alerts, relay);
  return name === 'cleanup' ? judgeCleanup(seen.cleanup, relay) : judgeBehindDoor(name, seen, settings);
}

/** What a hop that still waits comes to once nothing more is waited for. */
function settle(verdict: HopVerdict, seen: Observed, { relay, timeoutMs }: CheckSettings): HopVerdict {
  const { name, state, trouble } = verdict;
  const { over, ticket, pollFailure, report } = seen;
  if (state !== 'waiting' || over === null) return verdict;
  if (name === 'cleanup')
    return ticket === null ? hop(name, 'skipped', { note: 'nothing to clear up' }) : verdict;
  if (over === 'settled' || over === 'cancelled') return hop(name, 'skipped', { note: over });
  const isLate = over === 'timeout';
  // A relay that no longer answers for the drill fails what was still awaited; an earlier failure only hides it.
  const lost = pollFailure === null ? null : diagnose(pollFailure, relay);
  const why = lost ?? (isLate ? trouble : report && endedElsewhere(report.state));
  // What waits behind a hop that is itself not done has no trouble of its own.
  if (why === null || (isLate && trouble === null)) return hop(name, 'skipped', { note: 'not reached' });
  if (!isLate) return { ...verdict, state: 'failed', done: true, trouble: why };
  const cause = `Not done within ${wordsOfSetting(timeoutMs)}. ${why.cause}`;
  return { ...verdict, state: 'failed', done: true, trouble: { ...why, cause, lateMs: timeoutMs } };
}

function endedElsewhere(state: string): Diagnosis {
  const cause = `The drill was over before it was done: its state is "${state}".`;
  return { cause, advice: 'Nobody but the check itself should end it; run it again.', passes: true };
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
