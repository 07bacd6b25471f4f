import { randomUUID } from 'node:crypto';
import type { BrainState } from '../../correlate/state/brain-state.ts';
import type { Heard } from '../../domain/state.ts';
import type { Inbox } from '../../ingest/inbox.ts';
import { unheardDelivery } from '../../ingest/sentry/unheard-entry.ts';
import type { Clock } from '../../seams/clock.ts';
import type { Log } from '../../seams/log.ts';
import type { FiredAlert, SentryDesk } from '../../seams/sentry-desk.ts';

/** What comparing needs. */
interface UnheardAlertsDeps {
  readonly desk: Pick<SentryDesk, 'alerts' | 'integration'>;
  readonly org: string;
  /** What the brain remembers; read only. */
  readonly state: Pick<BrainState, 'meta'>;
  readonly inbox: Pick<Inbox, 'accept'>;
  readonly clock: Pick<Clock, 'now' | 'sleep'>;
  readonly log: Log;
  /** Why it cannot be compared; null: it can. */
  readonly note: (why: string | null) => void;
  /** Something never came: the last so many ms should be read in Sentry. */
  readonly missed: (sinceMs: number) => void;
}

/** An alert that fired, and never came. */
interface Unheard {
  readonly name: string;
  readonly firedAt: number;
}

/** How often it is compared, ms. */
const everyMs = 60_000;
/** So long a webhook may take, and Sentry's `lastTriggered` be ahead of it, ms. */
const graceMs = 5 * 60_000;
/** Two clocks, and the grain of what is noted here, differ by no more than this, ms. */
const slackMs = 60_000;
const refusedMs = 15 * 60_000;

/**
 * Which alerts fired since the relay listens, longer ago than a webhook takes, and never came: nothing came since at all,
 * or nothing by that name, by which it had come before. An alert that was never heard by its name may tell others.
 */
export function unheardAlerts(
  alerts: readonly FiredAlert[],
  {
    heard = { at: 0, alerts: {} },
    since,
    now,
  }: { readonly heard?: Heard | undefined; readonly since: number; readonly now: number },
): readonly Unheard[] {
  return alerts.flatMap(({ name, firedAt }) => {
    if (firedAt === null || firedAt < since || firedAt > now - graceMs) return [];
    const before = firedAt - slackMs;
    const named = Object.hasOwn(heard.alerts, name) ? (heard.alerts[name] ?? 0) : null;
    const isHeard = named === null ? heard.at >= before : named >= before;
    return isHeard ? [] : [{ name, firedAt }];
  });
}

/**
 * Compares what Sentry says has fired with what came, and tells the brain once when something never came, and once when
 * all comes again. What the relay reads in Sentry by itself counts as nothing that came. Runs until the signal aborts.
 */
export async function followUnheardAlerts(deps: UnheardAlertsDeps, signal: AbortSignal): Promise<void> {
  const { desk, state, clock, note } = deps;
  const since = clock.now() + slackMs;
  let missedAt = 0;
  for (;;) {
    await clock.sleep(everyMs, signal);
    if (signal.aborted) return;
    const answer = await desk.alerts();
    note(answer.kind === 'told' ? null : answer.why);
    if (answer.kind !== 'told') {
      await clock.sleep(answer.kind === 'later' ? answer.waitMs : refusedMs, signal);
      continue;
    }
    const now = clock.now();
    // What was told before a restart is over when it comes again, and not because it is no longer looked at.
    const from = Math.min(since, state.meta.unheard?.[deps.org] ?? Infinity);
    const unheard = unheardAlerts(answer.value, { heard: state.meta.heard, since: from, now });
    const newest = Math.max(0, ...unheard.map(({ firedAt }) => firedAt));
    // What it had to tell is read there; by then, and with each that is lost after it.
    if (newest > missedAt) deps.missed(now - Math.min(...unheard.map(({ firedAt }) => firedAt)) + slackMs);
    missedAt = Math.max(missedAt, newest);
    await tell(deps, unheard);
  }
}

async function tell(
  { desk, org, state, inbox, log }: UnheardAlertsDeps,
  unheard: readonly Unheard[],
): Promise<void> {
  const fires = unheard.length > 0;
  if (fires === (state.meta.unheard?.[org] !== undefined)) return;
  const integration = fires ? await desk.integration() : null;
  if (fires) log.warn({ alerts: unheard, integration }, 'Sentry says that alerts fired which never came.');
  try {
    await inbox.accept(unheardDelivery({ org, alerts: unheard, integration }, `unheard:${randomUUID()}`));
  } catch (error) {
    log.debug({ error: String(error) }, 'That alerts never came could not be stored; it is told again.');
  }
}
