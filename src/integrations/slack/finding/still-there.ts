import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import type { Notification } from '../../../domain/sending/notification.ts';
import type { Outcome } from '../../../domain/sending/outcome.ts';
import { acceptedAt, handleOf } from '../../../domain/sending/sent.ts';
import { outcomeOfError } from '../classify.ts';

/** So young a post may not be in the history yet: that it is not there says nothing. */
const lagsMs = 30_000;
/** Slack may contradict itself for a moment: so often a change is tried again of what is there, or may be. */
const triesAgain = 2;

const page = z.object({ messages: z.array(z.object({ ts: z.string() })) });

/** A change that Slack refused because its message be gone. */
interface Refused {
  readonly row: Pick<Notification, 'sent' | 'attempts'>;
  readonly channel: string;
  readonly host: string;
  readonly now: number;
  readonly gone: Outcome & { readonly kind: 'gone' };
}

/**
 * Looks whether a message is gone before it is posted anew, since Slack says so of messages that stand there: those are
 * tried once more, and then left as they are. One look, which the room below Slack's limits is enough for.
 */
export async function whetherGone(client: WebClient, refused: Refused): Promise<Outcome> {
  const { row, now, gone } = refused;
  const handle = handleOf(row.sent);
  if (handle === null) return gone;
  const seen = await look(client, handle, refused);
  const isNew = now - (acceptedAt(row.sent) ?? 0) < lagsMs;
  if (seen === 'blind' || (seen === 'absent' && !isNew)) return gone;
  const { code, reason } = gone;
  const wasFrozen = row.sent.phase === 'posted' && row.sent.frozen === true;
  if (seen === 'absent' || (row.attempts.count < triesAgain && !wasFrozen))
    return { kind: 'failed', ambiguous: false, timedOut: false, code, reason };
  if (seen === 'untold') return gone;
  const told = `${reason} It stands there all the same, and stays as it is for now.`;
  return { kind: 'frozen', code, reason: told, passes: true };
}

type Seen = 'there' | 'absent' | 'blind' | 'untold';

async function look(client: WebClient, ts: string, { channel, host }: Refused): Promise<Seen> {
  const method = 'conversations.history';
  try {
    const range = { oldest: ts, latest: ts, inclusive: true, limit: 1 };
    const read = page.safeParse(await client.apiCall(method, { channel, ...range }));
    if (!read.success) return 'untold';
    return read.data.messages.some((message) => message.ts === ts) ? 'there' : 'absent';
  } catch (error) {
    return outcomeOfError(error, { step: 'lookup', method, channel, host }).kind === 'blind'
      ? 'blind'
      : 'untold';
  }
}
