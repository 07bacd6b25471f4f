import type { Severity } from '../../../domain/severity.ts';
import type { Sort } from './category.ts';
import { severityOfLevel } from './level.ts';
import { asText, objectAt, textAt, valueAt, type JsonObject } from './payload.ts';

/**
 * How bad it is. An error's level says so. A metric issue is always of level `error`; how bad it is is its priority,
 * high for a critical threshold and medium for a warning one (getsentry/sentry, src/sentry/incidents/grouptype.py).
 * `owner` is the issue or the occurrence.
 */
export function severityOf(owner: JsonObject, level: string, sort: Sort): Severity {
  if (!isThreshold(sort)) return severityOfLevel(level);
  return (
    severityOfPriority(valueAt(owner, 'priority')) ??
    severityOfPriority(valueAt(objectAt(owner, 'metadata'), 'initial_priority')) ??
    labelled(owner) ??
    // A detector with one threshold has only the critical one.
    (level === 'error' ? 'critical' : severityOfLevel(level))
  );
}

/** A regression that Sentry found by itself is in category `metric` too, but nobody set a threshold for it. */
function isThreshold({ category, slug }: Sort): boolean {
  return category === 'metric' && (slug === null || slug.startsWith('metric'));
}

/** `PriorityLevel` of getsentry/sentry: 75 high, 50 medium, 25 low; issues write the word. */
function severityOfPriority(priority: unknown): Severity | null {
  const word = asText(priority, 10)?.toLowerCase();
  if (word === 'high' || word === '75') return 'critical';
  if (word === 'medium' || word === '50') return 'warning';
  return word === 'low' || word === '25' ? 'info' : null;
}

/** The subtitle begins with the threshold's name: `Critical: Number of events in the last 5 minutes above 100`. */
function labelled(owner: JsonObject): Severity | null {
  const metadata = objectAt(owner, 'metadata');
  const subtitle = textAt(owner, 'subtitle', 40) ?? textAt(metadata, 'value', 40);
  const label = /^(critical|warning)\b/i.exec(subtitle ?? '')?.[1]?.toLowerCase();
  return label === 'critical' || label === 'warning' ? label : null;
}
