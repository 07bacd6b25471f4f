import { z } from 'zod';
import type { SimClock } from '../../clock.ts';
import type { FakeSentry } from '../sentry/fake-sentry.ts';
import { syntheticError } from './synthetic-error.ts';

/** A storm that the control server may start: bounded, so that it always stops by itself. */
export const stormRequest = z.strictObject({
  /** Errors a virtual minute. */
  perMinute: z.number().int().min(1).max(6000).default(500),
  /** Virtual seconds. */
  seconds: z.number().min(1).max(600).default(60),
  services: z.number().int().min(1).max(50).default(12),
  /** The relay's webhook URL, on this machine; default: the target set before. */
  target: z.url().refine(isLoopback, 'must be on this machine (127.0.0.1, ::1 or localhost)').optional(),
  /** Signs from now on with this secret; default: the one in use. */
  secret: z.string().min(1).optional(),
});

/** How far a storm is. */
export interface StormProgress {
  readonly id: string;
  readonly errors: number;
  sent: number;
  accepted: number;
  done: boolean;
}

/** Sends the storm's webhooks at their times and returns when all have been settled or `stop` was called for. */
export async function runStorm(
  request: z.output<typeof stormRequest>,
  so: { sentry: FakeSentry; clock: SimClock; stop: AbortSignal; progress: StormProgress },
): Promise<void> {
  const { sentry, clock, stop, progress } = so;
  const gap = 60_000 / request.perMinute;
  const start = clock.now();
  const open: Promise<void>[] = [];
  for (let index = 0; index < progress.errors && !stop.aborted; index += 1) {
    await clock.sleep(start + index * gap - clock.now(), stop);
    const error = syntheticError(index, { services: request.services, at: clock.now(), storm: progress.id });
    for (const webhook of sentry.webhooksFor(error)) open.push(deliver(sentry, webhook, progress));
  }
  await Promise.all(open);
  progress.done = true;
}

async function deliver(
  sentry: FakeSentry,
  webhook: Parameters<FakeSentry['send']>[0],
  progress: StormProgress,
): Promise<void> {
  const { outcome } = await sentry.send(webhook);
  progress.sent += 1;
  if (outcome === 'accepted') progress.accepted += 1;
}

/** Whether a URL's host is this machine: load never goes anywhere else. */
export function isLoopback(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { hostname } = new URL(url);
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}
