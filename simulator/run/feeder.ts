import { setTimeout as delay } from 'node:timers/promises';
import type { SimClock } from '../clock.ts';
import type { Fakes, SentryWebhook } from '../fakes/start.ts';
import type { SentryError } from '../sentry-error.ts';
import type { PlannedWebhook } from '../storm/timeline.ts';

/** Real milliseconds between two looks at what is due: one loop, no timer for each webhook. */
const LOOK_EVERY_MS = 3;
/**
 * Sends that may be unanswered at a time. Sentry itself knows no such bound; here it keeps a fast run from measuring
 * how long a queue of the machine's own making takes: where the relay cannot keep up with the speed, the storm
 * takes longer instead.
 */
const MOST_IN_FLIGHT = 16;
/** Bodies of errors that are not sent completely: their webhooks are at most two virtual seconds apart. */
type Bodies = Map<SentryError, { readonly webhooks: readonly SentryWebhook[]; left: number }>;

/** What the feeder needs. */
export interface Feed {
  readonly webhooks: readonly PlannedWebhook[];
  readonly sentry: Fakes['sentry'];
  readonly clock: SimClock;
  readonly signal: AbortSignal;
}

/** Sends every planned webhook when it is due; resolves when the last is answered or given up. */
export async function feedStorm(feed: Feed): Promise<void> {
  const inFlight = new Set<Promise<unknown>>();
  const bodies: Bodies = new Map();
  for (const planned of feed.webhooks) {
    while (feed.clock.now() < planned.at || inFlight.size >= MOST_IN_FLIGHT) {
      if (feed.signal.aborted) return;
      await delay(LOOK_EVERY_MS);
    }
    const webhook = webhookOf(feed.sentry, planned, bodies);
    if (webhook === null) continue;
    const sent = feed.sentry.send(webhook).finally(() => inFlight.delete(sent));
    inFlight.add(sent);
  }
  await Promise.all(inFlight);
}

/** Makes the body when it is needed: the bodies of a whole storm would fill the memory. */
function webhookOf(sentry: Fakes['sentry'], planned: PlannedWebhook, bodies: Bodies): SentryWebhook | null {
  const { source, outage, at } = planned;
  const truth = { outage, service: source.error.project.slug };
  switch (source.kind) {
    case 'resolved':
      return sentry.issueWebhook('resolved', source.error, { at, resolutionType: 'now', truth });
    case 'comment':
      return sentry.comment('created', source.error, 'Seen this before: it goes away after the nightly job.');
    case 'error': {
      const made = bodies.get(source.error) ?? bodiesOf(sentry, source.error, truth);
      made.left -= 1;
      if (made.left > 0) bodies.set(source.error, made);
      else bodies.delete(source.error);
      return made.webhooks[source.nth] ?? null;
    }
  }
}

function bodiesOf(
  sentry: Fakes['sentry'],
  error: SentryError,
  truth: { outage: string | null; service: string },
): { webhooks: readonly SentryWebhook[]; left: number } {
  const webhooks = sentry.webhooksFor(error, truth);
  return { webhooks, left: webhooks.length };
}
