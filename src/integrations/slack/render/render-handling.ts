import type { LiveMessage, PageShown, PagingShown } from '../../../domain/sending/projection.ts';
import { grouped } from '../../../domain/text/figures.ts';
import { inline } from './escape.ts';
import { ownersWords } from './render-origin.ts';
import { pagerWords } from './render-pager.ts';
import type { Times } from './wording.ts';

/** What readers must know before anything else, for example that nobody is being woken. At most 700 characters. */
export function noticeLines(message: LiveMessage): readonly string[] {
  if (message.state !== 'resolved')
    return message.notices.slice(0, 3).map((notice) => `⚠️ *${inline(notice, 220)}*`);
  const { stillArriving } = message;
  if (stillArriving === 0) return [];
  return [`⚠️ *${grouped(stillArriving)} more came after it was resolved*: is it really over?`];
}

/** Who is on it, and where the page stands: one line of at most 1,250 characters, and one more where it is quiet. */
export function handlingLines(message: LiveMessage, times: Times): readonly string[] {
  const { assignee } = message;
  const parts = [
    acknowledgedPart(message, times),
    assignee === null ? '' : `👤 assigned to ${inline(assignee, 80)}`,
    pagePart(message, times),
    onCallPart(message),
    whyPaged(message),
    ownersWords(message),
  ];
  return [parts.filter((part) => part !== '').join(' · '), quietLine(message, times)];
}

function acknowledgedPart(message: LiveMessage, times: Times): string {
  const taken = takenBy(message);
  if (taken === null) return '';
  const who = taken.by === null ? '' : ` by ${inline(taken.by, 80)}`;
  return `👀 *Acknowledged${who}*${taken.at === null ? '' : ` ${times.time(taken.at)}`}`;
}

/** Who took it and when, as far as it is known; null: nobody has. */
function takenBy(message: LiveMessage): { readonly by: string | null; readonly at: number | null } | null {
  switch (message.state) {
    case 'open':
      return null;
    case 'acknowledged':
      return { by: message.acknowledgedBy, at: message.acknowledgedAt ?? null };
    case 'resolved':
      return message.acknowledged ?? null;
  }
}

function pagePart(message: LiveMessage, times: Times): string {
  const { page, state } = message;
  if (page !== null) return `${pageWords(message, page, times)}${state === 'open' ? untaken(message) : ''}`;
  const why = notPagedWords(message, 220);
  if (why !== '') return `🔕 *Not paged*: ${why}`;
  return state === 'open' ? `🔕 Not paged: it meets no paging rule${untaken(message)}` : '';
}

/** Whoever takes it at a pager that does not tell the relay is not known here. */
function untaken({ assignee, page }: LiveMessage): string {
  if (assignee !== null) return '';
  const pager = page?.pager;
  if (pager === undefined) return ', nobody has acknowledged it here';
  return pager.acknowledged === null && pager.turned === null ? ', nobody has acknowledged it' : '';
}

/** The first few: whoever asks for one of them asks the others too. */
const mostOnCall = 3;

function onCallPart(message: LiveMessage): string {
  if (message.state !== 'open' || message.onCall === undefined) return '';
  const { length } = message.onCall;
  const names = message.onCall.slice(0, mostOnCall).map((name) => inline(name, 60));
  const more = length > mostOnCall ? ` and ${grouped(length - mostOnCall)} more` : '';
  return `☎️ On call: ${names.join(', ')}${more}`;
}

function pageWords(message: LiveMessage, page: PageShown, times: Times): string {
  const { at, joined, standing, again, pager } = page;
  // The pager knows better when it rang.
  const known = at === undefined || standing !== 'due' || (pager?.rangAt ?? null) !== null;
  const when = known ? '' : ` ${times.time(at)}`;
  const taken = takenBy(message)?.by ?? null;
  const together = joined === null ? '' : `, on one page with others (incident ${inline(joined, 60)})`;
  const repeated = again === 0 ? '' : `, sent again${again === 1 ? '' : ` ${grouped(again)} times`}`;
  return `📟 *${pageWord(page)}*${when}${pagerWords(page, { times, taken })}${together}${repeated}`;
}

/** Why somebody was woken, while it matters. Of a storm its first page says nothing that the headline does not. */
function whyPaged({ state, storm, page }: LiveMessage): string {
  if (page === null || state === 'resolved' || (storm !== null && page.generation === 1)) return '';
  return inline(page.reason, 160);
}

/** What is true of the page now and when this is read: only dispatch knows whether one that waited has gone out. */
function pageWord({ standing, generation }: PageShown): string {
  switch (standing) {
    case 'due':
      return generation > 1 ? 'Paged again' : 'Paged';
    case 'waiting':
      return 'Paging';
    case 'unsure':
      return 'Paged unless it was handled first';
  }
}

/** Why nobody was woken; empty where somebody was, or where nothing needs a word. */
export function notPagedWords(paging: PagingShown, max: number): string {
  return paging.page !== null || paging.notPaged === null ? '' : inline(paging.notPaged, max);
}

function quietLine(message: LiveMessage, times: Times): string {
  return message.state === 'resolved' || message.quietSince === null
    ? ''
    : `💤 Quiet since ${times.moment(message.quietSince)}; open until its issues are resolved`;
}
