import { mayPass, type CallFailure } from '../relay/call-failure.ts';
import { wordsOfMs } from '../judge/duration.ts';
import { hopTitles } from '../judge/hop-verdict.ts';
import { isOverThere, type Cleanup } from '../judge/observed.ts';
import type { DrillEnd, RelayClient } from '../relay/relay-client.ts';
import type { RunningDrill } from './running-drill.ts';
import type { Surroundings } from '../relay/surroundings.ts';
import { judge, type Verdict } from '../judge/verdict.ts';

/** How long the relay may take to resolve and mark what a drill created. */
export const clearingMs = 10_000;
/** The same when somebody waits for the check to stop; the `post` step of the Action goes on with it. */
const hurriedMs = 3_000;
const callMs = 5_000;
const pauseMs = 100;
const againMs = 500;
const longestSummary = 300;

/** Ends the drill with its result, and sees that nothing of it stays open. */
export async function endDrill(drill: RunningDrill, id: string): Promise<void> {
  const { settings, client, surroundings, watch, cancel } = drill.parts;
  const verdict = judge(drill.seen, settings);
  const hurried = cancel.aborted;
  const cleanup = await clearUp(id, {
    client,
    surroundings,
    end: { result: verdict.result, summary: summaryOf(verdict) },
    withinMs: hurried ? hurriedMs : clearingMs,
    // The end itself is told in any case; only the waiting is cut short.
    cancel: hurried ? null : cancel,
  });
  if (cleanup.kind === 'clean') watch.closed(id);
  drill.note({ cleanup });
}

/** How a drill is to be ended. */
interface ClearingUp {
  readonly client: Pick<RelayClient, 'end' | 'report'>;
  readonly surroundings: Pick<Surroundings, 'now' | 'sleep'>;
  readonly end: DrillEnd;
  readonly withinMs: number;
  readonly cancel: AbortSignal | null;
}

/** Ends a drill, and waits until everything that it created is resolved and marked. Never rejects. */
export async function clearUp(id: string, clearing: ClearingUp): Promise<Cleanup> {
  const { client, surroundings, end, withinMs, cancel } = clearing;
  const began = surroundings.now();
  const left = (): number => withinMs - (surroundings.now() - began);
  const never = new AbortController().signal;
  const tell = (): ReturnType<RelayClient['end']> =>
    client.end(id, end, { withinMs: Math.min(callMs, left()), cancel: null });
  let ended = await tell();
  // A relay that restarts in the middle takes the end a moment later.
  while (!ended.answer.ok && mayPass(ended.answer.failure) && left() > againMs && cancel?.aborted !== true) {
    await surroundings.sleep(againMs, cancel ?? never);
    ended = await tell();
  }
  if (!ended.answer.ok && !isOver(ended.answer.failure))
    return { kind: 'unknown', failure: ended.answer.failure };
  let state: Cleanup = { kind: 'open', leftOpen: ['The relay did not say what.'] };
  while (left() > 0 && cancel?.aborted !== true) {
    const { answer } = await client.report(id, { withinMs: Math.min(callMs, left()), cancel });
    if (answer.ok && answer.value.leftOpen.length === 0 && isOverThere(answer.value.state))
      return { kind: 'clean', ms: surroundings.now() - began };
    if (answer.ok) state = { kind: 'open', leftOpen: answer.value.leftOpen };
    await surroundings.sleep(Math.min(pauseMs, Math.max(0, left())), cancel ?? never);
  }
  return state;
}

/** A drill that is over already needs no end. */
function isOver(failure: CallFailure): boolean {
  return failure.kind === 'refused' && failure.status === 409;
}

/** The result as the drill's message shows it. */
function summaryOf({ result, hops, problems }: Verdict): string {
  const reached = hops.flatMap(({ name, ms, how }) =>
    how === null || ms === null ? [] : `${hopTitles[name]} in ${wordsOfMs(ms)} (${how})`,
  );
  const text = result === 'passed' ? reached.join(', ') : problems.map(({ cause }) => cause).join(' ');
  return (text === '' ? result : text).slice(0, longestSummary);
}
