import type { Outcome } from '../../domain/sending/outcome.ts';
import type { Clock } from '../../seams/clock.ts';
import type { Log } from '../../seams/log.ts';
import type { Notifier, Send } from '../../seams/notifier.ts';
import { bodyWithin } from './body.ts';
import { changeEventOf } from './change-event.ts';
import type { PagerDutySettings } from './config.ts';
import { enqueue } from './enqueue.ts';
import { eventOf } from './event.ts';
import { pagerDutyDebits } from './limits.ts';
import { pagerDutyCredential } from './receiver.ts';

/** What the PagerDuty edge needs. */
interface PagerDutyNotifierOptions {
  readonly config: PagerDutySettings;
  readonly clock: Clock;
  readonly log: Log;
  /** Address of the relay's own page; null: responders cannot reach it. */
  readonly relayUrl: string | null;
  /** Where people talk about what is paged; null or absent: nowhere. */
  readonly chatUrl?: string | null;
}

/** An HTTP timeout; DESIGN section 6 counts on it after a fail-over. */
const timeoutMs = 5000;

/** The PagerDuty edge for one routing key (Events API v2). */
export function createPagerDutyNotifier(options: PagerDutyNotifierOptions): Notifier {
  const { config } = options;
  return {
    credential: pagerDutyCredential(config.routingKey),
    debits: (row, step) => pagerDutyDebits(config.limits, step, row.surface),
    send: (send) => perform(options, send),
    // Connections belong to the process-wide fetch, which lets idle ones go by itself.
    close: () => Promise.resolve(),
  };
}

async function perform(
  { config, clock, log, relayUrl, chatUrl = null }: PagerDutyNotifierOptions,
  send: Send,
): Promise<Outcome> {
  // A trigger and a resolve can be repeated under their key, so there is never anything to look up.
  if (send.step === 'lookup') return { kind: 'absent' };
  const { routingKey, eventsUrl } = config;
  const { projection } = send.row;
  const timeout = clock.realTimeout(timeoutMs);
  if (projection.surface === 'change') {
    const body = JSON.stringify(changeEventOf(projection, routingKey, send.row.attempts.plain));
    return enqueue(body, {
      eventsUrl,
      timeoutMs: timeout,
      routingKey,
      dedupKey: projection.incident,
      path: '/v2/change/enqueue',
    });
  }
  if (projection.surface !== 'page') {
    return {
      kind: 'refused',
      code: 'payload-refused',
      reason: `A ${projection.surface} has no form in PagerDuty. Please report this.`,
    };
  }
  let body: string;
  let dedupKey: string;
  try {
    const event = eventOf(projection, send, { routingKey, relayUrl, chatUrl });
    dedupKey = event.dedup_key;
    body = bodyWithin(event);
  } catch (error) {
    const why = error instanceof Error ? error.message.slice(0, 200) : 'unknown reason';
    const reason = `The page could not be rendered (${why}). Please report this.`;
    return { kind: 'refused', code: 'payload-refused', reason };
  }
  const outcome = await enqueue(body, {
    eventsUrl,
    timeoutMs: timeout,
    routingKey,
    dedupKey,
  });
  if (outcome.kind === 'refused')
    log.warn({ dedupKey, reason: outcome.reason }, 'PagerDuty refused an event.');
  return outcome;
}
