import type { ThreadProjection } from '../../../domain/sending/projection.ts';
import type { Has } from '../new-blocks.ts';
import { card, sectionsOfLines, type Block, type Rendered } from './blocks.ts';
import { inline } from './escape.ts';
import { timeOfDay, utcTime } from './wording.ts';

/** A single fresh item needs no time: Slack shows when the reply was posted. */
const freshMs = 30_000;

/** More lines than a summary has. */
const linesBelow = 5;

type Item = ThreadProjection['items'][number];

/** What one reply tells: the items after the last one covered. */
interface Told {
  readonly items: ThreadProjection['items'];
  /** `n` of the last one. */
  readonly upto: number;
  /** Whether the reply is also sent to the channel: edits notify nobody, so a promotion has to be said aloud. */
  readonly broadcast: boolean;
}

/** The items that were not told yet; null when there are none. */
export function itemsToTell(thread: ThreadProjection, coveredUpto: number): Told | null {
  const items = thread.items.filter((item) => item.n > coveredUpto);
  const last = items.at(-1);
  return last === undefined ? null : { items, upto: last.n, broadcast: items.some((item) => item.channel) };
}

/** One reply that covers the whole range, oldest first. */
export function renderThread(
  { items }: Told,
  options: { readonly now: number; readonly plain: boolean; readonly has?: Has },
): Rendered {
  const single = items.length === 1;
  const room = single ? 2500 : 480;
  const timed = items.some((item) => !single || options.now - item.at > freshMs);
  if (!options.plain) {
    const [last] = items.slice(-1).flatMap((item) => (options.has?.('card') === true ? cardOf(item) : []));
    const lined = last === undefined ? items : items.slice(0, -1);
    const lines = lined.flatMap((item) => linesOf(item, { time: timed ? timeOfDay : null, room }));
    return {
      text: summary(items),
      blocks: [...sectionsOfLines(lines, '\n'), ...(last === undefined ? [] : [last])],
    };
  }
  const plainRoom = Math.min(room, Math.floor(3000 / items.length));
  const plain = items.flatMap((item) => linesOf(item, { time: timed ? utcTime : null, room: plainRoom }));
  return { text: plain.join('\n'), blocks: [] };
}

/**
 * What it came to, which is looked for in a thread when all is over, stands out from it. Empty where there is nothing
 * below the line, and where it has no room: nothing is cut.
 */
function cardOf({ text, lines: [subtitle = '', ...others] = [] }: Item): readonly Block[] {
  const parts = {
    title: inline(text, whole),
    subtitle: inline(subtitle, whole),
    body: inline(others.join(' '), whole),
  };
  const fits = parts.title.length <= 150 && parts.subtitle.length <= 150 && parts.body.length <= 200;
  return subtitle !== '' && fits ? [card(parts)] : [];
}

const whole = 1000;

/** An item, and the lines below it, which are of the same time. */
function linesOf(
  item: Item,
  { time, room }: { readonly time: ((at: number) => string) | null; readonly room: number },
): readonly string[] {
  const when = time === null ? '' : `${span(item, time)} `;
  const below = (item.lines ?? []).slice(0, linesBelow);
  const share = Math.floor(room / (below.length + 1));
  return [
    `${when}${inline(item.text, share)}${mentioned(item)}`,
    ...below.map((line) => inline(line, share)),
  ];
}

/**
 * Whoever is to be notified, as Slack writes it
 * (https://docs.slack.dev/messaging/formatting-message-text/#mentioning-people). Nothing but an id is ever named so.
 */
function mentioned({ mention }: Item): string {
  if (mention === undefined || !/^[SUW][A-Z0-9]{2,20}$/.test(mention)) return '';
  return mention.startsWith('S') ? ` <!subteam^${mention}>` : ` <@${mention}>`;
}

/** When it was, and of several as one from when to when. */
function span({ at, since = at }: Item, time: (at: number) => string): string {
  return at - since < 1000 ? time(at) : `${time(since)}–${time(at)}`;
}

/** For notifications: what is said to the whole channel, else the newest item, and how many others there are. */
function summary(items: ThreadProjection['items']): string {
  const sums = items.at(-1)?.lines === undefined ? [] : items.slice(-1);
  const news = items.slice(0, items.length - sums.length);
  // How it ended and what it came to are one piece of news.
  const said = [news.findLast((item) => item.channel) ?? news.at(-1), ...sums];
  const others = news.length > 1 ? ` (and ${news.length - 1} more)` : '';
  return `${inline(said.map((item) => item?.text ?? '').join(' '), 400)}${others}`;
}
