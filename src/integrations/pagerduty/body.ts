import type { EventDetails } from './details.ts';
import type { PagerDutyEvent, TriggerEvent } from './event.ts';
import { eventLimits } from './limits.ts';
import { shortened } from './text.ts';

/**
 * The JSON of an event within PagerDuty's 512 KB. What weighs most is cut first, details go before links; key,
 * summary and severity are never touched: a page with few details is better than none.
 */
export function bodyWithin(event: PagerDutyEvent, maxBytes: number = eventLimits.body): string {
  let body = JSON.stringify(event);
  if (event.event_action !== 'trigger') return body;
  let smaller: TriggerEvent = event;
  while (Buffer.byteLength(body) > maxBytes) {
    const next = reduced(smaller);
    if (next === null) return body;
    smaller = next;
    body = JSON.stringify(smaller);
  }
  return body;
}

/** The same event with its heaviest detail halved, without details, or without links; null when nothing is left to cut. */
function reduced(event: TriggerEvent): TriggerEvent | null {
  const { custom_details: details, ...payload } = event.payload;
  if (details !== undefined) {
    const lighter = lighterDetails(details);
    return { ...event, payload: lighter === null ? payload : { ...payload, custom_details: lighter } };
  }
  const { links, ...bare } = event;
  return links === undefined ? null : bare;
}

/** Half of the longest list, else of the longest text; null when all that is left is short. */
function lighterDetails(details: EventDetails): EventDetails | null {
  const heaviest =
    heaviestOf(details, (value) => Array.isArray(value)) ??
    heaviestOf(details, (value) => typeof value === 'string');
  if (heaviest === null) return null;
  const value = details[heaviest];
  if (typeof value === 'string')
    return { ...details, [heaviest]: shortened(value, Math.floor(value.length / 2)) };
  if (typeof value === 'object') return { ...details, [heaviest]: halfOf(value) };
  return null;
}

function heaviestOf(details: EventDetails, isOfKind: (value: unknown) => boolean): string | null {
  const weights = Object.entries(details)
    .filter(([, value]) => isOfKind(value))
    .map(([name, value]) => ({ name, weight: JSON.stringify(value).length }))
    .filter(({ weight }) => weight > lightEnough)
    .sort((a, b) => b.weight - a.weight);
  return weights[0]?.name ?? null;
}

/** Cutting shorter values would gain nothing; then all details go. */
const lightEnough = 200;

/** The first half, and how many are left out in all. */
function halfOf(list: readonly string[]): readonly string[] {
  const noted = /^… and (\d+) more$/.exec(list.at(-1) ?? '');
  const items = noted === null ? list : list.slice(0, -1);
  if (items.length <= 1) return [shortened(items[0] ?? '', 100)];
  const kept = items.slice(0, Math.floor(items.length / 2));
  return [...kept, `… and ${items.length - kept.length + Number(noted?.[1] ?? 0)} more`];
}
