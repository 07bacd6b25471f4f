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

/** One reply that covers the whole range, oldest first; what is over begins with its end, which is looked for then. */
export function renderThread(
  { items }: Told,
  options: { readonly now: number; readonly plain: boolean; readonly has?: Has },
): Rendered {
  const single = items.length === 1;
  const room = single ? 2500 : 480;
  const timed = items.some((item) => !single || options.now - item.at > freshMs);
  const [ends, others] = endsApart(items);
  if (!options.plain) {
    const how = { time: timed ? timeOfDay : null, room };
    const cards = options.has?.('card') === true ? ends.flatMap(cardOf) : [];
    return {
      text: summary(items),
      blocks: [
        ...(cards.length > 0
          ? cards
          : sectionsOfLines(
              ends.flatMap((item) => linesOf(item, how)),
              '\n',
            )),
        ...sectionsOfLines(
          others.flatMap((item) => linesOf(item, how)),
          '\n',
        ),
      ],
    };
  }
  const how = { time: timed ? utcTime : null, room: Math.min(room, Math.floor(3000 / items.length)) };
  return { text: [...ends, ...others].flatMap((item) => linesOf(item, how)).join('\n'), blocks: [] };
}

/** The end, if it is the newest item, and all else. */
function endsApart(items: readonly Item[]): readonly [readonly Item[], readonly Item[]] {
  return items.at(-1)?.lines === undefined ? [[], items] : [items.slice(-1), items.slice(0, -1)];
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
  const text = inline(item.text, share);
  return [
    // The end stands out from what is told beside it.
    `${when}${below.length === 0 ? text : `*${text}*`}${mentioned(item)}`,
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

/** For notifications: how it ended, else what is said to the whole channel, else the newest item, and how many others. */
function summary(items: readonly Item[]): string {
  const [end] = endsApart(items)[0];
  const said = end ?? items.findLast((item) => item.channel) ?? items.at(-1);
  const words = [said?.text ?? '', ...(said?.lines ?? []).slice(0, 1)].join(' ');
  const others = items.length > 1 ? ` (and ${items.length - 1} more)` : '';
  return `${inline(words, 400)}${others}`;
}
