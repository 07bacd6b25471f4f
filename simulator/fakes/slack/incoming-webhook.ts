import type { Request } from 'express';
import type { Answer } from '../../faults/fault-plan.ts';
import { bodyOf, isObject, jsonOf } from '../exchange.ts';
import { isEmpty, readContent } from './message-content.ts';
import { storeMessage } from './post-message.ts';
import type { MethodCall } from './reply.ts';

/** What posting through the webhook came to: a plain text answer, and the message if there is one. */
interface WebhookReply {
  readonly answer: Answer;
  readonly error: string | null;
  readonly ts: string | null;
}

/** Posts a webhook's JSON, or the JSON in the form field `payload`, into the webhook's own channel. */
export function postThroughWebhook(call: MethodCall, request: Request): WebhookReply {
  const { channel } = call;
  if (channel === undefined) return refused(404, 'channel_not_found');
  if (channel.archived) return refused(410, 'channel_is_archived');
  const payload = payloadOf(request);
  if (!isObject(payload)) return refused(400, 'invalid_payload');
  const content = readContent({ params: new Map(Object.entries(payload)), workspace: call.workspace });
  if ('ok' in content) return refused(400, content.error);
  if (isEmpty(content)) return refused(400, 'no_text');
  const threadTs = typeof payload['thread_ts'] === 'string' ? payload['thread_ts'] : null;
  const stored = storeMessage(call, content, { channel, threadTs, broadcast: false });
  return { answer: plain(200, 'ok'), error: null, ts: stored.ts ?? null };
}

/** A refusal in a webhook's words (docs.slack.dev incoming webhooks, "Handling errors"). */
export function refused(status: number, error: string): WebhookReply {
  return { answer: plain(status, error), error, ts: null };
}

function plain(status: number, body: string): Answer {
  return { status, headers: { 'content-type': 'text/html' }, body };
}

function payloadOf(request: Request): unknown {
  const body = bodyOf(request).toString('utf8');
  const isForm = (request.headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded');
  const inForm = isForm ? new URLSearchParams(body).get('payload') : null;
  return jsonOf(inForm ?? body);
}
