import { WebClient, type WebClientOptions } from '@slack/web-api';
import { boundedAnswer } from '../../seams/answer-body.ts';
import type { Log } from '../../seams/log.ts';
import { quietLogger } from './quiet-logger.ts';

type FetchFunction = NonNullable<WebClientOptions['fetch']>;

/** How long to wait after a 429 that does not say for how long, in seconds. */
export const unnamedWaitSeconds = 5;

/**
 * Slack's own client with its two habits switched off that would post twice or stop every channel: it repeats calls
 * after a timeout, and it pauses its whole queue after one 429 (both measured with 8.2.0).
 */
export function slackClient(
  token: string,
  options: { apiUrl: string; timeoutMs: number; log: Log },
): WebClient {
  return new WebClient(token, {
    slackApiUrl: options.apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: options.timeoutMs,
    fetch: fetchWithNamedWait,
    logger: quietLogger(options.log, '@slack/web-api'),
    // A method name is never an address here.
    allowAbsoluteUrls: false,
  });
}

/** Bytes of an answer: what is posted is answered with itself; pages of history, members and channels are long. */
const mostAnswer = { chat: 64 * 1024, other: 2 * 1024 * 1024 } as const;

/** Without a readable Retry-After the client throws an error that nobody can tell from others; so there always is one. */
const fetchWithNamedWait: FetchFunction = async (url, init) => {
  const isChat = /\/chat\.[a-zA-Z]+$/.test(new URL(String(url)).pathname);
  const response = boundedAnswer(await fetch(url, init), isChat ? mostAnswer.chat : mostAnswer.other);
  const named = Number.parseInt(response.headers.get('retry-after') ?? '', 10);
  if (response.status !== 429 || named >= 0) return response;
  const headers = new Headers(response.headers);
  headers.set('retry-after', String(unnamedWaitSeconds));
  return new Response(response.body, { status: response.status, statusText: response.statusText, headers });
};
