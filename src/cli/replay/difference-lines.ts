import type { Incident } from '../../domain/incident.ts';
import { counted, duration, grouped } from '../../domain/text/figures.ts';
import { escaped, table } from '../../domain/text/markdown.ts';
import { summaryOf } from '../../integrations/pagerduty/summary.ts';
import { differenceOf, isSame, type Difference, type Pair } from '../../pipeline/replay/difference.ts';
import { wokenBy, type MessageTold, type Outcome, type PageTold } from '../../pipeline/replay/outcome.ts';
import { hanging } from '../print.ts';
import { when } from '../reading-store.ts';
import { messageText } from './outcome-lines.ts';

/** So many of each are listed. */
const mostListed = 50;

/** One thing that other rules change: `-` is gone, `+` is new, `~` is otherwise. */
interface Item {
  readonly sign: '-' | '+' | '~';
  readonly what: string;
}

interface Part {
  readonly name: string;
  readonly count: string;
  readonly items: readonly Item[];
}

const saidBy = ({ page }: PageTold): string => summaryOf(page);

/** What other rules change, for a terminal. */
export function differenceLines(before: Outcome, after: Outcome): readonly string[] {
  const difference = differenceOf(before, after, saidBy);
  const body = partsOf(difference).flatMap(({ name, count, items }) => [
    '',
    `${name}: ${count}`,
    ...items.slice(0, mostListed).map(({ sign, what }) => `  ${sign} ${hanging(what, 4)}`),
    ...(items.length > mostListed ? [`  and ${items.length - mostListed} more`] : []),
  ]);
  return [`Other rules: ${extentOf(before)}`, ...body, '', verdict(difference)];
}

/** By this a workflow knows the comment again that it wrote before. */
const mark = '<!-- stormrelay replay -->';

/** The same as a comment on a pull request. */
export function differenceMarkdown(before: Outcome, after: Outcome): readonly string[] {
  const difference = differenceOf(before, after, saidBy);
  const parts = partsOf(difference);
  const lists = parts
    .filter(({ items }) => items.length > 0)
    .flatMap(({ name, items }) => [
      '',
      `**${name}**`,
      '',
      ...items.slice(0, mostListed).map(({ sign, what }) => `- ${words[sign]}: ${escaped(what)}`),
      ...(items.length > mostListed ? [`- and ${items.length - mostListed} more`] : []),
    ]);
  return [
    mark,
    '### Who would be woken under these rules',
    '',
    `Replayed: ${extentOf(before)}. Nothing was sent.`,
    '',
    table(
      ['', 'before → after'],
      parts.map(({ name, count }) => [name, count]),
    ),
    ...lists,
    '',
    verdict(difference),
  ];
}

const words = { '-': 'gone', '+': 'new', '~': 'changed' } as const;

function verdict(difference: Difference): string {
  return isSame(difference) ? 'The other rules change nothing here.' : 'Times are UTC.';
}

function extentOf({ webhooks, from, to }: Outcome): string {
  const all = Object.values(webhooks).reduce((sum, count) => sum + count, 0);
  if (from === null || to === null) return 'no webhook';
  return `${counted(all, 'webhook')} from ${when(from)} to ${when(to)}`;
}

function partsOf({ pages, incidents, messages, totals }: Difference): readonly Part[] {
  const { before, after } = totals;
  const turned = (of: (side: typeof before) => number): string =>
    of(before) === of(after) ? grouped(of(before)) : `${grouped(of(before))} → ${grouped(of(after))}`;
  return [
    {
      name: 'Pages',
      count: turned((side) => side.pages),
      items: items(pages, { added: wokenText, gone: asleepText }, pageChange),
    },
    {
      name: 'Incidents',
      count: turned((side) => side.incidents),
      items: items(incidents, { added: incidentText, gone: incidentText }, incidentChange),
    },
    {
      name: 'Messages',
      count: [
        `${turned((side) => side.posts)} posted`,
        `${turned((side) => side.updates)} ${after.updates === 1 ? 'update' : 'updates'}`,
        `${turned((side) => side.replies)} ${after.replies === 1 ? 'reply' : 'replies'}`,
      ].join(', '),
      items: items(messages, { added: shownText, gone: shownText }, shownChange),
    },
  ];
}

function items<T>(
  {
    gone,
    added,
    changed,
  }: { readonly gone: readonly T[]; readonly added: readonly T[]; readonly changed: readonly Pair<T>[] },
  text: { readonly added: (one: T) => string; readonly gone: (one: T) => string },
  change: (pair: Pair<T>) => string,
): readonly Item[] {
  return [
    ...added.map((one): Item => ({ sign: '+', what: text.added(one) })),
    ...gone.map((one): Item => ({ sign: '-', what: text.gone(one) })),
    ...changed.map((pair): Item => ({ sign: '~', what: change(pair) })),
  ];
}

function wokenText(told: PageTold): string {
  return `${wokenBy(told)} would have been woken at ${when(told.at)}: ${ofWhat(told)}`;
}

function asleepText(told: PageTold): string {
  return `${wokenBy(told)} would not have been woken at ${when(told.at)}: ${ofWhat(told)}`;
}

function ofWhat(told: PageTold): string {
  return `${saidBy(told)} (${told.incident}: ${told.page.woken})`;
}

function pageChange({ before, after }: Pair<PageTold>): string {
  const later = after.at - before.at;
  const [was, is] = [saidBy(before), saidBy(after)];
  const said = was === is ? is : `"${is}" instead of "${was}"`;
  const names = [...new Set([wokenBy(after), wokenBy(before)])].join(' instead of ');
  if (Math.abs(later) < 1_000) return `${names} would have read ${said} (${after.incident})`;
  const moved = `${duration(Math.abs(later))} ${later > 0 ? 'later' : 'earlier'}`;
  return `${names} would have been woken at ${when(after.at)}, ${moved}: ${said} (${after.incident})`;
}

function incidentText({ id, openedAt, title }: Incident): string {
  return `${when(openedAt)} ${id}: ${title}`;
}

function incidentChange({ before, after }: Pair<Incident>): string {
  return `${before.id} ${standing(after)} instead of ${standing(before)}: ${after.title}`;
}

function standing({ parent, storm, status }: Incident): string {
  if (parent !== null) return `part of ${parent}`;
  return storm === null ? `alone and ${status}` : `a storm and ${status}`;
}

function shownText({ at, receiver, last }: MessageTold): string {
  return `${when(at)} ${receiver}: ${messageText(last)}`;
}

function shownChange({ before, after }: Pair<MessageTold>): string {
  return `${after.receiver} posted ${when(after.at)} instead of ${when(before.at)}: ${messageText(after.last)}`;
}
