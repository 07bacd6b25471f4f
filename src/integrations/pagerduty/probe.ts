import type { Outcome } from '../../domain/outcome.ts';
import { bodyWithin } from './body.ts';
import { enqueue } from './enqueue.ts';
import type { PagerDutyNotifierOptions } from './notifier.ts';

/** Nothing is ever triggered under it, so PagerDuty drops the resolve and pages nobody. */
const neverUsed = 'stormrelay:probe';

/** Asks PagerDuty whether it takes events with this routing key; `delivered` means yes. Costs one event. Never rejects. */
export async function probePagerDuty({ config, clock }: PagerDutyNotifierOptions): Promise<Outcome> {
  const { routingKey, eventsUrl } = config;
  const body = bodyWithin({ routing_key: routingKey, event_action: 'resolve', dedup_key: neverUsed });
  return enqueue(body, { eventsUrl, timeoutMs: clock.realTimeout(5000), routingKey, dedupKey: neverUsed });
}
