import { z } from 'zod';
import type { Fault } from './fault-plan.ts';

/** Resets the connection, `before` or `after` the request took effect. */
export const resetSettings = z.strictObject({
  kind: z.literal('reset'),
  when: z.enum(['before', 'after']).default('after'),
});

/** The caller sees ECONNRESET either way. */
export const reset: Fault<z.infer<typeof resetSettings>> = (settings) => ({
  takesEffect: settings.when === 'after',
  answer: 'reset',
});
