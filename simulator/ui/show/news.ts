import type { Look } from './look.ts';

/** What one page has to be told: all of a look but the messages that it has already. */
interface News extends Omit<Look, 'messages'> {
  readonly messages: Look['messages'];
  /** Messages that are no longer there. */
  readonly gone: readonly MessageKey[];
}

interface MessageKey {
  readonly channel: string;
  readonly ts: string;
}

/** What a page has, by message: how far its versions and its thread are. */
export type Known = ReadonlyMap<string, MessageKey & { readonly stamp: string }>;

/** What is news to somebody who knows `known`, and what they know then. */
export function newsFor(known: Known, look: Look): { readonly news: News; readonly known: Known } {
  const next = new Map(
    look.messages.map(({ channel, ts, version, repliesVersion }) => [
      `${channel}/${ts}`,
      { channel, ts, stamp: `${version}/${repliesVersion}` },
    ]),
  );
  const isNews = ({ channel, ts }: MessageKey): boolean => {
    const key = `${channel}/${ts}`;
    return known.get(key)?.stamp !== next.get(key)?.stamp;
  };
  const gone = [...known].filter(([key]) => !next.has(key)).map(([, { channel, ts }]) => ({ channel, ts }));
  return { news: { ...look, messages: look.messages.filter(isNews), gone }, known: next };
}
