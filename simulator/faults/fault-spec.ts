import { z } from 'zod';
import type { SeededRandom } from '../seeded-random.ts';
import { acceptThenFail, acceptThenFailSettings } from './accept-then-fail.ts';
import { errorCode, errorCodeSettings } from './error-code.ts';
import type { FaultCall, FaultPlan } from './fault-plan.ts';
import { hidden, hiddenSettings } from './hidden.ts';
import { html, htmlSettings } from './html.ts';
import { latency, latencySettings } from './latency.ts';
import { rateLimit, rateLimitSettings } from './rate-limit.ts';
import { reset, resetSettings } from './reset.ts';
import { status, statusSettings } from './status.ts';
import { timeout, timeoutSettings } from './timeout.ts';

const faultTarget = z.strictObject({
  service: z.enum(['slack', 'pagerduty', 'webhook']),
  /** Slack's method (`chat.postMessage`), `incoming-webhook`, or PagerDuty's path (`/v2/enqueue`); absent: all. */
  method: z.string().optional(),
  channel: z.string().optional(),
  routingKey: z.string().optional(),
});

/** `from` (included) and `to` (excluded) in virtual UNIX milliseconds; `count`: at most so many requests are hit. */
const faultWindow = z.strictObject({
  from: z.number().optional(),
  to: z.number().optional(),
  count: z.number().int().min(1).optional(),
});

const faultSettings = z.discriminatedUnion('kind', [
  latencySettings,
  statusSettings,
  timeoutSettings,
  acceptThenFailSettings,
  resetSettings,
  rateLimitSettings,
  hiddenSettings,
  htmlSettings,
  errorCodeSettings,
]);

/** Whom a fault hits, when, how likely (`toxicity`, 0 to 1, default 1), and what it does. */
export const faultSpecSchema = z.strictObject({
  id: z.string().min(1).optional(),
  target: faultTarget,
  window: faultWindow.optional(),
  toxicity: z.number().min(0).max(1).default(1),
  fault: faultSettings,
});

/** A fault as callers write it: defaults may be left out. */
export type FaultSpec = z.input<typeof faultSpecSchema>;

/** A fault with its defaults filled in. */
export type ResolvedFault = z.output<typeof faultSpecSchema>;

/** Runs one fault's function. */
export function planOf(fault: ResolvedFault['fault'], call: FaultCall, random: SeededRandom): FaultPlan {
  switch (fault.kind) {
    case 'latency':
      return latency(fault, call, random);
    case 'status':
      return status(fault, call, random);
    case 'timeout':
      return timeout(fault, call, random);
    case 'accept-then-fail':
      return acceptThenFail(fault, call, random);
    case 'reset':
      return reset(fault, call, random);
    case 'rate-limit':
      return rateLimit(fault, call, random);
    case 'hidden':
      return hidden(fault, call, random);
    case 'html':
      return html(fault, call, random);
    case 'error-code':
      return errorCode(fault, call, random);
  }
}
