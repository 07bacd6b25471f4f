import type { LiveMessage, MessageProjection, PartOfMessage } from '../../../domain/sending/projection.ts';
import { between, duration } from '../../../domain/text/figures.ts';
import { inline, joinWithin, safeAddress } from './escape.ts';
import {
  endedHeadline,
  headline,
  isMeasured,
  serviceCount,
  sign,
  stateWord,
  tellsFigure,
  closedByHand,
} from './headline.ts';
import { aboutLines } from './render-about.ts';
import { changedLines, changeLines } from './render-changes.ts';
import { eventsWords, extentLine, outcomeLine, quietWords, usersWords } from './render-extent.ts';
import { guestsText } from './render-guests.ts';
import { originLines } from './render-origin.ts';
import { handlingLines, noticeLines, notPagedWords } from './render-handling.ts';
import { quoteLines } from './render-trouble.ts';
import { plainTimes, utcTime } from './wording.ts';

/** One line for notifications on a locked phone, in the order of the message: at most 800 characters. */
export function summaryText(message: MessageProjection): string {
  return message.state === 'part-of' ? partOfText(message) : liveText(message);
}

/** A part of another incident in one line. */
function partOfText({ partOf, title }: PartOfMessage): string {
  return `↪️ Part of ${inline(partOf.title, 200)} (incident ${inline(partOf.incident, 80)}): ${inline(title, 200)}`;
}

function liveText(message: LiveMessage): string {
  const named = message.services.slice(0, 5).map(({ name }) => name);
  const rest = serviceCount(message) - named.length;
  const services =
    serviceCount(message) > 1 ? ` (${named.join(', ')}${rest > 0 ? ` and ${rest} more` : ''})` : '';
  const prefix = message.state === 'open' ? '' : `${stateWord(message.state)}: `;
  const notPaged = notPagedWords(message, 140);
  const facts = [
    ...(isMeasured(message) && message.state !== 'resolved' ? measuredWords(message) : []),
    usersWords(message),
    extentWords(message),
    notPaged === '' ? '' : `not paged: ${notPaged}`,
  ].filter((text) => text !== '');
  return [`${sign(message)} ${prefix}${inline(headline(message, services), 420)}`, ...facts].join(' · ');
}

/** The figure, and where its threshold is: nothing else says how bad it is. */
function measuredWords(message: LiveMessage): readonly string[] {
  if (tellsFigure(message)) return [];
  const { title, what } = message;
  const figure = what.message.trim() === title.trim() ? [] : [inline(what.message, 160)];
  return [...figure, ...what.about.slice(0, 2).map(({ name, value }) => inline(`${name}: ${value}`, 80))];
}

function extentWords(message: LiveMessage): string {
  const { since, trend } = message;
  const events = eventsWords(message);
  if (message.state === 'resolved')
    return [
      events,
      `${closedByHand(message.resolution) ? 'closed ' : ''}after ${duration(between(since, message.resolution.at))}`,
    ]
      .filter((text) => text !== '')
      .join(' · ');
  const direction = quietWords(message, plainTimes) ?? (trend == null ? '' : `, ${trend.direction}`);
  return `${events}${events === '' ? '' : ' '}since ${utcTime(since)}${direction}`;
}

/** The whole message as text, for when Slack refuses its blocks: at most 3,900 characters. */
export function plainMessage(
  message: MessageProjection,
  { lag, now }: { readonly lag: string | null; readonly now: number },
): string {
  const address = message.link === null ? null : safeAddress(message.link, ['https:']);
  const lines = [
    ...(message.state === 'part-of' ? [partOfText(message)] : liveLines(message, now)),
    address === null ? '' : `View in Sentry: <${address}>`,
    `Incident ${inline(message.incident, 80)}${lag === null ? '' : ` · ${inline(lag, 160)}`}`,
  ];
  return lines.filter((line) => line !== '').join('\n');
}

function liveLines(message: LiveMessage, now: number): readonly string[] {
  const measured = isMeasured(message);
  const quoted = message.state === 'resolved' ? [] : quoteLines(message);
  return [
    `${sign(message)} ${inline(endedHeadline(message), 190)}`,
    ...noticeLines(message),
    ...(measured ? quoted : []),
    message.state === 'resolved'
      ? outcomeLine(message, plainTimes)
      : extentLine(message, { times: plainTimes, now }),
    ...(message.state === 'resolved' ? changeLines(message, 1) : changedLines(message, 1)),
    ...handlingLines(message, plainTimes),
    ...(message.state === 'resolved' ? [] : [...originLines(message), runbookLine(message)]),
    serviceNames(message),
    ...(message.state === 'resolved'
      ? []
      : [...(measured ? [] : quoted), ...aboutLines(message).slice(0, 3), guestsText(message)]),
  ];
}

/** It may well be plain http inside a company. */
function runbookLine({ origin }: LiveMessage): string {
  const runbook = origin?.runbook == null ? null : safeAddress(origin.runbook, ['https:', 'http:']);
  return runbook === null ? '' : `📖 Runbook: <${runbook}>`;
}

function serviceNames(message: LiveMessage): string {
  if (serviceCount(message) <= 1) return '';
  const names = message.services.map(({ name }) => inline(name, 40));
  return `Services: ${joinWithin([...names, ...(message.moreServices > 0 ? [`${message.moreServices} more`] : [])], ', ', 700)}`;
}
