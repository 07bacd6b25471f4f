import { z } from 'zod';
import type { Fault } from './fault-plan.ts';

/** Answers late: `ms` virtual milliseconds, plus or minus up to `jitterMs`. */
export const latencySettings = z.strictObject({
  kind: z.literal('latency'),
  ms: z.number().min(0),
  jitterMs: z.number().min(0).optional(),
});

/** The request waits at the fake's door, then is handled as usual. */
export const latency: Fault<z.infer<typeof latencySettings>> = (settings, _call, random) => ({
  delayMs: Math.max(0, settings.ms + (random.next() * 2 - 1) * (settings.jitterMs ?? 0)),
});
