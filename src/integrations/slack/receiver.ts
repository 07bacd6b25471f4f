import { createHash } from 'node:crypto';
import type { Receiver } from '../../domain/policy.ts';

const lanePrefix = 'slack:';

/** Names a bot token without telling it: `slack:<8 hex digits of its SHA-256>`. */
export function slackCredential(token: string): string {
  return `slack:${createHash('sha256').update(token).digest('hex').slice(0, 8)}`;
}

/** The id of the receiver that shows incidents in a channel. */
export function slackReceiverId(channel: string): string {
  return `slack/${channel}`;
}

/** The receiver that shows incidents in a channel, posting with this token. */
export function slackReceiver(channel: string, token: string): Receiver {
  return {
    id: slackReceiverId(channel),
    kind: 'chat',
    lane: `${lanePrefix}${channel}`,
    credential: slackCredential(token),
  };
}

/** The receiver that makes channels for single incidents. Their trouble is that of no message. */
export function roomsReceiver(token: string): Receiver {
  const credential = slackCredential(token);
  const name = credential.slice(lanePrefix.length);
  return { id: `slack-rooms/${name}`, kind: 'rooms', lane: `slack-rooms:${name}`, credential };
}

/** The channel that a lane stands for. */
export function channelOf(lane: string): string {
  return lane.startsWith(lanePrefix) ? lane.slice(lanePrefix.length) : lane;
}

/** Text without anything that looks like a token of Slack's. */
export function withoutTokens(text: string): string {
  return text.replaceAll(/xox[a-z.]*-[\w-]+|xapp-[\w-]+/g, '(token)');
}

/**
 * Opens a channel in whichever workspace the reader is in (docs.slack.dev, "Deep linking": `app_redirect`): where a page
 * leads while Slack has not told where the message itself is.
 */
export function channelUrl(channel: string): string {
  return `https://slack.com/app_redirect?channel=${encodeURIComponent(channel)}`;
}
