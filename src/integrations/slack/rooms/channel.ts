import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import type { Outcome } from '../../../domain/sending/outcome.ts';
import type { RoomProjection } from '../../../domain/sending/room.ts';
import { slackCode } from '../classify.ts';
import { visibleLine } from '../../../domain/text/visible-text.ts';

const made = z.object({ channel: z.object({ id: z.string().regex(/^[CG][A-Z0-9]{1,20}$/) }) });

const listed = z.object({
  channels: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      creator: z.string().catch(''),
      created: z.number().catch(0),
      is_archived: z.boolean().catch(false),
    }),
  ),
  response_metadata: z.object({ next_cursor: z.string().catch('') }).nullish(),
});

const own = z.object({ user_id: z.string() });

type Listed = z.infer<typeof listed>['channels'][number];

/** conversations.list: "an integer under 1000". Of more than so many pages the rest is left alone: each is a call. */
const pageSize = 999;
const mostPages = 4;
/** Slack gives when a channel was made in whole seconds of its own clock. */
const clocksMs = 60_000;
/** Slack bounds a topic to 250 characters (docs.slack.dev/reference/methods/conversations.setTopic). */
const longestTopic = 250;
const mostSuffixes = 50;

/** Makes the channel; where its name is taken, the next one that is free, unless it is its own already. */
export async function makeChannel(client: WebClient, room: RoomProjection): Promise<Outcome | null> {
  try {
    return delivered(await client.apiCall('conversations.create', { name: room.name }));
  } catch (error) {
    if (slackCode(error) !== 'name_taken') throw error;
  }
  const all = await channelsNamed(client, room.name);
  const its = await ownAmong(client, all, room);
  if (its !== null) return { kind: 'delivered', handle: its.id };
  return delivered(await client.apiCall('conversations.create', { name: freeName(room.name, all) }));
}

/** Looks for the channel whose making was never answered. */
export async function findChannel(client: WebClient, room: RoomProjection): Promise<Outcome> {
  const its = await ownAmong(client, await channelsNamed(client, room.name), room);
  return its === null ? { kind: 'absent' } : { kind: 'found', handle: its.id, alerts: 0, upto: 0 };
}

/** Says in its topic how the incident stands. */
export async function setTopic(client: WebClient, channel: string, room: RoomProjection): Promise<Outcome> {
  await client.apiCall('conversations.setTopic', { channel, topic: topicOf(room) });
  return { kind: 'delivered', handle: channel };
}

/** Puts it away. */
export async function archiveChannel(client: WebClient, channel: string): Promise<Outcome> {
  await client.apiCall('conversations.archive', { channel });
  return { kind: 'delivered', handle: channel };
}

/** Asks people in; whom Slack cannot ask, it leaves out (`force`). */
export async function inviteUsers(
  client: WebClient,
  channel: string,
  users: readonly string[],
): Promise<Outcome> {
  await client.apiCall('conversations.invite', { channel, users: users.join(','), force: true });
  return { kind: 'delivered', handle: channel };
}

function delivered(answer: unknown): Outcome | null {
  const read = made.safeParse(answer);
  return read.success ? { kind: 'delivered', handle: read.data.channel.id } : null;
}

/** Channels of this name, and of this name with a number behind it. */
async function channelsNamed(client: WebClient, name: string): Promise<readonly Listed[]> {
  const found: Listed[] = [];
  let cursor = '';
  for (let page = 0; page < mostPages; page += 1) {
    const answer = await client.apiCall('conversations.list', {
      limit: pageSize,
      types: 'public_channel',
      ...(cursor !== '' && { cursor }),
    });
    const read = listed.safeParse(answer);
    if (!read.success) break;
    found.push(...read.data.channels.filter((one) => one.name === name || one.name.startsWith(`${name}-`)));
    cursor = read.data.response_metadata?.next_cursor ?? '';
    if (cursor === '') break;
  }
  return found;
}

/** Made by this app, since the incident wanted one. */
async function ownAmong(
  client: WebClient,
  channels: readonly Listed[],
  { since }: RoomProjection,
): Promise<Listed | null> {
  const young = channels.filter((one) => one.created * 1_000 >= since - clocksMs && !one.is_archived);
  if (young.length === 0) return null;
  const read = own.safeParse(await client.apiCall('auth.test', {}));
  return read.success ? (young.find(({ creator }) => creator === read.data.user_id) ?? null) : null;
}

function freeName(name: string, taken: readonly Listed[]): string {
  const names = new Set(taken.map((one) => one.name));
  for (let n = 2; n < mostSuffixes; n += 1) if (!names.has(`${name}-${n}`)) return `${name}-${n}`;
  return `${name}-${mostSuffixes}`;
}

const marks = { open: '🔴 open', acknowledged: '🟠 acknowledged', resolved: '✅ resolved' } as const;

/** `🟠 acknowledged by Robin · redis unreachable · 12 services · inc-42`: plain text, in which Slack makes no links of ids. */
export function topicOf({ about, incident }: RoomProjection): string {
  const { status, who, title, services } = about;
  const standing = `${marks[status]}${who === null ? '' : ` by ${visibleLine(who).slice(0, 60)}`}`;
  const end = `${services > 1 ? ` · ${services} services` : ''} · ${incident}`;
  const room = longestTopic - standing.length - end.length - 3;
  return `${standing} · ${plain(title).slice(0, Math.max(0, room))}${end}`;
}

/** A topic understands mentions and links as messages do. */
function plain(text: string): string {
  return visibleLine(text).replaceAll(/[<>&@]/g, ' ');
}
