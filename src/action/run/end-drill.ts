import { wordsOfMs } from '../../domain/text/duration.ts';
import { hopTitles } from '../judge/hop-verdict.ts';
import { isOverThere, type Cleanup } from '../judge/observed.ts';
import type { Verdict } from '../judge/verdict.ts';
import { mayPass } from '../relay/call-failure.ts';
import type { DrillEnd } from '../relay/relay-client.ts';
import type { DrillParts, RunningDrill } from './running-drill.ts';

/** How long the relay may take to resolve and mark what a drill created. */
export const clearingMs = 10_000;
/** The same when somebody waits for the check to stop; the `post` step of the Action goes on with it. */
const hurriedMs = 3_000;
const callMs = 5_000;
const againMs = 500;

/** Ends the drill with its result, and sees that nothing of it stays open. */
export async function endDrill(drill: RunningDrill, id: string): Promise<void> {
  const { watch, cancel } = drill.parts;
  const verdict = drill.verdict();
  const end = { result: verdict.result, summary: summaryOf(verdict) };
  const hurried = cancel.aborted;
  // The end itself is told in any case; only the waiting is cut short.
  const withinMs = hurried ? hurriedMs : clearingMs;
  const cleanup = await clearUp(id, end, { ...drill.parts, withinMs, cancel: hurried ? null : cancel });
  if (cleanup.kind === 'clean') watch.closed(id);
  drill.note({ cleanup });
}

/** With what a drill is ended. */
interface ClearingUp extends Pick<DrillParts, 'client' | 'surroundings'> {
  readonly withinMs: number;
  readonly cancel: AbortSignal | null;
}

/** Ends a drill, and waits until everything that it created is resolved and marked. Never rejects. */
export async function clearUp(
  id: string,
  end: DrillEnd,
  { client, surroundings, withinMs, cancel }: ClearingUp,
): Promise<Cleanup> {
  const began = surroundings.now();
  const left = (): number => withinMs - (surroundings.now() - began);
  const pause = (ms: number): Promise<void> => surroundings.sleep(ms, cancel ?? undefined);
  const isCut = (): boolean => cancel?.aborted === true;
  for (;;) {
    const { answer } = await client.end(id, end, { withinMs: Math.min(callMs, left()), cancel: null });
    // A drill that is over already needs no end.
    if (answer.ok || (answer.failure.kind === 'refused' && answer.failure.status === 409)) break;
    // A relay that restarts in the middle takes the end a moment later.
    if (!mayPass(answer.failure) || left() <= againMs || isCut())
      return { kind: 'unknown', failure: answer.failure };
    await pause(againMs);
  }
  let leftOpen: readonly string[] = ['The relay did not say what.'];
  while (left() > 0 && !isCut()) {
    const { answer } = await client.report(id, { withinMs: Math.min(callMs, left()), cancel });
    if (answer.ok) ({ leftOpen } = answer.value);
    if (answer.ok && leftOpen.length === 0 && isOverThere(answer.value.state))
      return { kind: 'clean', ms: surroundings.now() - began };
    await pause(Math.min(100, Math.max(0, left())));
  }
  return { kind: 'open', leftOpen };
}

/** The result as the drill's message shows it. */
function summaryOf({ result, hops, problems }: Verdict): string {
  const reached = hops.flatMap(({ name, ms, how }) =>
    how === null || ms === null ? [] : `${hopTitles[name]} in ${wordsOfMs(ms)} (${how})`,
  );
  const text = result === 'passed' ? reached.join(', ') : problems.map(({ cause }) => cause).join(' ');
  return (text === '' ? result : text).slice(0, 300);
}
