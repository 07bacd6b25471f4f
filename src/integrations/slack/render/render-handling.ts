import type { LiveMessage, PageShown, PagingShown } from '../../../domain/sending/projection.ts';
import { inline } from './escape.ts';
import { pagerWords } from './render-pager.ts';
import { counted, dayAndTime, duration, grouped } from './wording.ts';

/** What readers must know before anything else, for example that nobody is being woken. At most 700 characters. */
export function noticeLines(message: LiveMessage): readonly string[] {
  if (message.state === 'resolved') return [];
  return message.notices.slice(0, 3).map((notice) => `⚠️ *${inline(notice, 220)}*`);
}

/** Who was woken, who is on it, how it ended. At most 900 characters. */
export function handlingLines(message: LiveMessage): readonly string[] {
  const { assignee, previous } = message;
  return [
    ...endLines(message),
    acknowledgedLine(message),
    assignee === null ? '' : `👤 Assigned to ${inline(assignee, 80)}`,
    pageLine(message),
    quietLine(message),
    previous === null ? '' : `🔁 It happened before: incident ${inline(previous, 60)}`,
  ];
}

function endLines(message: LiveMessage): readonly string[] {
  if (message.state !== 'resolved') return [];
  const { resolution, stillArriving, since } = message;
  const { at, reason, by } = resolution;
  const why = inline(reason === '' ? `by ${by}` : reason, 200);
  const ended = `✅ *Resolved* ${dayAndTime(at)}, after ${duration(at - since)}: ${why}`;
  if (stillArriving === 0) return [ended];
  return [ended, `⚠️ *${counted(stillArriving, 'alert')} arrived after it was resolved*: is it really over?`];
}

function acknowledgedLine(message: LiveMessage): string {
  if (message.state !== 'acknowledged') return '';
  const { acknowledgedBy: who } = message;
  return who === null ? '👀 *Acknowledged*' : `👀 *Acknowledged* by ${inline(who, 80)}`;
}

function pageLine(message: LiveMessage): string {
  const { page, state } = message;
  if (page === null) {
    const why = notPagedWords(message, 220);
    return why === '' ? (state === 'open' ? '🔕 Not paged' : '') : `🔕 *Not paged*: ${why}`;
  }
  const reason = inline(page.reason, 160);
  const nth = page.generation > 1 ? ` (page ${page.generation} of this incident)` : '';
  const joined =
    page.joined === null ? '' : `, together with others on the page of incident ${inline(page.joined, 60)}`;
  return `📟 *${pageWord(page)}*${pagerWords(page)}${nth}${joined}${sentAgain(page)}${reason === '' ? '' : `: ${reason}`}`;
}

/** What is true of the page now and when this is read: only dispatch knows whether one that waited has gone out. */
export function pageWord({ standing }: PageShown): string {
  switch (standing) {
    case 'due':
      return 'Paged';
    case 'waiting':
      return 'Paging';
    case 'unsure':
      return 'Paged unless it was handled first';
  }
}

/** `, sent again because it happened again`; the timeline has the details. */
export function sentAgain({ again }: PageShown): string {
  if (again === 0) return '';
  return `, sent again ${again === 1 ? '' : `${grouped(again)} times `}because it happened again`;
}

/** Why nobody was woken; empty where somebody was, or where nothing needs a word. */
export function notPagedWords(paging: PagingShown, max: number): string {
  return paging.page !== null || paging.notPaged === null ? '' : inline(paging.notPaged, max);
}

function quietLine(message: LiveMessage): string {
  return message.state === 'resolved' || message.quietSince === null
    ? ''
    : `💤 Quiet since ${dayAndTime(message.quietSince)}; open until its issues are resolved`;
}
