import { incidentAddress } from '../../../domain/text/incident-address.ts';
import type { LiveMessage, MessageProjection, PartOfMessage } from '../../../domain/sending/projection.ts';
import { grouped } from '../../../domain/text/figures.ts';
import { context, header, section, sectionsOfLines, type Block, type Rendered } from './blocks.ts';
import { headerText, inline, joinWithin, link } from './escape.ts';
import { guestLines } from './render-guests.ts';
import { endedHeadline, isEveryday, isMeasured, serviceCount, sign } from './headline.ts';
import { messageLimits } from '../limits.ts';
import type { Has } from '../new-blocks.ts';
import { actionBlocks, type Buttons } from './render-actions.ts';
import { aboutLines } from './render-about.ts';
import { changedLines, changeLines } from './render-changes.ts';
import { renderDrill } from './render-drill.ts';
import { extentLine, outcomeLine } from './render-extent.ts';
import { handlingLines, noticeLines } from './render-handling.ts';
import { originLines } from './render-origin.ts';
import { plainMessage, summaryText } from './render-plain.ts';
import { isTabled, serviceTable } from './render-table.ts';
import { detailsText, issueLines, quoteLines, serviceParts } from './render-trouble.ts';
import { readersTimes, timeOfDay } from './wording.ts';

type ResolvedMessage = Extract<LiveMessage, { state: 'resolved' }>;

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
  /** Which new blocks there are; absent: none. */
  readonly has?: Has;
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
    header(headerText(`${sign(message)} ${endedHeadline(message)}`, messageLimits.header)),
    ...(message.state === 'resolved' ? resolvedBlocks(message) : openBlocks(message, options)),
    ...context([footer(message, options), lagText(options.lag)]),
    ...actionBlocks(message, options.buttons),
  ];
}

/** How much, what changed, who is on it; below that, what it is made of. */
function openBlocks(message: LiveMessage, { has, now }: RenderOptions): readonly Block[] {
  const quote = quoteLines(message);
  const tabled = has?.('data_table') === true && isTabled(message);
  const measured = isMeasured(message);
  return [
    ...section([
      ...noticeLines(message),
      ...(measured ? quote : []),
      extentLine(message, { times: readersTimes, now }),
      ...whyLines(message),
      ...handlingLines(message, readersTimes),
    ]),
    ...(serviceCount(message) > 1 && !tabled ? sectionsOfLines(serviceParts(message), ' · ') : []),
    ...section(measured ? [] : [...quote, ...aboutLines(message)]),
    ...(tabled ? serviceTable(message) : section(issueLines(message))),
    ...section(guestLines(message)),
    ...context([measured ? aboutLines(message).join(' · ') : '', detailsText(message)]),
  ];
}

/** What changed; of an everyday error one line, so that it stays one of four: what has no room is told in its thread. */
function whyLines(message: LiveMessage): readonly string[] {
  const everyday = isEveryday(message);
  const changes = changedLines(message, everyday ? 1 : mostChanges);
  const origin = originLines(message);
  if (!everyday || origin.length === 0 || message.origin?.reconstructed === true)
    return [...changes, ...origin];
  // Where nothing changed, the error's own past is the better answer.
  return message.unchanged === undefined && changes.length > 0 ? changes : origin;
}

const mostChanges = 3;

/** What is left to say of what is over. */
function resolvedBlocks(message: ResolvedMessage): readonly Block[] {
  const names = message.services.map(({ name }) => inline(name, 40));
  return [
    ...section([
      ...noticeLines(message),
      outcomeLine(message, readersTimes),
      ...changeLines(message, 1),
      ...handlingLines(message, readersTimes),
    ]),
    ...context([serviceCount(message) > 1 ? namesText(names, message.moreServices) : '']),
  ];
}

function namesText(names: readonly string[], more: number): string {
  return joinWithin(more > 0 ? [...names, `${grouped(more)} more`] : names, ', ', 2600);
}

/**
 * Where nobody answers presses, a button would show a warning (slackapi/node-slack-sdk#869), so there is a link in its
 * place; beside the button the link is only called what the issue is.
 */
function sentryLink({ link: href, shortId }: MessageProjection, beside: Buttons | undefined): string {
  const name = shortId === null ? '' : inline(shortId, 48);
  if (beside !== undefined) return name === '' ? '' : link(href, name);
  const label = name === '' ? 'View in Sentry' : `View in Sentry (${name})`;
  const text = link(href, label);
  return text === label ? '' : text;
}

/** Where to read what to do. It may well be plain http inside a company. */
function runbookLink({ origin, state }: LiveMessage): string {
  const label = '📖 Runbook';
  const text = state === 'resolved' ? label : link(origin?.runbook ?? null, label, ['https:', 'http:']);
  return text === label ? '' : text;
}

/** Where the relay itself shows an incident. */
function placeOf(relayUrl: string | null, incident: string): string | null {
  if (relayUrl === null || !URL.canParse(relayUrl)) return relayUrl;
  return incidentAddress(relayUrl, incident).href;
}

/** Where to go from here, and how old this is. */
function footer(message: LiveMessage, { now, relayUrl, buttons }: RenderOptions): string {
  const { incident, previous } = message;
  const parts = [
    sentryLink(message, buttons),
    // The relay's own page is the operator's to name; it may well be plain http inside a company.
    link(placeOf(relayUrl, incident), `Incident ${inline(incident, 80)}`, ['https:', 'http:']),
    runbookLink(message),
    pagerLink(message),
    roomLink(message),
    previous === null ? '' : `🔁 it happened before: incident ${inline(previous, 60)}`,
    `updated ${timeOfDay(now)}`,
  ];
  return parts.filter((part) => part !== '').join(' · ');
}

/** The pager's own page of it, where the pager told of one. */
function pagerLink({ page }: LiveMessage): string {
  const href = page?.pager?.link;
  return href === undefined ? '' : link(href, 'In PagerDuty');
}

/** Slack shows a channel by its name, and leads there. */
function roomLink({ room }: LiveMessage): string {
  if (room === undefined || room.channel === null || !/^[CG][A-Z0-9]{1,20}$/.test(room.channel)) return '';
  return `💬 <#${room.channel}>${room.archived ? ' (archived)' : ''}`;
}

function lagText(lag: string | null): string {
  return lag === null ? '' : `⏳ ${inline(lag, 160)}`;
}

/** What is left of a message whose story goes on elsewhere: one line. */
function partOfLine(message: PartOfMessage): string {
  const { partOf, title } = message;
  const own = [inline(title, 200), sentryLink(message, undefined)].filter((part) => part !== '').join(' · ');
  return `↪️ Part of *${inline(partOf.title, 200)}* (incident ${inline(partOf.incident, 80)}): ${own}`;
}
