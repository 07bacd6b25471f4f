import { timingSafeEqual } from 'node:crypto';
import type { Express, Request, Response } from 'express';
import { Webhook } from 'standardwebhooks';
import { z } from 'zod';
import type { FaultBoard } from '../../faults/fault-board.ts';
import { jsonAnswer, type Answer } from '../../faults/fault-plan.ts';
import type { WebhookCall } from '../../observed.ts';
import { bareApp, bodyOf, holdBack, jsonOf, statusOf, write, type Surroundings } from '../exchange.ts';

/** Where events are taken. */
export const webhookPath = '/hook';

/** What the receiver of webhooks needs. */
export interface WebhookDoor extends Surroundings {
  /** `whsec_…` */
  readonly secret: string;
  readonly faults: FaultBoard;
  readonly calls: WebhookCall[];
}

/** A receiver refuses what was signed longer ago, or ahead (standard-webhooks.md, "Verifying webhooks"), ms. */
const toleranceMs = 5 * 60_000;

const eventShape = z.object({
  type: z.string(),
  timestamp: z.iso.datetime(),
  data: z.object({
    id: z.string(),
    status: z.enum(['open', 'acknowledged', 'resolved', 'folded']),
    alerts: z.number().default(0),
    storm: z.unknown().optional(),
    changes: z.array(z.object({ number: z.number(), type: z.string() })),
  }),
});

/** A program that takes events in the form of Standard Webhooks, verifies them with its own library, and keeps them. */
export function webhookApp(door: WebhookDoor): Express {
  const app = bareApp();
  app.post(webhookPath, (request, response) => receive(door, request, response));
  return app;
}

async function receive(door: WebhookDoor, request: Request, response: Response): Promise<void> {
  const at = door.clock.now();
  const body = bodyOf(request).toString('utf8');
  const { name: fault, plan } = door.faults.draw({
    service: 'webhook',
    method: request.path,
    channel: null,
    routingKey: null,
    at,
  });
  await holdBack(plan, door);
  const verified = isVerified(door, request, body);
  const event = eventShape.safeParse(jsonOf(body));
  const taken = plan.takesEffect !== false && verified && event.success;
  const answer = plan.answer ?? own(verified, event.success);
  door.calls.push({
    at,
    webhookId: request.get('webhook-id') ?? '',
    verified,
    taken,
    status: statusOf(answer),
    fault,
    bytes: Buffer.byteLength(body),
    event: event.success ? told(event.data) : null,
  });
  write(response, answer);
}

function own(verified: boolean, understood: boolean): Answer {
  if (!verified) return jsonAnswer(401, { error: 'No matching signature found' });
  return understood ? jsonAnswer(200, { ok: true }) : jsonAnswer(400, { error: 'not an event' });
}

function told({ type, data }: z.infer<typeof eventShape>): NonNullable<WebhookCall['event']> {
  const { id, status, alerts, storm, changes } = data;
  return {
    type,
    incident: id,
    status,
    alerts,
    storm: storm != null,
    changes: changes.map(({ number }) => number),
  };
}

/**
 * The library signs what came, and both have to agree. Its own `verify` knows real time alone, and a simulation's runs
 * faster.
 */
function isVerified({ secret, clock }: WebhookDoor, request: Request, body: string): boolean {
  const [id, timestamp, signatures] = ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map(
    (name) => request.get(name) ?? '',
  ) as [string, string, string];
  if (id === '' || !/^\d{1,12}$/.test(timestamp)) return false;
  const signedAt = Number(timestamp) * 1_000;
  if (Math.abs(clock.now() - signedAt) > toleranceMs) return false;
  const expected = Buffer.from(new Webhook(secret).sign(id, new Date(signedAt), body));
  return signatures.split(' ').some((signature) => {
    const given = Buffer.from(signature);
    return given.length === expected.length && timingSafeEqual(given, expected);
  });
}
