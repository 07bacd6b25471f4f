import { z } from 'zod';
import type { Fault } from './fault-plan.ts';

/** Accepts the request and never answers; with `takesEffect: false` it is also lost. */
export const timeoutSettings = z.strictObject({
  kind: z.literal('timeout'),
  takesEffect: z.boolean().default(true),
});

/** The connection stays open until the caller gives up. */
export const timeout: Fault<z.infer<typeof timeoutSettings>> = (settings) => ({
  takesEffect: settings.takesEffect,
  answer: 'never',
});
