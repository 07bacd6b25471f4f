import type { BrainState } from '../correlate/state/brain-state.ts';
import { listed, someOf } from '../domain/decision/amounts.ts';
import type { Decision } from '../domain/decision.ts';
import { stormTold } from '../domain/decision/storm-words.ts';
import { summaryLines } from '../domain/decision/summary-words.ts';
import { sentenceOf } from '../domain/decision/words.ts';
import type { Incident } from '../domain/incident.ts';
import type { ThreadProjection } from '../domain/sending/projection.ts';
import type { TimelineItem } from '../domain/timeline.ts';

type Item = ThreadProjection['items'][number];

const itemsTold = 20;
/** Names that a line about those who joined has room for. */
const namesTold = 12;

/**
 * The items of an incident's story that its thread is made of, oldest first: what is worth a reply, and before it what
 * is worth a line in one, who joined and when somebody was paged. Nothing follows the last that is worth a reply, so a
 * storm that grows makes no reply for each service.
 */
export function toldItems({ timeline }: BrainState, { id }: Incident): readonly TimelineItem[] {
  const items = timeline.get(id) ?? [];
  const last = items.findLastIndex(isTold);
  const newest = items[last];
  if (newest === undefined) return [];
  const known = stories.get(newest);
  if (known !== undefined && known.oldest === items[0]) return known.told;
  const told = items.slice(0, last + 1).filter((item) => isTold(item) || isAside(item.decision));
  stories.set(newest, { oldest: items[0], told });
  return told;
}

interface Story {
  readonly oldest: TimelineItem | undefined;
  readonly told: readonly TimelineItem[];
}

/** What was told last, kept with its newest item: asked for with every alert, and a story only grows or loses its oldest. */
const stories = new WeakMap<TimelineItem, Story>();

function isTold({ tell }: TimelineItem): boolean {
  return tell !== 'no';
}

function isAside({ code }: Decision): boolean {
  return (
    code === 'joined' ||
    code === 'paged' ||
    code === 'receiver-paged' ||
    code === 'commit-suspected' ||
    code === 'seen-before'
  );
}

/** What of a story is told to one of several receivers: what another is told again is nobody else's news. */
export function toldTo(receiver: string | null, told: readonly TimelineItem[]): readonly TimelineItem[] {
  const isElsewhere = (item: TimelineItem): boolean => isToldElsewhere(item, receiver);
  return told.some(isElsewhere) ? told.filter((item) => !isElsewhere(item)) : told;
}

/** Whether an item tells somebody else again of what goes on. */
export function isToldElsewhere({ decision }: TimelineItem, receiver: string | null): boolean {
  return decision.code === 'still-open' && decision.receiver !== receiver;
}

function isFounding({ code }: Decision): boolean {
  return code === 'storm-found' || code === 'surge-found';
}

/** Whom a thread names when one of several receivers is woken: an id of a person or a group there. */
export interface Mention {
  readonly receiver: string;
  readonly whom: string;
}

/** The lines of an incident's story that are told in its thread. */
export function threadProjection(
  { id, services: [own] }: Incident,
  told: readonly TimelineItem[],
  mention: Mention | null,
): ThreadProjection {
  const items: Item[] = [];
  // Its first service stays the first: what is told of one story never depends on when it is asked for.
  const known = new Set(own === undefined ? [] : [own.name]);
  let joined: Joined[] = [];
  for (const item of told) {
    const { decision } = item;
    if ('why' in decision && decision.code === 'joined') {
      if (!known.has(decision.who)) joined.push({ n: item.n, at: item.at, who: decision.who });
      known.add(decision.who);
      continue;
    }
    // Those with whom a storm was found are told of by what it says itself.
    if (!isFounding(decision)) items.push(...joinsIn(joined));
    joined = [];
    const named = mention !== null && isPageOf(decision, mention) && { mention: mention.whom };
    const channel = item.tell === 'channel';
    if (decision.code === 'summed-up') {
      const end = endBefore(item, told) ? items.pop() : undefined;
      items.push(endOf(item, decision, { end, channel }));
    } else items.push({ n: item.n, at: item.at, ...wordsOf(decision), ...named, channel });
  }
  return { surface: 'thread', incident: id, items: items.slice(-itemsTold) };
}

/** Whoever was to be woken, and is not, is called where they may see it. */
function isPageOf(decision: Decision, { receiver }: Mention): boolean {
  if (decision.code === 'still-open') return decision.paged && decision.receiver === receiver;
  const isPage =
    decision.code === 'receiver-paged' ||
    decision.code === 'page-overdue' ||
    decision.code === 'page-given-up';
  return isPage && decision.receiver === receiver;
}

/** What is told of a decision, in one line. */
function wordsOf(decision: Decision): Pick<Item, 'text'> {
  if (decision.code === 'storm-found' || decision.code === 'surge-found')
    return { text: stormTold(decision) };
  return { text: sentenceOf(decision) };
}

/** Whether a summary follows how it ended, which is told in the same step. */
function endBefore(item: TimelineItem, told: readonly TimelineItem[]): boolean {
  const before = told[told.indexOf(item) - 1];
  return before?.kind === 'resolved' && before.at === item.at;
}

/** How it ended and what it came to are one piece of news, with a few lines below the first. */
function endOf(
  { n, at }: TimelineItem,
  summary: Extract<Decision, { code: 'summed-up' }>,
  { end, channel }: { readonly end: Item | undefined; readonly channel: boolean },
): Item {
  const [lasted, ...others] = summaryLines(summary);
  if (end === undefined) return { n, at, text: lasted, lines: others, channel };
  return { n, at, text: end.text, lines: [lasted, ...others], channel: channel || end.channel };
}

interface Joined extends Pick<TimelineItem, 'n' | 'at'> {
  readonly who: string;
}

/** All who joined between two lines, as one. */
function joinsIn(joined: readonly Joined[]): readonly Item[] {
  const [first, last] = [joined[0], joined.at(-1)];
  if (first === undefined || last === undefined) return [];
  const names = joined.map(({ who }) => who);
  const text =
    names.length === 1
      ? `${first.who} joined.`
      : `${names.length} services joined: ${listed(someOf(names, namesTold))}.`;
  return [{ n: last.n, at: last.at, since: first.at, text, channel: false }];
}
