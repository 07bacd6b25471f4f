import { createHmac } from 'node:crypto';
import type { SimClock } from '../../clock.ts';
import type { PagerDutyDelivery, PagerDutyIncident } from '../../observed.ts';
import type { SeededRandom } from '../../seeded-random.ts';
import { webhookBody, type Happening } from './webhook-body.ts';

/** How webhooks arrive. PagerDuty promises each at least once, and in order for one incident. */
export interface WebhookManner {
  /** How often each is sent, under the same `X-Webhook-Id`. */
  readonly copies: number;
  /** Each copy is late by up to so many virtual ms, so that they overtake each other; 0: in order. */
  readonly lateByMs: number;
}

/** Sends what happens to one address, signed, as a webhook subscription of PagerDuty does. */
export interface WebhookSender {
  /** Where webhooks go from now on; null: nowhere. */
  setTarget(url: string | null): void;
  hasTarget(): boolean;
  setManner(manner: WebhookManner): void;
  /** Somebody is to look after an incident from now on. */
  assign(incident: string, to: readonly string[]): void;
  /** Who is to look after an incident; nobody once it is over. */
  assigneesOf(incident: PagerDutyIncident): readonly string[];
  tell(happening: Happening, number: number): void;
}

interface Subscription {
  readonly clock: SimClock;
  readonly random: SeededRandom;
  readonly secret: string;
  readonly closing: AbortSignal;
  readonly deliveries: PagerDutyDelivery[];
}

/** "Expect 2xx in 5 s"; what fails otherwise is tried again, for up to 48 hours. */
const answerWithinMs = 5_000;
const firstWaitMs = 2_000;
const longestWaitMs = 60_000;
const lastsMs = 48 * 60 * 60_000;

interface Sending {
  readonly url: string;
  readonly body: string;
  readonly webhookId: string;
  readonly event: string;
  readonly incident: string;
  readonly copy: number;
}

/** A subscription to all that happens; every delivery is recorded in `deliveries` when it was settled. */
export function createWebhookSender(of: Subscription): WebhookSender {
  const { clock, random } = of;
  let target: string | null = null;
  let manner: WebhookManner = { copies: 1, lateByMs: 0 };
  const assignees = new Map<string, readonly string[]>();
  const lastOf = new Map<string, Promise<void>>();
  const assigned = (incident: string): readonly string[] => assignees.get(incident) ?? ['Robin Fake'];
  return {
    setTarget: (url) => void (target = url),
    hasTarget: () => target !== null,
    setManner: (next) => void (manner = next),
    assign: (incident, to) => void assignees.set(incident, to),
    assigneesOf: ({ id, status }) => (status === 'resolved' ? [] : assigned(id)),
    tell: (happening, number) => {
      if (target === null) return;
      const { id } = happening.incident;
      const stamp = {
        id: random.hex(26).toUpperCase(),
        at: clock.now(),
        number,
        assignees: assigned(id),
      };
      const webhook = {
        url: target,
        body: webhookBody(happening, stamp),
        webhookId: random.hex(32),
        event: happening.type,
        incident: id,
      };
      for (let copy = 1; copy <= manner.copies; copy += 1) {
        const late = manner.lateByMs === 0 ? 0 : random.int(manner.lateByMs);
        // The queue of an incident waits for each delivery; what is late on purpose overtakes it.
        const before = late === 0 ? (lastOf.get(id) ?? Promise.resolve()) : clock.sleep(late, of.closing);
        lastOf.set(
          id,
          before.then(() => deliver(of, { ...webhook, copy })),
        );
      }
    },
  };
}

async function deliver(of: Subscription, sending: Sending): Promise<void> {
  const { clock, closing, deliveries } = of;
  const { webhookId, event, incident, copy } = sending;
  const since = clock.now();
  for (let attempt = 1; !closing.aborted; attempt += 1) {
    const at = clock.now();
    const status = await post(of, sending);
    deliveries.push({ at, webhookId, event, incident, copy, attempt, status });
    const isDropped = status !== null && status < 500 && status !== 429;
    if (isDropped || clock.now() - since > lastsMs) return;
    await clock.sleep(Math.min(longestWaitMs, firstWaitMs * 2 ** (attempt - 1)), closing);
  }
}

/** The status that was answered; null when there was none in time. */
async function post(
  { clock, secret, closing }: Subscription,
  { url, body, webhookId }: Sending,
): Promise<number | null> {
  const signature = createHmac('sha256', secret).update(body).digest('hex');
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'user-agent': 'PagerDuty-Webhook/V3.0',
        'x-webhook-id': webhookId,
        'x-webhook-subscription': 'PFAKEWH',
        // While a secret is replaced there is one for each.
        'x-pagerduty-signature': `v1=${'0'.repeat(64)},v1=${signature}`,
      },
      body,
      signal: AbortSignal.any([closing, AbortSignal.timeout(clock.realTimeout(answerWithinMs))]),
    });
    await response.body?.cancel();
    return response.status;
  } catch {
    return null;
  }
}
