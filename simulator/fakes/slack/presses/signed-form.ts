import { createHmac } from 'node:crypto';
import type { PressAnswer } from './press-spec.ts';

/** Real ms: "This must be sent within 3 seconds of receiving the payload" (docs.slack.dev, handling-user-interaction). */
const answerWithinMs = 3_000;

/** How a form is sent. */
interface Sending {
  readonly url: string;
  /** UNIX seconds. */
  readonly timestamp: number;
  readonly secret: string;
  /** How often the very same request is sent. */
  readonly copies: number;
}

/** Sends a form, signed as docs.slack.dev/authentication/verifying-requests-from-slack says. */
export function sendSigned(
  form: Readonly<Record<string, string>>,
  { url, timestamp, secret, copies }: Sending,
): Promise<readonly PressAnswer[]> {
  const body = new URLSearchParams(form).toString();
  const signature = createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex');
  const headers = {
    'content-type': 'application/x-www-form-urlencoded',
    'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
    'x-slack-request-timestamp': String(timestamp),
    'x-slack-signature': `v0=${signature}`,
  };
  return Promise.all(Array.from({ length: copies }, () => send(url, { headers, body })));
}

async function send(
  url: string,
  { headers, body }: { readonly headers: Readonly<Record<string, string>>; readonly body: string },
): Promise<PressAnswer> {
  const began = performance.now();
  const signal = AbortSignal.timeout(answerWithinMs);
  try {
    const response = await fetch(url, { method: 'POST', headers, body, signal });
    return { status: response.status, body: await response.text(), ms: performance.now() - began };
  } catch {
    return { status: null, body: '', ms: performance.now() - began };
  }
}
