import type { LiveMessage, MessageProjection, PartOfMessage } from '../../../domain/sending/projection.ts';
import { inline, joinWithin, safeAddress } from './escape.ts';
import { headline, serviceCount, sign, stateWord, titleOf, whoFails } from './headline.ts';
import { notPagedWords, pageWord, sentAgain } from './render-handling.ts';
import { guestsText } from './render-guests.ts';
import { aboutLines } from './render-about.ts';
import { counted, utcTime } from './wording.ts';

/** One line for notifications on a locked phone: at most 800 characters. */
export function summaryText(message: MessageProjection): string {
  return message.state === 'part-of' ? partOfText(message) : liveText(message);
}

/** A part of another incident in one line. */
function partOfText({ partOf, title }: PartOfMessage): string {
  return `↪️ Part of ${inline(partOf.title, 200)} (incident ${inline(partOf.incident, 80)}): ${inline(title, 200)}`;
}

function liveText(message: LiveMessage): string {
  const { state, alerts, since, where } = message;
  const named = message.services.slice(0, 5).map(({ name }) => inline(name, 40));
  const rest = serviceCount(message) - named.length;
  const services =
    serviceCount(message) > 1 ? ` (${named.join(', ')}${rest > 0 ? ` and ${rest} more` : ''})` : '';
  const prefix = state === 'open' ? '' : `${stateWord(state)}: `;
  const notPaged = notPagedWords(message, 140);
  const facts = [
    `${counted(alerts, 'alert')} since ${utcTime(since)}`,
    message.users === null || message.users === 0 ? '' : `at least ${counted(message.users, 'user')}`,
    where.environments[0] === undefined ? '' : inline(where.environments[0], 40),
    notPaged === '' ? '' : `not paged: ${notPaged}`,
  ];
  const shown = facts.filter((text) => text !== '').join(' · ');
  const what =
    message.storm?.unnamed === true
      ? `${inline(whoFails(message), 60)}${services}, ${inline(titleOf(message), 180)}`
      : `${inline(headline(message), 180)}${services}`;
  return `${sign(message)} ${prefix}${what} · ${shown}`;
}

/** The whole message as text, for when Slack refuses its blocks: at most 3,900 characters. */
export function plainMessage(message: MessageProjection, { lag }: { readonly lag: string | null }): string {
  const address = message.link === null ? null : safeAddress(message.link, ['https:']);
  const lines = [
    summaryText(message),
    ...(message.state === 'part-of' ? [] : liveLines(message)),
    address === null ? '' : `View in Sentry: <${address}>`,
    `Incident ${inline(message.incident, 80)}${lag === null ? '' : ` · ${inline(lag, 160)}`}`,
  ];
  return lines.filter((line) => line !== '').join('\n');
}

function liveLines(message: LiveMessage): readonly string[] {
  const { page } = message;
  return [
    ...handledLines(message),
    page === null ? '' : `${pageWord(page)}${sentAgain(page)}: ${inline(page.reason, 160)}`,
    inline(message.what.message, 400),
    ...aboutLines(message).slice(0, 3),
    serviceNames(message),
    guestsText(message),
  ];
}

function handledLines(message: LiveMessage): readonly string[] {
  if (message.state === 'resolved') return [`Resolved: ${inline(message.resolution.reason, 200)}`];
  const notices = message.notices.slice(0, 3).map((notice) => `⚠️ ${inline(notice, 200)}`);
  return message.state === 'acknowledged' && message.acknowledgedBy !== null
    ? [...notices, `Acknowledged by ${inline(message.acknowledgedBy, 80)}`]
    : notices;
}

function serviceNames(message: LiveMessage): string {
  if (serviceCount(message) <= 1) return '';
  const names = message.services.map(({ name }) => inline(name, 40));
  return `Services: ${joinWithin([...names, ...(message.moreServices > 0 ? [`${message.moreServices} more`] : [])], ', ', 1200)}`;
}
