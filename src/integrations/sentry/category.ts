import { objectAt, textAt, valueAt, type JsonObject } from './payload.ts';

/** The issue category of an `issue` object in lower case, `error` where it has none (old versions). */
export function categoryOfIssue(issue: JsonObject): string {
  const category = textAt(issue, 'issueCategory', 40)?.toLowerCase() ?? 'error';
  return formerNames.get(category) ?? category;
}

/**
 * The issue category of an event. Events do not name it, but those that Sentry itself raises (uptime, crons,
 * feedback) carry an occurrence whose numeric type tells.
 */
export function categoryOfEvent(event: JsonObject): string {
  const type = valueAt(objectAt(event, 'occurrence'), 'type');
  return (typeof type === 'number' ? occurrenceTypes.get(type) : undefined) ?? 'error';
}

/** What is an outage today was `uptime` or `cron` before (getsentry/sentry, `category` and `category_v2` of its group types). */
const formerNames: ReadonlyMap<string, string> = new Map([
  ['uptime', 'outage'],
  ['cron', 'outage'],
  ['metric_alert', 'metric'],
]);

/** `type_id` of getsentry/sentry: src/sentry/monitors/grouptype.py, src/sentry/uptime/grouptype.py, src/sentry/issues/grouptype.py. */
const occurrenceTypes: ReadonlyMap<number, string> = new Map([
  [4001, 'outage'],
  [6001, 'feedback'],
  [7001, 'outage'],
  [8001, 'metric'],
]);
