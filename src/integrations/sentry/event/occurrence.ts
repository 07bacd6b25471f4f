import type { Alert, Fact } from '../../../domain/alert.ts';
import { longestMessage, longestName } from './limits.ts';
import type { Sort } from './category.ts';
import { displayedFacts, factOf, isAddress } from './evidence-facts.ts';
import { asObject, listAt, objectAt, textAt, valueAt, type JsonObject } from './payload.ts';
import { thresholdOfIssue, type Broken } from './threshold.ts';
import { titleAt, type Wording } from './wording.ts';

const mostFacts = 6;

/** What people read of an occurrence. */
export type OccurrenceWords = Wording & Pick<Alert, 'about' | 'measured'>;

/**
 * The words of an event that Sentry itself raised: the occurrence's title and subtitle, and what it is about. The
 * event's own title is the transaction of a slow query, or none at all. Real payloads spell the keys in camelCase,
 * the event store and older ones in snake_case.
 */
export function wordsOfOccurrence(event: JsonObject, sort: Sort): OccurrenceWords {
  const occurrence = objectAt(event, 'occurrence');
  const metadata = objectAt(event, 'metadata');
  const told =
    (sort.category === 'feedback' ? feedbackIn(event) : null) ??
    textAt(occurrence, 'subtitle', longestMessage);
  const title =
    titleAt(occurrence, 'issueTitle') ??
    titleAt(occurrence, 'issue_title') ??
    titleAt(metadata, 'title') ??
    titleAt(event, 'title') ??
    titleOfSort(sort);
  const metric = sort.category === 'metric' ? metricOf(event, title) : null;
  const own = metric === null ? ownFacts(event, sort) : metric.about;
  const facts = [...own, ...displayedFacts(occurrence), ...placesOf(event, sort)];
  const message = told ?? subtitleIn(metadata) ?? title;
  const about = shownFacts(facts, [title, message]);
  return { title, type: null, message, about, measured: metric?.measured ?? null };
}

/** The words of an `issue` that Sentry itself raised: its metadata hold title and subtitle, and no more. */
export function wordsOfRaisedIssue(issue: JsonObject, sort: Sort): OccurrenceWords {
  const metadata = objectAt(issue, 'metadata');
  const title = titleOfIssue(issue, metadata) ?? titleOfSort(sort);
  const message = subtitleIn(metadata) ?? title;
  const about = [factOf('Transaction', valueAt(metadata, 'location'))].filter((fact) => fact !== null);
  return { title, type: null, message, about: shownFacts(about, [title, message]), measured: null };
}

/** Older versions title the issue of a slow query by its transaction. */
function titleOfIssue(issue: JsonObject, metadata: JsonObject): string | null {
  const own = titleAt(issue, 'title');
  const inner = titleAt(metadata, 'title');
  const isPlace =
    own !== null &&
    [textAt(metadata, 'location', longestName), textAt(issue, 'culprit', longestName)].includes(own);
  return isPlace ? (inner ?? own) : (own ?? inner);
}

/** Sentry keeps the subtitle as `value` (getsentry/sentry, src/sentry/issues/ingest.py). */
function subtitleIn(metadata: JsonObject): string | null {
  return (
    textAt(metadata, 'value', longestMessage) ??
    textAt(metadata, 'subtitle', longestMessage) ??
    textAt(metadata, 'message', longestMessage)
  );
}

/** Where it happened, in Sentry's words. What it raises itself may have a bare word there, which is no place: feedback has `user`. */
export function culpritAt(source: JsonObject, { kind }: Sort): string | null {
  const culprit = textAt(source, 'culprit', longestName);
  return kind === 'occurrence' && culprit !== null && !/[\s./:\\()]/.test(culprit) ? null : culprit;
}

/** The person's own words. */
function feedbackIn(event: JsonObject): string | null {
  const context = objectAt(objectAt(event, 'contexts'), 'feedback');
  const evidence = evidenceDataOf(event);
  return textAt(context, 'message', longestMessage) ?? textAt(evidence, 'message', longestMessage);
}

function metricOf(event: JsonObject, title: string): Broken {
  return thresholdOfIssue(title, evidenceDataOf(event), valueAt(objectAt(event, 'occurrence'), 'priority'));
}

/** What each sort of occurrence knows of itself beyond what Sentry displays. */
function ownFacts(event: JsonObject, { category }: Sort): readonly Fact[] {
  if (category !== 'feedback') return [];
  const context = objectAt(objectAt(event, 'contexts'), 'feedback');
  const name = valueAt(context, 'name') ?? valueAt(evidenceDataOf(event), 'name');
  const page = textAt(context, 'url', longestMessage)?.split(/[?#]/, 1)[0];
  return [factOf('From', isAddress(name) ? null : name), factOf('Page', page)].filter(
    (fact) => fact !== null,
  );
}

/** Where it is: the address, the monitor and its schedule, or the transaction. */
function placesOf(event: JsonObject, { category }: Sort): readonly Fact[] {
  if (category === 'feedback') return [];
  const monitor = asObject(valueAt(objectAt(event, 'contexts'), 'monitor'));
  const config = objectAt(monitor ?? {}, 'config');
  const watched = category === 'outage' && monitor === null ? objectAt(event, 'request') : {};
  return [
    factOf('URL', valueAt(watched, 'url')),
    factOf('Monitor', monitor === null ? null : (valueAt(monitor, 'slug') ?? valueAt(monitor, 'name'))),
    factOf('Schedule', scheduleText(config)),
    factOf('Transaction', valueAt(event, 'transaction') ?? valueAt(evidenceDataOf(event), 'transactionName')),
  ].filter((fact) => fact !== null);
}

/** A crontab line, or `[5, "minute"]`. */
function scheduleText(config: JsonObject): string | null {
  const [count, unit] = listAt(config, 'schedule');
  return typeof count === 'number' && typeof unit === 'string'
    ? `every ${count} ${unit}`
    : textAt(config, 'schedule', 100);
}

/** The `evidenceData` of an event's occurrence. */
export function evidenceDataOf(event: JsonObject): JsonObject {
  const occurrence = objectAt(event, 'occurrence');
  return asObject(valueAt(occurrence, 'evidenceData')) ?? objectAt(occurrence, 'evidence_data');
}

/** At most six, each name once, without what stands in title or message already. */
function shownFacts(facts: readonly Fact[], said: readonly string[]): readonly Fact[] {
  const shown: Fact[] = [];
  for (const fact of facts) {
    const known =
      said.includes(fact.value) || shown.some((one) => one.name === fact.name || one.value === fact.value);
    if (!known) shown.push(fact);
    if (shown.length === mostFacts) break;
  }
  return shown;
}

/** Where Sentry names nothing, its category still says what kind of trouble it is. */
function titleOfSort({ category, slug }: Sort): string {
  return `${(slug ?? category).replaceAll('_', ' ')} without a title`;
}
