import type { Send } from '../../seams/notifier.ts';
import type { PageProjection } from '../../domain/projection.ts';
import { webAddress } from '../../domain/web-address.ts';
import { eventLimits } from './limits.ts';
import { oneLine, shortened } from './text.ts';

/** The details of an event, as a responder reads them. */
export type EventDetails = Record<string, string | number | readonly string[]>;

/** An event of the Events API v2, as it goes over the wire. */
export type PagerDutyEvent =
  | {
      readonly routing_key: string;
      readonly event_action: 'acknowledge' | 'resolve';
      readonly dedup_key: string;
    }
  | TriggerEvent;

/** A trigger; sent again under the same key it overwrites the summary of the open alert. */
export interface TriggerEvent {
  readonly routing_key: string;
  readonly event_action: 'trigger';
  readonly dedup_key: string;
  readonly client: 'stormrelay';
  readonly client_url?: string;
  readonly links?: readonly { readonly href: string; readonly text: string }[];
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

/** The event that a step sends. */
export function eventOf(
  page: PageProjection,
  { row, step }: Pick<Send, 'row' | 'step'>,
  { routingKey, relayUrl }: { readonly routingKey: string; readonly relayUrl: string | null },
): PagerDutyEvent {
  // What was triggered under one key is resolved under it, whatever the projection says by now.
  const key = { routing_key: routingKey, dedup_key: row.sent.handle ?? page.dedupKey };
  if (step === 'close') return { ...key, event_action: 'resolve' };
  if (step === 'acknowledge') return { ...key, event_action: 'acknowledge' };
  const plain = row.attempts.plain;
  return {
    ...key,
    event_action: 'trigger',
    client: 'stormrelay',
    ...(relayUrl !== null && !plain && { client_url: relayUrl }),
    ...(plain ? {} : withLinks(page)),
    payload: plain ? minimalPayload(page) : fullPayload(page),
  };
}

/** What PagerDuty cannot do without (Events API v2 overview: summary, source and severity are required). */
function minimalPayload(page: PageProjection): TriggerEvent['payload'] {
  return {
    summary: orElse(oneLine(page.summary, eventLimits.summary), `Incident ${page.incident}`),
    source: orElse(oneLine(page.source, eventLimits.shortText), 'stormrelay'),
    severity: page.severity,
  };
}

function fullPayload(page: PageProjection): TriggerEvent['payload'] {
  const { component, group } = page;
  return {
    ...minimalPayload(page),
    ...(component !== null && { component: oneLine(component, eventLimits.shortText) }),
    ...(group !== null && { group: oneLine(group, eventLimits.shortText) }),
    ...(page.class !== null && { class: oneLine(page.class, eventLimits.shortText) }),
    custom_details: detailsOf(page),
  };
}

function detailsOf({ details, incident }: PageProjection): EventDetails {
  const known: EventDetails = { incident };
  for (const [name, value] of Object.entries(details)) {
    known[name] =
      typeof value === 'number' ? value : typeof value === 'string' ? tidy(value) : value.map(tidy);
  }
  return known;
}

/** Far more than a responder reads of one value, and far less than a body may weigh. */
function tidy(text: string): string {
  return shortened(text, 8000);
}

function withLinks({ links }: PageProjection): Pick<TriggerEvent, 'links'> {
  const safe = links.flatMap(({ href, text }) => {
    const address = webAddress(href)?.href;
    const label = orElse(oneLine(text, eventLimits.shortText), 'View in Sentry');
    return address === undefined ? [] : [{ href: address, text: label }];
  });
  return safe.length === 0 ? {} : { links: safe.slice(0, eventLimits.links) };
}

function orElse(text: string, other: string): string {
  return text === '' ? other : text;
}
