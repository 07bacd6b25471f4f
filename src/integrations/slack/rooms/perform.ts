import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import type { Outcome } from '../../../domain/sending/outcome.ts';
import type { Projection } from '../../../domain/sending/projection.ts';
import type { InviteProjection, RoomPostProjection, RoomProjection } from '../../../domain/sending/room.ts';
import { handleOf, toldUpto } from '../../../domain/sending/sent.ts';
import type { Send } from '../../../seams/notifier.ts';
import { outcomeOfError, slackCode, unreadable, type FailedCall } from '../classify.ts';
import { lookUp } from '../finding/lookup.ts';
import { marked } from '../finding/mark.ts';
import { metadataOf, payloadOf } from '../finding/metadata.ts';
import { archiveChannel, findChannel, inviteUsers, makeChannel, setTopic } from './channel.ts';
import { renderRoomPost } from './post.ts';

/** What this needs of the edge. */
interface RoomEdge {
  readonly client: WebClient;
  readonly host: string;
  readonly aheadMs: () => number;
}

type OfRoom = RoomProjection | RoomPostProjection | InviteProjection;

/** Whether something belongs to the channel that an incident has of its own. */
export function isOfRoom(projection: Projection): projection is OfRoom {
  return ['room', 'room-post', 'invite'].includes(projection.surface);
}

const posted = z.object({ ts: z.string().regex(/^\d+\.\d+$/) });

/** Whatever somebody did by hand is done: nothing is left to do. */
const doneAlready: ReadonlySet<string> = new Set([
  'already_archived',
  'already_in_channel',
  'cant_invite_self',
  'is_archived',
]);

/** One step of a channel that an incident has of its own. Never rejects. */
export async function performInRoom(edge: RoomEdge, send: Send, projection: OfRoom): Promise<Outcome> {
  const channel =
    projection.surface === 'room'
      ? (handleOf(send.row.sent) ?? projection.channel ?? '')
      : projection.channel;
  const call: FailedCall = {
    step: send.step,
    method: methodOf(projection, send),
    channel: channel === '' ? projection.incident : channel,
    host: edge.host,
  };
  try {
    return (await step(edge, send, { projection, channel })) ?? unreadable(call);
  } catch (error) {
    const code = slackCode(error);
    if (code !== null && doneAlready.has(code) && channel !== '')
      return { kind: 'delivered', handle: channel };
    return ofRoomsAlone(outcomeOfError(error, call), code);
  }
}

async function step(
  edge: RoomEdge,
  send: Send,
  { projection, channel }: { readonly projection: OfRoom; readonly channel: string },
): Promise<Outcome | null> {
  const { client } = edge;
  switch (projection.surface) {
    case 'room':
      if (send.step === 'create') return makeChannel(client, projection);
      if (send.step === 'lookup') return findChannel(client, projection);
      return send.step === 'close' ? archiveChannel(client, channel) : setTopic(client, channel, projection);
    case 'room-post':
      return post(edge, send, projection);
    case 'invite': {
      const users = projection.items.filter(({ n }) => n > toldUpto(send.row.sent)).map(({ user }) => user);
      return inviteUsers(client, channel, users);
    }
  }
}

async function post(edge: RoomEdge, send: Send, room: RoomPostProjection): Promise<Outcome | null> {
  const { client } = edge;
  const { row, now } = send;
  const { channel } = room;
  const { text, blocks: rendered } = renderRoomPost(room, send.messageLink);
  if (send.step === 'lookup')
    return lookUp(client, row, { channel, parentHandle: null, now, aheadMs: edge.aheadMs(), text });
  const blocks = marked(rendered, payloadOf(row, 0));
  const shared = { channel, text, blocks, parse: 'none', link_names: false, metadata: metadataOf(row, 0) };
  const handle = handleOf(row.sent);
  if (send.step === 'change' && handle !== null) {
    await client.apiCall('chat.update', { ...shared, ts: handle });
    return { kind: 'delivered', handle };
  }
  const quiet = { unfurl_links: false, unfurl_media: false };
  const read = posted.safeParse(await client.apiCall('chat.postMessage', { ...shared, ...quiet }));
  return read.success ? { kind: 'delivered', handle: read.data.ts } : null;
}

function methodOf({ surface }: OfRoom, { step: of }: Send): string {
  if (surface === 'invite') return 'conversations.invite';
  if (surface === 'room-post') return of === 'change' ? 'chat.update' : 'chat.postMessage';
  if (of === 'create') return 'conversations.create';
  if (of === 'lookup') return 'conversations.list';
  return of === 'close' ? 'conversations.archive' : 'conversations.setTopic';
}

const advice =
  'Channels of single incidents need the bot scopes channels:manage and channels:read: add them to the app and install it again, or set SLACK_STORM_CHANNELS=false.';

/** What Slack does not let this app do with channels says nothing of the messages; what is gone says nothing of other channels. */
function ofRoomsAlone(outcome: Outcome, code: string | null): Outcome {
  if (
    code === 'channel_not_found' ||
    code === 'not_in_channel' ||
    code === 'method_not_supported_for_channel_type'
  )
    return { kind: 'refused', final: true, code: 'channel-missing', reason: reasonOf(outcome) };
  if (outcome.kind !== 'misconfigured' || outcome.code === 'token-refused') return outcome;
  return { ...outcome, scope: 'lane', reason: `${outcome.reason} ${advice}` };
}

function reasonOf(outcome: Outcome): string {
  return 'reason' in outcome ? outcome.reason : 'The channel is gone.';
}
