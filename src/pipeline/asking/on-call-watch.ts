import { randomUUID } from 'node:crypto';
import type { BrainState } from '../../correlate/state/brain-state.ts';
import type { Inbox } from '../../ingest/inbox.ts';
import { onCallDelivery } from '../../ingest/on-call-report.ts';
import type { Clock } from '../../seams/clock.ts';
import type { Log } from '../../seams/log.ts';
import type { OnCall, OnCallAnswer } from '../../seams/on-call.ts';

/** What watching needs. */
interface OnCallWatchDeps {
  readonly onCall: OnCall;
  /** The brain's; only read. */
  readonly state: Pick<BrainState, 'meta'>;
  readonly inbox: Pick<Inbox, 'accept'>;
  readonly clock: Pick<Clock, 'sleep'>;
  readonly log: Log;
  /** Why it is not known, where it should be; null: it is. */
  readonly note: (why: string | null) => void;
}

const everyMs = 60_000;
/** The first page may have told meanwhile who is asked for: what is not known is not said for long to be so. */
const unknownMs = 15_000;

/** Tells the brain who is on call, whenever that becomes somebody else, until the signal aborts. */
export function watchOnCall(deps: OnCallWatchDeps): (signal: AbortSignal) => Promise<void> {
  const { onCall, state, inbox, clock, log, note } = deps;
  return async (signal) => {
    while (!signal.aborted) {
      const answer = await onCall.whoIsOnCall();
      note(answer.kind === 'unknown' ? answer.reason : null);
      const people = wokenFirst(answer);
      if (JSON.stringify(people) !== JSON.stringify(state.meta.onCall ?? [])) {
        try {
          await inbox.accept(onCallDelivery({ people }, `on-call:${randomUUID()}`));
        } catch (error) {
          log.warn({ error: String(error) }, 'Who is on call could not be stored.');
        }
      }
      await clock.sleep(answer.kind === 'unknown' ? unknownMs : everyMs, signal);
    }
  };
}

/** Whoever is only woken where these do not answer is of no use to a reader yet. */
function wokenFirst(answer: OnCallAnswer): readonly string[] {
  if (answer.kind === 'unknown') return [];
  const first = Math.min(...answer.people.map(({ level }) => level));
  return answer.people.filter(({ level }) => level === first).map(({ name }) => name);
}
