import { randomUUID } from 'node:crypto';
import type { BrainState } from '../../correlate/state/brain-state.ts';
import { noContext, saysMore, type SentryContext } from '../../domain/sentry-context.ts';
import { contextDelivery } from '../../ingest/sentry/context-entry.ts';
import type { Inbox } from '../../ingest/inbox.ts';
import type { Clock } from '../../seams/clock.ts';
import type { Log } from '../../seams/log.ts';
import type { SentryDesk } from '../../seams/sentry-desk.ts';
import { nextQuestion } from './context-questions.ts';

/** What asking Sentry needs. */
interface ContextLoopDeps {
  readonly desk: Pick<SentryDesk, 'context'>;
  /** The organization whose issues may be asked about. */
  readonly org: string;
  /** What the brain remembers; read only. */
  readonly state: BrainState;
  readonly inbox: Pick<Inbox, 'accept'>;
  readonly clock: Clock;
  readonly log: Log;
  /** Why Sentry cannot be asked; null: it can. */
  readonly note: (why: string | null) => void;
}

/** So often it is looked whether anybody's turn has come, virtual ms. */
const idleMs = 2_000;
/** What a setting forbids is tried again so late: somebody may have mended it. */
const refusedMs = 15 * 60_000;

/**
 * Asks Sentry about open incidents, the worst first, and puts what it tells into the inbox, where the brain reads it like
 * anything else. Nothing waits for it: without an answer a message has what webhooks told. Runs until the signal aborts.
 */
export async function followContext(deps: ContextLoopDeps, signal: AbortSignal): Promise<void> {
  const { desk, org, state, clock, log, note } = deps;
  const asked = new Map<string, number>();
  let refused: string | null = null;
  while (!signal.aborted) {
    const next = nextQuestion(state, { org, asked, now: clock.now() });
    if (next === null) {
      forgetClosed(asked, state);
      await clock.sleep(idleMs, signal);
      continue;
    }
    const answer = await desk.context(next.question);
    note(answer.kind === 'told' ? null : answer.why);
    if (answer.kind === 'told') {
      asked.set(next.incident, clock.now());
      refused = null;
      await tell(deps, next.incident, answer.value);
    } else if (answer.kind === 'later') {
      log.debug(
        { incident: next.incident, waitMs: answer.waitMs },
        `Sentry is asked again later: ${answer.why}`,
      );
      await clock.sleep(answer.waitMs, signal);
    } else {
      if (refused !== answer.why) log.warn({}, `Sentry cannot be asked about incidents. ${answer.why}`);
      refused = answer.why;
      await clock.sleep(refusedMs, signal);
    }
  }
}

/** Only what says more becomes an entry, so that the inbox does not grow by what is known. */
async function tell(
  { state, inbox, log }: ContextLoopDeps,
  incident: string,
  context: SentryContext,
): Promise<void> {
  const row = state.incidents.get(incident);
  if (row === undefined || !saysMore(row.context ?? noContext, context)) return;
  try {
    await inbox.accept(contextDelivery({ incident, context }, `context:${incident}:${randomUUID()}`));
  } catch (error) {
    log.debug({ incident, error: String(error) }, 'What Sentry told could not be stored; it is asked again.');
  }
}

function forgetClosed(asked: Map<string, number>, state: BrainState): void {
  for (const id of asked.keys())
    if (state.incidents.get(id)?.status !== 'open' && state.incidents.get(id)?.status !== 'acknowledged')
      asked.delete(id);
}
