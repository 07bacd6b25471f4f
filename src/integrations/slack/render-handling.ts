import type { MessageProjection } from '../../domain/projection.ts';
import { inline } from './escape.ts';
import { counted, dayAndTime, duration, grouped } from './wording.ts';

/** What readers must know before anything else, for example that nobody is being woken. At most 700 characters. */
export function noticeLines({ notices }: MessageProjection): readonly string[] {
  return notices.slice(0, 3).map((notice) => `⚠️ *${inline(notice, 220)}*`);
}

/** Who was woken, who is on it, how it ended. At most 900 characters. */
export function handlingLines(message: MessageProjection): readonly string[] {
  return [
    resolutionLine(message),
    stillArrivingLine(message),
    acknowledgedLine(message),
    message.assignee === null ? '' : `👤 Assigned to ${inline(message.assignee, 80)}`,
    pageLine(message),
    quietLine(message),
    message.previous === null ? '' : `🔁 It happened before: incident ${inline(message.previous, 60)}`,
  ];
}

function resolutionLine({ resolution, since }: MessageProjection): string {
  if (resolution === null) return '';
  const { at, reason, by } = resolution;
  const why = inline(reason === '' ? `by ${by}` : reason, 200);
  return `✅ *Resolved* ${dayAndTime(at)}, after ${duration(at - since)}: ${why}`;
}

function stillArrivingLine({ stillArriving }: MessageProjection): string {
  if (stillArriving === 0) return '';
  return `⚠️ *${counted(stillArriving, 'alert')} arrived after it was resolved*: is it really over?`;
}

function acknowledgedLine({ state, acknowledgedBy }: MessageProjection): string {
  if (acknowledgedBy !== null) return `👀 *Acknowledged* by ${inline(acknowledgedBy, 80)}`;
  return state === 'acknowledged' ? '👀 *Acknowledged*' : '';
}

function pageLine(message: MessageProjection): string {
  const { page, state } = message;
  if (page === null) {
    const why = notPagedWords(message, 220);
    return why === '' ? (state === 'open' ? '🔕 Not paged' : '') : `🔕 *Not paged*: ${why}`;
  }
  const reason = inline(page.reason, 160);
  const nth = page.generation > 1 ? ` (page ${page.generation} of this incident)` : '';
  const joined =
    page.joined === null ? '' : `, together with others on the page of incident ${inline(page.joined, 60)}`;
  return `📟 *${pageWord(page)}*${nth}${joined}${sentAgain(message)}${reason === '' ? '' : `: ${reason}`}`;
}

/** What is true of the page now and when this is read: only dispatch knows whether one that waited has gone out. */
export function pageWord({ standing }: NonNullable<MessageProjection['page']>): string {
  if (standing === undefined) return 'Paged';
  return standing === 'waiting' ? 'Paging' : 'Paged unless it was handled first';
}

/** `, sent again because it happened again`; the timeline has the details. */
export function sentAgain({ pageAgain }: Pick<MessageProjection, 'pageAgain'>): string {
  if (pageAgain === 0) return '';
  return `, sent again ${pageAgain === 1 ? '' : `${grouped(pageAgain)} times `}because it happened again`;
}

/** Why nobody was woken, as it follows "Not paged: "; empty where somebody was, or where nothing needs a word. */
export function notPagedWords({ page, notPaged }: MessageProjection, max: number): string {
  if (page !== null || notPaged === null) return '';
  const sentence = notPaged.trim().replace(/^not paged[:,]? /i, '');
  return inline(
    sentence.replace(/^(?:The|It|Its|This|An?|No|Nobody|More|Only)\b/, (word) => word.toLowerCase()),
    max,
  );
}

function quietLine({ quietSince }: MessageProjection): string {
  return quietSince === null
    ? ''
    : `💤 Quiet since ${dayAndTime(quietSince)}; open until its issues are resolved`;
}
