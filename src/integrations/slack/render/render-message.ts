import type { LiveMessage, MessageProjection, PartOfMessage } from '../../../domain/sending/projection.ts';
import { context, fields, header, section, sectionsOfLines, type Block, type Rendered } from './blocks.ts';
import { code, headerText, inline, joinWithin, link } from './escape.ts';
import { guestLines } from './render-guests.ts';
import { headline, serviceCount, sign, stateWord } from './headline.ts';
import { messageLimits } from '../limits.ts';
import { actionBlocks, type Buttons } from './render-actions.ts';
import { aboutLines } from './render-about.ts';
import { renderDrill } from './render-drill.ts';
import { plainMessage, summaryText } from './render-plain.ts';
import { handlingLines, noticeLines } from './render-handling.ts';
import {
  changeLines,
  extentLines,
  servicesTitle,
  serviceParts,
  whatLines,
  whereFields,
} from './render-trouble.ts';
import { counted, grouped, timeOfDay } from './wording.ts';

/** What rendering needs besides the projection. */
interface RenderOptions {
  readonly now: number;
  /** Why the message lags behind, for its readers; null when it does not. */
  readonly lag: string | null;
  /** Only text, because Slack refused the full form. */
  readonly plain: boolean;
  /** Address of the relay's own page, if people can reach it. */
  readonly relayUrl: string | null;
  /** Absent: nobody can press anything. */
  readonly buttons?: Buttons;
}

/** The living message of an incident. Every part has a bound of its own, so that together they stay within Slack's. */
export function renderMessage(message: MessageProjection, options: RenderOptions): Rendered {
  if (message.drill !== null) return renderDrill(message, message.drill, options);
  if (options.plain) return { text: plainMessage(message, options), blocks: [] };
  const text = summaryText(message);
  if (message.state === 'part-of') return { text, blocks: section([partOfLine(message)]) };
  return { text, blocks: incidentBlocks(message, options) };
}

/** Told in the order in which somebody who was just woken asks. */
function incidentBlocks(message: LiveMessage, options: RenderOptions): readonly Block[] {
  return [
    header(headerText(`${sign(message)} ${headline(message)}`, messageLimits.header)),
    ...section([
      statusLine(message),
      ...extentLines(message),
      ...noticeLines(message),
      ...handlingLines(message),
    ]),
    ...section(titled('*What changed*', changeLines(message))),
    ...servicesBlocks(message),
    ...section(whatLines(message)),
    ...section(aboutLines(message)),
    ...fields(whereFields(message)),
    ...section(issueLines(message)),
    ...section(guestLines(message)),
    ...context([tagsText(message)]),
    ...context([footer(message, options), lagText(options.lag)]),
    ...actionBlocks(message, options.buttons),
  ];
}

/** `Open · critical · View in Sentry (CHECKOUT-1A)`. */
function statusLine(message: LiveMessage): string {
  return [`*${stateWord(message.state)}*`, message.severity, sentryLink(message)]
    .filter((part) => part !== '')
    .join(' · ');
}

/** A link and never a button: pressing a button that nobody answers shows a warning (slackapi/node-slack-sdk#869). */
function sentryLink({ link: href, shortId }: MessageProjection): string {
  const label = shortId === null ? 'View in Sentry' : `View in Sentry (${inline(shortId, 48)})`;
  const text = link(href, label);
  return text === label ? '' : text;
}

/** All services by name, in as many sections as it takes; a single one is named among the facts. */
function servicesBlocks(message: LiveMessage): readonly Block[] {
  if (serviceCount(message) <= 1) return [];
  const more = message.moreServices === 0 ? [] : [`and ${counted(message.moreServices, 'more service')}`];
  const [first = '', ...rest] = [...serviceParts(message), ...more];
  return sectionsOfLines([`${servicesTitle(message)}\n${first}`, ...rest], ' · ');
}

/** The loudest issues with their links; none when there is only one, which the status line links to. */
function issueLines(message: LiveMessage): readonly string[] {
  const { issues, issueCount } = message;
  if (issueCount <= 1 && issues.length <= 1) return [];
  const shown = issues.slice(0, 6);
  // The error's words stand last: they are the part that may run into a second line.
  const lines = shown.map(({ title, shortId, link: href, service, alerts }) => {
    const name = link(href, inline(shortId ?? 'Issue', 48));
    return `• ${name} ${inline(service, 40)}, ${counted(alerts, 'alert')}: ${code(title, 90)}`;
  });
  const of = issueCount > shown.length ? ` (the loudest ${shown.length} of ${grouped(issueCount)})` : '';
  return titled(`*Issues*${of}`, lines);
}

/** None in a storm: the tags of its first error say nothing about the other services. */
function tagsText(message: LiveMessage): string {
  if (serviceCount(message) > 1) return '';
  const parts = message.tags
    .filter(([key]) => key !== 'service')
    .map(([key, value]) => code(`${key}: ${value}`, 90))
    .filter((part) => part !== '');
  return parts.length === 0 ? '' : `🏷️ ${joinWithin(parts, ' ', 500)}`;
}

function footer(message: LiveMessage, { now, relayUrl }: RenderOptions): string {
  const parts = [
    // The relay's own page is the operator's to name; it may well be plain http inside a company.
    link(relayUrl, `Incident ${inline(message.incident, 80)}`, ['https:', 'http:']),
    `${counted(message.alerts, 'alert')} covered`,
    `updated ${timeOfDay(now)}`,
  ];
  return parts.join(' · ');
}

function lagText(lag: string | null): string {
  return lag === null ? '' : `⏳ ${inline(lag, 160)}`;
}

/** What is left of a message whose story goes on elsewhere: one line. */
function partOfLine(message: PartOfMessage): string {
  const { partOf, title } = message;
  const own = [inline(title, 200), sentryLink(message)].filter((part) => part !== '').join(' · ');
  return `↪️ Part of *${inline(partOf.title, 200)}* (incident ${inline(partOf.incident, 80)}): ${own}`;
}

function titled(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [title, ...lines];
}
