import type { PageProjection } from '../../domain/sending/page-projection.ts';
import { handleOf } from '../../domain/sending/sent.ts';
import { webAddress } from '../../domain/text/web-address.ts';
import type { Send } from '../../seams/notifier.ts';
import { addressOf, dedupKey, senderOf, standInKey } from './dedup-key.ts';
import { detailsOf, type EventDetails } from './details.ts';
import { eventLimits } from './limits.ts';
import { summaryOf } from './summary.ts';
import { oneLine } from './text.ts';

/** An event of the Events API v2, as it goes over the wire. */
export type PagerDutyEvent =
  | {
      readonly routing_key: string;
      readonly event_action: 'acknowledge' | 'resolve';
      readonly dedup_key: string;
    }
  | TriggerEvent;

interface EventLink {
  readonly href: string;
  readonly text: string;
}

/** A trigger; sent again under the same key it overwrites the summary of the open alert. */
export interface TriggerEvent {
  readonly routing_key: string;
  readonly event_action: 'trigger';
  readonly dedup_key: string;
  readonly client: string;
  readonly client_url?: string;
  readonly links?: readonly EventLink[];
  readonly payload: {
    readonly summary: string;
    readonly source: string;
    readonly severity: PageProjection['severity'];
    readonly component?: string;
    readonly group?: string;
    readonly class?: string;
    readonly custom_details?: EventDetails;
  };
}

/** What of an event is no part of the page. */
interface Surroundings {
  readonly routingKey: string;
  readonly relayUrl: string | null;
  /** The channel in which people talk about it. */
  readonly chatUrl?: string | null;
}

/** The event that a step sends. */
export function eventOf(
  page: PageProjection,
  { row, step, messageLink }: Pick<Send, 'row' | 'step' | 'messageLink'>,
  { routingKey, relayUrl, chatUrl = null }: Surroundings,
): PagerDutyEvent {
  // What was triggered under one key is resolved under it, whatever the projection says by now.
  const key = { routing_key: routingKey, dedup_key: handleOf(row.sent) ?? keyOf(page) };
  if (step === 'close') return { ...key, event_action: 'resolve' };
  if (step === 'acknowledge') return { ...key, event_action: 'acknowledge' };
  const plain = row.attempts.plain;
  return {
    ...key,
    event_action: 'trigger',
    ...clientOf(page, plain ? null : relayUrl),
    ...(plain ? {} : withLinks(page, chatLink(messageLink, chatUrl))),
    payload: plain ? minimalPayload(page) : fullPayload(page),
  };
}

function keyOf(page: PageProjection): string {
  return page.standIn !== undefined && 'here' in page.standIn ? standInKey(page) : dedupKey(page);
}

/**
 * Who sends, and where its incident is shown. Both come back with PagerDuty's webhook, which does not tell the dedup key
 * of incidents that hold alerts: so the address holds it, and where there is none the name does.
 */
function clientOf(
  page: PageProjection,
  relayUrl: string | null,
): Pick<TriggerEvent, 'client' | 'client_url'> {
  if (relayUrl === null) return { client: senderOf(page) };
  return { client: 'stormrelay', client_url: addressOf(relayUrl, page) };
}

/** What PagerDuty cannot do without (Events API v2 overview: summary, source and severity are required). */
function minimalPayload(page: PageProjection): TriggerEvent['payload'] {
  return {
    summary: orElse(oneLine(summaryOf(page), eventLimits.summary), `Incident ${page.incident}`),
    source: orElse(shortLine(page.services[0] ?? ''), 'stormrelay'),
    severity: page.severity,
  };
}

function fullPayload(page: PageProjection): TriggerEvent['payload'] {
  const [component] = page.services;
  const kind = classOf(page);
  return {
    ...minimalPayload(page),
    ...(component !== undefined && { component: shortLine(component) }),
    group: shortLine(page.environmentClass),
    ...(kind !== null && { class: shortLine(kind) }),
    custom_details: detailsOf(page),
  };
}

/** What kind of trouble it is: that of a storm's cause, else the error's type. */
function classOf({ subject, error }: PageProjection): string | null {
  switch (subject.kind) {
    case 'storm':
      return subject.cause.kind;
    case 'as-said':
      return subject.class;
    case 'incident':
    case 'many':
      return error.type;
  }
}

function withLinks({ links }: PageProjection, chat: readonly EventLink[]): Pick<TriggerEvent, 'links'> {
  const safe = links.flatMap(({ href, service, title }) => {
    const address = webAddress(href)?.href;
    const label = orElse(shortLine(`${service}: ${title}`.slice(0, longestLabel)), 'View in Sentry');
    return address === undefined ? [] : [{ href: address, text: label }];
  });
  const all = [...safe.slice(0, eventLimits.links), ...chat];
  return all.length === 0 ? {} : { links: all };
}

/** The message itself, once its vendor has told where it is; before that its channel. */
function chatLink(messageLink: string | null, chatUrl: string | null): readonly EventLink[] {
  const message = messageLink === null ? undefined : webAddress(messageLink)?.href;
  if (message !== undefined) return [{ href: message, text: 'Slack message' }];
  return chatUrl === null ? [] : [{ href: chatUrl, text: 'Slack channel' }];
}

const longestLabel = 200;

function shortLine(text: string): string {
  return oneLine(text, eventLimits.shortText);
}

function orElse(text: string, other: string): string {
  return text === '' ? other : text;
}
