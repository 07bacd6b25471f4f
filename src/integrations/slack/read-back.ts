import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import type { Notification } from '../../domain/sending/notification.ts';
import { handleOf } from '../../domain/sending/sent.ts';
import type { Finding } from '../../seams/inspector.ts';
import { findingOfOutcome, lookAgainMs } from '../../seams/outcome-finding.ts';
import { outcomeOfError, unreadable, type FailedCall } from './classify.ts';
import { lookupMethod } from './finding/lookup.ts';
import { permalinkOf } from './permalink.ts';
import { channelOf } from './receiver.ts';

const page = z.object({ messages: z.array(z.unknown()) });

const shownMessage = z.object({ ts: z.string(), subtype: z.string().nullable().catch(null) });

/** Looks for the message that a row's handle names, and for its address. Never rejects. */
export async function readBackMessage(client: WebClient, row: Notification, host: string): Promise<Finding> {
  const ts = handleOf(row.sent);
  if (ts === null || ts === '') {
    return {
      kind: 'unknown',
      code: 'not-sent',
      detail: 'Nothing was posted for it yet.',
      waitMs: lookAgainMs,
    };
  }
  const call: FailedCall = {
    step: 'lookup',
    method: lookupMethod(row),
    channel: channelOf(row.lane),
    host,
  };
  try {
    const read = page.safeParse(await client.apiCall(call.method, rangeOf(row, ts)));
    if (!read.success) return findingOfOutcome(unreadable(call));
    if (!read.data.messages.some((message) => isShown(message, ts))) return notShown(row);
  } catch (error) {
    return findingOfOutcome(outcomeOfError(error, call));
  }
  const link = row.link ?? (await linkTo(client, { channel: call.channel, message_ts: ts }));
  return { kind: 'yes', detail: `Slack shows the message in ${call.channel}.`, link };
}

/** Exactly the one message; a thread's root may come along with a reply. */
function rangeOf(row: Notification, ts: string): Record<string, unknown> {
  const range = { channel: channelOf(row.lane), latest: ts, oldest: ts, inclusive: true };
  return row.surface === 'thread' ? { ...range, ts, limit: 2 } : { ...range, limit: 1 };
}

/** A deleted message with replies stays as a tombstone, with its `ts`. */
function isShown(message: unknown, ts: string): boolean {
  const read = shownMessage.safeParse(message);
  return read.success && read.data.ts === ts && read.data.subtype !== 'tombstone';
}

/** "there is no guarantee that messages will be stored or displayed" (docs.slack.dev/apis/web-api/rate-limits). */
function notShown({ lane, surface }: Notification): Finding {
  const place = surface === 'thread' ? 'a thread' : "the channel's history";
  const detail = `Slack answered ok, but the message is not in ${place}: somebody deleted it, or Slack did not display it because too much was posted at once. Look into ${channelOf(lane)}.`;
  return { kind: 'no', code: 'not-shown', detail };
}

/** Null when Slack does not tell: the message is there all the same. */
async function linkTo(
  client: WebClient,
  message: { readonly channel: string; readonly message_ts: string },
): Promise<string | null> {
  try {
    return await permalinkOf(client, message);
  } catch {
    return null;
  }
}
