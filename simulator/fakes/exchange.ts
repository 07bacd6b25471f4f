import express, { type Express, type Request, type Response } from 'express';
import type { SimClock } from '../clock.ts';
import type { Answer, FaultPlan } from '../faults/fault-plan.ts';

/** The most that a fake reads of one body; larger bodies are turned away with 413. */
const bodyLimit = '4mb';

/** What a fake's handlers need of the world around them. */
export interface Surroundings {
  readonly clock: SimClock;
  /** Aborted when the fakes close: nobody waits any longer. */
  readonly closing: AbortSignal;
}

/** An express app that keeps request bodies as bytes. */
export function bareApp(): Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.use(express.raw({ type: () => true, limit: bodyLimit }));
  return app;
}

/** The body as bytes; empty when there was none. */
export function bodyOf(request: Request): Buffer {
  const body: unknown = request.body;
  return Buffer.isBuffer(body) ? body : Buffer.alloc(0);
}

/** Waits as long as the plan says, before the request is handled. */
export async function holdBack(plan: FaultPlan, { clock, closing }: Surroundings): Promise<void> {
  if (plan.delayMs !== undefined && plan.delayMs > 0) await clock.sleep(plan.delayMs, closing);
}

/** Writes the answer, or what the fault put in its place. */
export function write(response: Response, answer: Answer | 'never' | 'reset'): void {
  if (answer === 'never') return;
  if (answer === 'reset') {
    const socket = response.req.socket;
    // TLS sockets have no handle that can be reset; a plain close looks the same to a client that waits.
    if ('encrypted' in socket) socket.destroy();
    else socket.resetAndDestroy();
    return;
  }
  response.status(answer.status).set(answer.headers).end(answer.body);
}

/** HTTP status of an answer; null when the request stayed unanswered. */
export function statusOf(answer: Answer | 'never' | 'reset'): number | null {
  return typeof answer === 'string' ? null : answer.status;
}

/** Parses JSON; undefined when the text is not JSON. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Whether a parsed value is a JSON object. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
