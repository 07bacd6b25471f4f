import type { SlackChannel, StoredMessage, Workspace } from '../../fakes/slack/workspace.ts';
import { contentHtml } from '../slack/message.ts';

/** A message of the channel, or of a thread, as the page gets it. Times are virtual UNIX ms. */
export interface ShownMessage {
  readonly channel: string;
  readonly ts: string;
  /** The app that wrote it. */
  readonly by: string;
  /** How often it was written, from 1. */
  readonly version: number;
  readonly at: number;
  readonly changedAt: number;
  /** How many replies its thread has, and how often those were written in all. */
  readonly replies: number;
  readonly repliesVersion: number;
  /** A reply that is shown in the channel, too. */
  readonly broadcast: boolean;
  readonly html: string;
}

/** A channel with its name. */
export interface ShownChannel {
  readonly id: string;
  readonly name: string;
  readonly topic: string;
  readonly archived: boolean;
}

/** One version of a message. */
interface ShownVersion {
  readonly n: number;
  readonly of: number;
  readonly at: number;
  readonly html: string;
}

/** A page shows so many messages of a channel, the newest. */
const mostShown = 60;

/** Channels in which something was written, and the one that the relay was given. */
export function shownChannels({ channels, webhook }: Workspace): readonly ShownChannel[] {
  return [...channels.values()]
    .filter(({ id, messages, made }) => id === webhook.channel || messages.size > 0 || made !== null)
    .map(({ id, name, topic, archived }) => ({ id, name, topic, archived }));
}

/** What stands in the channels, oldest first: no replies but those that are shown there, too. */
export function shownMessages({ channels }: Workspace): readonly ShownMessage[] {
  return [...channels.values()].flatMap((channel) => {
    const threads = threadsOf(channel);
    return [...channel.messages.values()]
      .filter(({ seen }) => isVisible(seen) && (seen.threadTs === null || seen.broadcast))
      .slice(-mostShown)
      .map((message) => shown(message, threads.get(message.seen.ts)));
  });
}

/** A message and its replies, oldest first; empty: there is no such message. */
export function threadOf({ channels }: Workspace, channel: string, ts: string): readonly ShownMessage[] {
  const all = [...(channels.get(channel)?.messages.values() ?? [])];
  return all
    .filter(({ seen }) => isVisible(seen) && (seen.ts === ts || seen.threadTs === ts))
    .map((message) => shown(message, undefined));
}

/** How a message read at its version `n`, from 1; null: there is no such version, or it is no longer kept. */
export function versionOf(
  { channels }: Workspace,
  { channel, ts, n }: { readonly channel: string; readonly ts: string; readonly n: number },
): ShownVersion | null {
  const versions = channels.get(channel)?.messages.get(ts)?.versions ?? [];
  const version = versions[n - 1];
  if (version === undefined || version.blocks === null) return null;
  const { at, text, blocks } = version;
  return { n, of: versions.length, at, html: contentHtml({ text, blocks }) };
}

interface Thread {
  replies: number;
  version: number;
}

function threadsOf({ messages }: SlackChannel): ReadonlyMap<string, Thread> {
  const threads = new Map<string, Thread>();
  for (const { seen, versions } of messages.values()) {
    if (seen.threadTs === null || !isVisible(seen)) continue;
    const thread = threads.get(seen.threadTs) ?? { replies: 0, version: 0 };
    threads.set(seen.threadTs, thread);
    thread.replies += 1;
    thread.version += versions.length;
  }
  return threads;
}

function shown(message: StoredMessage, thread: Thread | undefined): ShownMessage {
  const { seen, app, versions } = message;
  const at = versions[0]?.at ?? 0;
  return {
    channel: seen.channel,
    ts: seen.ts,
    by: app.name,
    version: versions.length,
    at,
    changedAt: versions.at(-1)?.at ?? at,
    replies: thread?.replies ?? 0,
    repliesVersion: thread?.version ?? 0,
    broadcast: seen.broadcast,
    html: htmlOf(message),
  };
}

/** A message is drawn once for each of its versions, however many look at it. */
const drawn = new WeakMap<StoredMessage, { readonly version: number; readonly html: string }>();

function htmlOf(message: StoredMessage): string {
  const version = message.versions.length;
  const known = drawn.get(message);
  if (known?.version === version) return known.html;
  const html = contentHtml(message);
  drawn.set(message, { version, html });
  return html;
}

function isVisible({ hidden, deleted }: StoredMessage['seen']): boolean {
  return !hidden && !deleted;
}
