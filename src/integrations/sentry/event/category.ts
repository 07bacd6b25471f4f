import type { Alert } from '../../../domain/alert.ts';
import { categoryOfSlug, categoryOfTypeId, slugOfTypeId } from './group-types.ts';
import { asObject, asText, objectAt, valueAt, type JsonObject } from './payload.ts';
import { tagsOf } from './tags.ts';

/** What Sentry calls the trouble, the same for an issue and for its events. */
export interface Sort {
  /** Errors are thrown by code; an occurrence is what Sentry itself raises. */
  readonly kind: Alert['kind'];
  /** Sentry's category of today, lower case: `error`, `outage`, `metric`, `db_query`, … ; `occurrence` where only that is known. */
  readonly category: string;
  /** Slug of the group type, where the payload tells it. */
  readonly slug: string | null;
}

/** Sorts an `issue` object: by its group type, else by its category in any spelling, else by its event type. */
export function sortOfIssue(issue: JsonObject): Sort {
  const slug = wordAt(issue, ['issueType', 'issue_type']);
  const stated = wordAt(issue, ['category_v2', 'categoryV2', 'issueCategory', 'issue_category']);
  const category =
    (slug === null || errorTypes.has(slug) ? null : categoryOfSlug(slug)) ??
    (stated === null ? null : todaysCategory(stated)) ??
    (slug === null ? null : errorTypes.has(slug) ? 'error' : 'occurrence') ??
    categoryOfEventType(issue);
  return sortOf(category, slug);
}

/**
 * Sorts an event. Events do not name their category, but what Sentry itself raises carries an `occurrence` with the
 * number of its group type; a legacy body has lost it, and there the event's own type and contexts tell.
 */
export function sortOfEvent(event: JsonObject): Sort {
  const occurrence = asObject(valueAt(event, 'occurrence'));
  if (occurrence === null) return sortOf(categoryOfEventType(event), null);
  const type = asText(valueAt(occurrence, 'type'), 80);
  const id = type !== null && /^\d{1,6}$/.test(type) ? Number(type) : null;
  const slug = id === null ? wordAt(occurrence, ['issueType', 'issue_type', 'type']) : slugOfTypeId(id);
  const known =
    id !== null ? categoryOfTypeId(id) : slug === null || errorTypes.has(slug) ? null : categoryOfSlug(slug);
  return sortOf(known ?? hintOf(event) ?? 'occurrence', slug);
}

function sortOf(category: string, slug: string | null): Sort {
  return { kind: category === 'error' ? 'error' : 'occurrence', category, slug };
}

/** Event types of errors (getsentry/sentry, src/sentry/eventtypes); `generic` and `transaction` are Sentry's own findings. */
const errorTypes: ReadonlySet<string> = new Set([
  'error',
  'default',
  'csp',
  'hpkp',
  'expectct',
  'expectstaple',
  'nel',
]);

function categoryOfEventType(owner: JsonObject): string {
  const type = wordAt(owner, ['type']);
  if (type === 'transaction') return 'performance';
  return type === 'generic' ? (hintOf(owner) ?? 'occurrence') : 'error';
}

/** What monitors and forms leave on their events (getsentry/sentry: monitors, uptime, feedback). */
function hintOf(event: JsonObject): string | null {
  const contexts = objectAt(event, 'contexts');
  if (asObject(valueAt(contexts, 'feedback')) !== null) return 'feedback';
  if (asObject(valueAt(contexts, 'monitor')) !== null) return 'outage';
  const tags = tagsOf(event);
  return ['monitor.id', 'monitor.slug', 'uptime_rule'].some((key) => tags.get(key) !== null)
    ? 'outage'
    : null;
}

/** Former names and numbers of categories (getsentry/sentry, `GroupCategory`: `category` and `category_v2`). */
export function todaysCategory(stated: string): string {
  const name = numbered.get(stated) ?? stated;
  return formerNames.get(name) ?? name;
}

const formerNames: ReadonlyMap<string, string> = new Map([
  ['errors', 'error'],
  ['default', 'error'],
  ['uptime', 'outage'],
  ['cron', 'outage'],
  ['crons', 'outage'],
  ['monitor', 'outage'],
  ['metric_alert', 'metric'],
  ['metrics', 'metric'],
  ['replay', 'frontend'],
  ['profile', 'mobile'],
  ['user_feedback', 'feedback'],
]);

const numbered: ReadonlyMap<string, string> = new Map(
  [
    'error',
    'performance',
    'profile',
    'cron',
    'replay',
    'feedback',
    'uptime',
    'metric_alert',
    'test_notification',
    'outage',
    'metric',
    'db_query',
    'http_client',
    'frontend',
    'mobile',
    'ai_detected',
    'preprod',
    'instrumentation',
  ].map((name, index) => [String(index + 1), name]),
);

/** Every category that an alert may be of. */
export const categories: readonly string[] = [
  ...new Set([...[...numbered.values()].map(todaysCategory), 'occurrence']),
];

/** The first word under these keys, lower case with underscores: `METRIC-ALERT` is `metric_alert`. */
function wordAt(object: JsonObject, keys: readonly string[]): string | null {
  for (const key of keys) {
    const text = asText(valueAt(object, key), 80);
    if (text !== null)
      return text
        .toLowerCase()
        .replaceAll(/[\s-]+/g, '_')
        .slice(0, 80);
  }
  return null;
}
