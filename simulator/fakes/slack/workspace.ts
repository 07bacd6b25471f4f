import type { SimClock } from '../../clock.ts';
import type { SlackCall, SlackMadeChannel, SlackMessage, SlackPress, SlackRevision } from '../../observed.ts';
import type { Button } from './presses/buttons.ts';
import type { EphemeralLine } from './presses/press-spec.ts';
import { SocketMode } from './socket/socket-mode.ts';
import type { SeededRandom } from '../../seeded-random.ts';

/** An app that is installed in the workspace: whom Slack counts, and who authors messages. */
export interface SlackApp {
  readonly name: string;
  readonly appId: string;
  readonly botId: string;
  readonly userId: string;
  readonly token: string;
  readonly scopes: Set<string>;
}

/** A public channel. */
export interface SlackChannel {
  readonly id: string;
  readonly name: string;
  readonly created: number;
  /** User ids of the bots that were invited. */
  readonly members: Set<string>;
  archived: boolean;
  /** User id of whoever made it; empty: a person did. */
  readonly creator: string;
  topic: string;
  /** What the referee sees of one that an app has made; null of all others. */
  readonly made:
    (Writable<SlackMadeChannel> & { readonly topics: string[]; readonly invited: string[] }) | null;
  /** Microseconds of the newest `ts`, so that the next one is greater. */
  lastTs: number;
  /** Root messages and replies by `ts`, oldest first. */
  readonly messages: Map<string, StoredMessage>;
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** What a message said from `at` (virtual ms) on; `blocks` are null where they are no longer kept. */
interface MessageVersion {
  readonly at: number;
  readonly text: string;
  readonly blocks: readonly unknown[] | null;
}

/** A message as the fake keeps it: what the referee sees, and what the API returns. */
export interface StoredMessage {
  readonly seen: Writable<Omit<SlackMessage, 'revisions'>> & { readonly revisions: SlackRevision[] };
  readonly app: SlackApp;
  text: string;
  blocks: readonly unknown[];
  attachments: readonly unknown[];
  metadata: SlackRevision['metadata'];
  /** Whatever could ever be pressed in it: a screen may lag behind. */
  readonly buttons: Map<string, Button>;
  /** How it read, oldest first: one for each of `seen.revisions`, the oldest without their blocks. */
  readonly versions: MessageVersion[];
  /** `ts` of the last edit; null while it stands as posted. */
  edited: string | null;
}

/** The incoming webhook's path and where it posts. */
interface IncomingWebhook {
  readonly path: string;
  readonly channel: string;
}

/** Somebody who can be answered, for a while and a few times. */
interface Answerable {
  readonly user: string;
  /** Virtual ms. */
  readonly since: number;
  answers: number;
  /** The press that is answered there; null: it was a command. */
  readonly press: { answers: number } | null;
}

/** Everything the fake Slack remembers. */
export interface Workspace {
  readonly clock: SimClock;
  readonly teamId: string;
  readonly apps: readonly SlackApp[];
  readonly channels: Map<string, SlackChannel>;
  readonly webhook: IncomingWebhook;
  /** The app that the incoming webhook belongs to: it shares that app's buckets. */
  readonly webhookApp: SlackApp;
  readonly calls: SlackCall[];
  readonly messages: SlackMessage[];
  /** Channels that apps have made, oldest first. */
  readonly made: SlackMadeChannel[];
  /** People by the addresses under which Slack knows them. */
  readonly people: ReadonlyMap<string, { readonly id: string; readonly name: string }>;
  /** Where ids of new channels come from. */
  readonly random: SeededRandom;
  /** Where the fake listens, once it does. */
  readonly origin: { url: string };
  /** Whether Slack finds fault with all metadata, and leaves it out. */
  readonly dropsMetadata: { value: boolean };
  /** Types of new blocks that Slack has brought here. */
  readonly newBlocks: Set<string>;
  /** Another way for what people do. */
  readonly socketMode: SocketMode;
  /** Signs what people press. */
  readonly signingSecret: string;
  /** Members of user groups, by the group's id. */
  readonly userGroups: Map<string, readonly string[]>;
  /** Who did something, by the last part of the address at which they can be answered. */
  readonly answerable: Map<string, Answerable>;
  /** Presses of buttons, oldest first. */
  readonly presses: (SlackPress & { answers: number })[];
  /** What single people were answered, oldest first. */
  readonly ephemeral: EphemeralLine[];
  /** What single people can choose from in those answers, by the person's id. */
  readonly offered: Map<string, ReadonlyMap<string, Button>>;
}

const upper = 'ABCDEFGHJKLMNPQRSTUVWXYZ0123456789';
const letters = 'abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789';

/** What a relay's bot token is granted; `dropScope` takes some away. */
const scopes = [
  'chat:write',
  'channels:read',
  'channels:history',
  'groups:history',
  'metadata.message:read',
  'usergroups:read',
  'channels:manage',
  'users:read.email',
];

/** Whoever is on call at the fake PagerDuty has the same address here. */
const knownPeople: Workspace['people'] = new Map([
  ['robin.fake@example.com', { id: 'U0ROBIN', name: 'robin.fake' }],
  ['kim.fernhill@example.com', { id: 'U0KIM', name: 'kim.fernhill' }],
]);

/** Builds the workspace: two apps, the channels #incidents and #drills, one incoming webhook into the first. */
export function createWorkspace(clock: SimClock, random: SeededRandom): Workspace {
  const first = createApp('stormrelay', random);
  const apps = [first, createApp('bystander', random)];
  const channels = new Map<string, SlackChannel>();
  const teamId = `T0${random.text(9, upper)}`;
  const acting = {
    userGroups: new Map(),
    answerable: new Map(),
    presses: [],
    ephemeral: [],
    offered: new Map(),
  };
  const lists = { calls: [], messages: [], made: [], people: knownPeople, random, ...acting };
  const workspace = { clock, teamId, apps, channels, webhookApp: first, ...lists };
  const channel = addChannel(workspace, 'incidents', random);
  addChannel(workspace, 'drills', random);
  const path = `/services/${teamId}/B0${random.text(9, upper)}/${random.text(24, letters)}`;
  return {
    ...workspace,
    webhook: { path, channel },
    origin: { url: '' },
    dropsMetadata: { value: false },
    newBlocks: new Set(),
    signingSecret: random.hex(32),
    socketMode: new SocketMode(first.appId, random),
  };
}

function createApp(name: string, random: SeededRandom): SlackApp {
  return {
    name,
    appId: `A0${random.text(9, upper)}`,
    botId: `B0${random.text(9, upper)}`,
    userId: `U0${random.text(9, upper)}`,
    token: [
      'xoxb',
      random.text(12, '0123456789'),
      random.text(13, '0123456789'),
      random.text(24, letters),
    ].join('-'),
    scopes: new Set(scopes),
  };
}

/** Makes a channel that every app is a member of, and returns its id; one that is there stays as it is. */
export function addChannel(
  workspace: Pick<Workspace, 'clock' | 'apps' | 'channels'>,
  name: string,
  random: SeededRandom,
  id = `C0${random.text(9, upper)}`,
): string {
  if (workspace.channels.has(id)) return id;
  const members = new Set(workspace.apps.map((app) => app.userId));
  const created = Math.floor(workspace.clock.now() / 1000);
  const made = { archived: false, creator: '', topic: '', made: null };
  workspace.channels.set(id, { id, name, created, members, ...made, lastTs: 0, messages: new Map() });
  return id;
}

/** Finds a channel by id, `name` or `#name`. */
export function findChannel(workspace: Workspace, idOrName: string): SlackChannel | undefined {
  const byId = workspace.channels.get(idOrName);
  if (byId !== undefined) return byId;
  const name = idOrName.startsWith('#') ? idOrName.slice(1) : idOrName;
  return [...workspace.channels.values()].find((channel) => channel.name === name);
}

/** A `ts` of its own for the channel, greater than all before: a string, because as a number it would lose digits. */
export function nextTs(channel: SlackChannel, now: number): string {
  channel.lastTs = Math.max(channel.lastTs + 1, Math.floor(now * 1000));
  return formatTs(channel.lastTs);
}

/** `1700000000.000100` out of microseconds. */
export function formatTs(microseconds: number): string {
  const seconds = Math.floor(microseconds / 1_000_000);
  return `${seconds}.${String(microseconds % 1_000_000).padStart(6, '0')}`;
}

/** Microseconds out of a `ts` (or of plain seconds); null when it is not one. */
export function parseTs(ts: string): number | null {
  const match = /^(\d{1,12})(?:\.(\d{1,6}))?$/.exec(ts);
  if (match === null) return null;
  return Number(match[1]) * 1_000_000 + Number((match[2] ?? '').padEnd(6, '0'));
}

/** Slack brings new blocks to the workspace, and takes the others away. */
export function setNewBlocks({ newBlocks }: Pick<Workspace, 'newBlocks'>, types: readonly string[]): void {
  newBlocks.clear();
  for (const type of types) newBlocks.add(type);
}

/** Makes a user group, and returns its id. */
export function addUserGroup(
  { userGroups }: Pick<Workspace, 'userGroups'>,
  members: readonly string[],
): string {
  const id = `S0GROUP${userGroups.size + 1}`;
  userGroups.set(id, members);
  return id;
}
