import { z } from 'zod';
import { errorAnswer, type Fault } from './fault-plan.ts';

/** Answers a 5xx without taking effect, as a load balancer does whose backends are gone. */
export const statusSettings = z.strictObject({
  kind: z.literal('status'),
  status: z.number().int().min(400).max(599).default(503),
});

/** The caller cannot tell this from a failure after the effect; the referee can. */
export const status: Fault<z.infer<typeof statusSettings>> = (settings, call) => ({
  takesEffect: false,
  answer: errorAnswer(call, settings.status, 'service_unavailable'),
});
