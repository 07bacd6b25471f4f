import { z } from 'zod';
import type { WebhookCall } from '../../observed.ts';
import { defineCheck } from '../check.ts';
import { BOOKS_UNSEEN, found, notJudged } from '../finding.ts';
import { peakInWindow } from '../percentile.ts';

const minuteMs = 60_000;

type Event = NonNullable<WebhookCall['event']>;

/** A program that is told of incidents knows in the end what is so, and was told nothing twice. */
export const programTold = defineCheck({
  name: 'program-told',
  says: 'What a program was told is signed, told once, within its budget, and right in the end',
  parameters: z.strictObject({ perMinute: z.number().int().positive().default(600) }),
  judge: ({ webhook, books, deliveries }, { perMinute }) => {
    if (webhook === null) return notJudged('no program was told');
    if (books === null) return BOOKS_UNSEEN;
    const accepted = webhook.filter(({ status }) => status !== null && status >= 200 && status < 300);
    const unsigned = webhook.filter(({ verified }) => !verified).length;
    const twice = toldTwice(accepted);
    const peak = peakInWindow(
      webhook.map(({ at }) => at),
      minuteMs,
    );
    const counted = countedIn(accepted);
    const real = books.shown + books.folded;
    const ok = unsigned === 0 && twice === 0 && peak <= perMinute && counted === real;
    return found(
      ok && (deliveries.length === 0 || accepted.length > 0),
      `${accepted.length} events, ${unsigned} not signed, ${twice} twice (bound 0); ${peak} in the fullest minute (bound ${perMinute}); ${counted} alerts in the last state of all (bound ${real})`,
    );
  },
});

/** Events under an id that was taken before, and changes that were told under two. */
function toldTwice(accepted: readonly WebhookCall[]): number {
  const keys = accepted.flatMap(({ webhookId, event }) => [
    webhookId,
    ...(event?.changes ?? []).map((number) => `${event?.incident ?? ''} ${number}`),
  ]);
  return keys.length - new Set(keys).size;
}

/** Alerts of all incidents as they were told of last; what became part of another counts there. */
function countedIn(accepted: readonly WebhookCall[]): number {
  const last = new Map<string, Event>();
  for (const { event } of accepted) if (event !== null) last.set(event.incident, event);
  return [...last.values()].reduce(
    (sum, { status, alerts }) => (status === 'folded' ? sum : sum + alerts),
    0,
  );
}
