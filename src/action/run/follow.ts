import { mayPass } from '../relay/call-failure.ts';
import { isOverThere } from '../judge/observed.ts';
import type { RunningDrill } from './running-drill.ts';
import { isDone } from '../judge/verdict.ts';

/** Polls until every hop is done or the time is up. The relay looks around at every poll: it reads back and probes. */
export async function follow(drill: RunningDrill, id: string): Promise<void> {
  const { client, surroundings, cancel } = drill.parts;
  const began = surroundings.now();
  while (!drill.isOver()) {
    const called = await client.report(id, drill.bounds());
    const { answer } = called;
    if (cancel.aborted) break;
    if (!answer.ok && wasCutShort(drill)) {
      drill.stop('timeout');
      break;
    }
    const verdict = drill.note(
      answer.ok ? { report: answer.value, pollFailure: null } : { pollFailure: answer.failure },
    );
    if (isDone(verdict)) drill.stop('settled');
    else if (answer.ok ? isOverThere(answer.value.state) : !mayPass(answer.failure)) drill.stop('stopped');
    else await pause(drill, surroundings.now() - began);
  }
  drill.stop('cancelled');
}

/** A poll that only the end of the try ended says nothing about the relay: what was known before is the cause. */
function wasCutShort(drill: RunningDrill): boolean {
  return drill.remainingMs() < 1 && drill.seen.report !== null;
}

async function pause(drill: RunningDrill, elapsedMs: number): Promise<void> {
  const { surroundings, cancel } = drill.parts;
  const ms = pauseAfter(elapsedMs);
  if (drill.remainingMs() <= ms) drill.stop('timeout');
  else await surroundings.sleep(ms, cancel);
}

/** Often while people would notice the difference, seldom when it takes long anyway. */
export function pauseAfter(elapsedMs: number): number {
  if (elapsedMs < 5_000) return 100;
  return elapsedMs < 20_000 ? 250 : 500;
}
