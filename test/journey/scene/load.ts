import { setTimeout as delay } from 'node:timers/promises';
import type { Journey } from './journey.ts';
import { cacheIsGone, troubles } from './trouble.ts';

/** Webhooks in flight at most: a machine that is busy gets a slower load, and no heap of webhooks that grows. */
const atOnce = 20;

/** Sends errors of four services until told to stop; answers with the keys that were answered 202. */
export async function load(of: Journey, seed: number, signal: AbortSignal): Promise<ReadonlySet<string>> {
  const make = troubles(of, seed);
  const issues = ['basket', 'checkout', 'search', 'stock'].map((service) =>
    make(service, cacheIsGone(service)),
  );
  const accepted = new Set<string>();
  const inFlight = new Set<Promise<void>>();
  for (let n = 0; !signal.aborted; n += 1) {
    for (const webhook of of.fakes.sentry.webhooksFor(issues[n % issues.length]!.event())) {
      const sent: Promise<void> = of.fakes.sentry
        .send(webhook)
        .then(({ outcome }) => {
          if (outcome === 'accepted') accepted.add(webhook.idempotencyKey ?? '');
        })
        .finally(() => inFlight.delete(sent));
      inFlight.add(sent);
    }
    await delay(4);
    while (inFlight.size >= atOnce) await Promise.race(inFlight);
  }
  await Promise.all(inFlight);
  return accepted;
}
