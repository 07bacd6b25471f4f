import type { IssueShown, LiveMessage } from '../../../domain/sending/projection.ts';
import { counted, grouped } from '../../../domain/text/figures.ts';
import { webAddress } from '../../../domain/text/web-address.ts';
import { context, dataTable, section, type Block, type Cell, type RichPart } from './blocks.ts';
import { headerText, inline, joinWithin } from './escape.ts';
import { serviceCount } from './headline.ts';

/** Below that a line says as much in less room. */
const fewest = 3;
/** Slack shows so many rows at once, and the others on demand. */
const firstPage = 5;
const mostRows = 20;
const longestAddress = 240;

/** Whether its services are worth a table. */
export function isTabled({ services }: LiveMessage): boolean {
  return services.length >= fewest;
}

/**
 * Every service with its events, to sort by, and with its loudest error, which leads to Sentry. The first to fail in
 * front; who is not on the first page is named below.
 */
export function serviceTable(message: LiveMessage): readonly Block[] {
  const { services, moreServices, issues, quoted, quieter = [] } = message;
  const errors = [...issues, ...quieter, ...(quoted == null ? [] : [quoted])];
  const shown = services.slice(0, mostRows);
  const rows = shown.map(({ name, alerts, events = alerts, issues: many }): readonly Cell[] => [
    rawText(name, 40),
    { type: 'raw_number', value: Math.max(1, events), text: grouped(Math.max(1, events)) },
    errorCell(
      errors.find(({ service }) => service === name),
      many,
    ),
  ]);
  const heads = ['Service', 'Events', 'Loudest error'].map((text) => rawText(text, 40));
  const title = counted(serviceCount(message), 'service');
  return [
    ...section([`*${title}*, first to fail first`]),
    dataTable(`${title}, first to fail first`, [heads, ...rows]),
    ...context([restText(services.slice(firstPage), moreServices)]),
  ];
}

/** Names alone: is mine among them? */
function restText(rest: LiveMessage['services'], more: number): string {
  const names = rest.map(({ name }) => inline(name, 40));
  const all = more > 0 ? [...names, `${grouped(more)} more`] : names;
  return all.length === 0 ? '' : `and ${joinWithin(all, ', ', 900)}`;
}

/** Older relays told no error of a service that is quieter than others. */
function errorCell(issue: IssueShown | undefined, many: number): Cell {
  if (issue === undefined) return rawText(many === 0 ? '' : counted(many, 'issue'), 40);
  const { title, shortId, link } = issue;
  const url = link === null ? null : webAddress(link, { longest: longestAddress });
  const name = plain(shortId ?? 'Sentry', 48);
  const parts: readonly RichPart[] = [
    url === null ? { type: 'text', text: name } : { type: 'link', url: url.href, text: name },
    { type: 'text', text: ' ' },
    { type: 'text', text: plain(title, 90), style: { code: true } },
  ];
  return { type: 'rich_text', elements: [{ type: 'rich_text_section', elements: parts }] };
}

function rawText(text: string, most: number): Cell {
  return { type: 'raw_text', text: plain(text, most) };
}

/** Nothing is markup in a cell; emoji and angle brackets are what clients might see in it all the same. */
function plain(text: string, most: number): string {
  const shown = headerText(text, most);
  return shown === '' ? '–' : shown;
}
