import { z } from 'zod';
import { errorAnswer, type Fault } from './fault-plan.ts';

/** Takes effect, then answers as if it had failed: a 5xx, or Slack's `internal_error` / `fatal_error` in a 200. */
export const acceptThenFailSettings = z.strictObject({
  kind: z.literal('accept-then-fail'),
  answer: z
    .union([
      z.number().int().min(500).max(599),
      z.enum(['internal_error', 'fatal_error', 'service_unavailable']),
    ])
    .default(500),
});

/** Slack says of these errors that "some aspect of the operation" may have succeeded (chat.postMessage, error table). */
export const acceptThenFail: Fault<z.infer<typeof acceptThenFailSettings>> = ({ answer }, call) =>
  typeof answer === 'number'
    ? { answer: errorAnswer(call, answer, 'internal_error') }
    : { answer: errorAnswer(call, 200, answer) };
