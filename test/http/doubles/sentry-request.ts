import { createHmac } from 'node:crypto';
import { signingSecret } from './fake-relay.ts';

/** Headers of a webhook that is signed as Sentry signs it. */
export function signedHeaders(
  body: string | Buffer,
  changes: Record<string, string> = {},
): Record<string, string> {
  return {
    'content-type': 'application/json',
    'request-id': 'a7c1f0d2e3b44c5596a7b8c9d0e1f203',
    'sentry-hook-resource': 'event_alert',
    'sentry-hook-timestamp': '1767225600',
    'sentry-hook-signature': createHmac('sha256', signingSecret).update(body).digest('hex'),
    ...changes,
  };
}

/** A body of our own, small and whole. */
export const sampleBody = JSON.stringify({
  action: 'triggered',
  data: { event: { event_id: '1', issue_id: '4711' } },
});
