import { isObject } from '../exchange.ts';
import type { StoredIncident } from './account.ts';
import type { PagerDutyEvent } from './dedup.ts';

const severities = ['critical', 'error', 'warning', 'info'];

/** Complaints about a routing key, in PagerDuty's words; none when its form is right. */
export function checkRoutingKey(key: unknown): string[] {
  if (typeof key !== 'string' || key === '') return ["'routing_key' is missing or blank"];
  const problems: string[] = [];
  if (key.length !== 32) problems.push("Length of 'routing_key' is incorrect (should be 32 characters)");
  if (!/^[0-9a-zA-Z]*$/.test(key)) problems.push("'routing_key' cannot contain non-alphanumeric characters.");
  return problems;
}

/** Reads an Events v2 event, or complains (limits: Events API v2 overview, PagerDuty/developer-docs). */
export function readEvent(event: Record<string, unknown>, makeKey: () => string): PagerDutyEvent | string[] {
  const action = event['event_action'];
  if (action !== 'trigger' && action !== 'acknowledge' && action !== 'resolve') {
    return [
      "'event_action' is missing or invalid (must be one of the following: 'trigger', 'acknowledge' or 'resolve')",
    ];
  }
  const given = event['dedup_key'];
  const problems = [
    ...checkDedupKey(given, action === 'trigger'),
    ...(action === 'trigger' ? checkPayload(event) : []),
  ];
  if (problems.length > 0) return problems;
  const payload = isObject(event['payload']) ? event['payload'] : {};
  return {
    action,
    dedupKey: typeof given === 'string' && given !== '' ? given : makeKey(),
    summary: textOf(payload['summary']),
    severity: textOf(payload['severity']),
    customDetails: payload['custom_details'] ?? null,
    links: linksOf(event['links']),
    client: clientOf(event),
  };
}

function checkDedupKey(key: unknown, optional: boolean): string[] {
  if (key === undefined || key === null || key === '')
    return optional ? [] : ["'dedup_key' is missing or blank"];
  if (typeof key !== 'string') return ["'dedup_key' must be a string"];
  return key.length > 255 ? ["Length of 'dedup_key' is incorrect (should be at most 255 characters)"] : [];
}

function checkPayload(event: Record<string, unknown>): string[] {
  const payload = event['payload'];
  if (!isObject(payload)) return ["'payload' is missing or blank"];
  const problems = checkSummaryAndSource(payload);
  const severity = payload['severity'];
  if (severity === undefined || severity === null || severity === '') {
    problems.push("'payload.severity' is missing or blank");
  } else if (typeof severity !== 'string' || !severities.includes(severity)) {
    problems.push(
      "'payload.severity' is invalid (must be one of the following: 'critical', 'warning', 'error' or 'info')",
    );
  }
  return problems;
}

/** What a trigger and a change event have in common. */
export function checkSummaryAndSource(payload: Record<string, unknown>, sourceNeeded = true): string[] {
  const problems: string[] = [];
  const summary = textOf(payload['summary']);
  if (summary === '') problems.push("'payload.summary' is missing or blank");
  if (summary.length > 1024)
    problems.push("Length of 'payload.summary' is incorrect (should be at most 1024 characters)");
  if (sourceNeeded && textOf(payload['source']) === '') problems.push("'payload.source' is missing or blank");
  return problems;
}

function clientOf({ client, client_url: url }: Record<string, unknown>): PagerDutyEvent['client'] {
  const name = textOf(client);
  return name === '' ? null : { name, url: textOf(url) === '' ? null : textOf(url) };
}

function linksOf(links: unknown): StoredIncident['links'] {
  if (!Array.isArray(links)) return [];
  return links.flatMap((link: unknown) => {
    if (!isObject(link) || typeof link['href'] !== 'string') return [];
    const { href, text } = link;
    return typeof text === 'string' ? [{ href, text }] : [{ href }];
  });
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
