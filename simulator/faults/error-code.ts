import { z } from 'zod';
import { jsonAnswer, type Fault } from './fault-plan.ts';

/** Answers one error code of the service midway: `token_revoked`, `is_archived`, `channel_not_found`, `Invalid routing key`. */
export const errorCodeSettings = z.strictObject({ kind: z.literal('error-code'), error: z.string().min(1) });

/** Slack puts its codes into a 200; PagerDuty Events v2 into the `errors` of a 400; an incoming webhook into a plain 403. */
export const errorCode: Fault<z.infer<typeof errorCodeSettings>> = ({ error }, call) => {
  if (call.service === 'pagerduty') {
    const body = { status: 'invalid event', message: 'Event object is invalid', errors: [error] };
    return { takesEffect: false, answer: jsonAnswer(400, body) };
  }
  if (call.method === 'incoming-webhook') {
    return {
      takesEffect: false,
      answer: { status: 403, headers: { 'content-type': 'text/html' }, body: error },
    };
  }
  return { takesEffect: false, answer: jsonAnswer(200, { ok: false, error }) };
};
