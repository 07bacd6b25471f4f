import type { Matcher } from './matcher.ts';

/** A team's own knowledge of what belongs together: errors that match, and give the same key, have one cause. */
export interface CauseRule {
  readonly name: string;
  /** All have to match; at least one. They look at the alert alone. */
  readonly matchers: readonly Matcher[];
  /** What the cause is called, for example `edge {{ tags.region }}`. */
  readonly key: string;
}

/** What of an alert a key may name, and `tags.<name>` beside it; each has one value at most. */
export const keyFields = ['service', 'environment', 'level', 'category', 'project', 'release'] as const;

/** Longer keys are none: cut, two causes could look like one. */
export const longestKey = 120;

const place = /\{\{\s*([^{}]*?)\s*\}\}/g;

/** The names that a key asks for, in its order. */
export function fieldsOfKey(key: string): readonly string[] {
  return [...key.matchAll(place)].map(([, field = '']) => field);
}

/** The key with its fields filled in; null when one of them is missing, or when it is longer than a key may be. */
export function filledKey(key: string, valueOf: (field: string) => string | null): string | null {
  const values = new Map(fieldsOfKey(key).map((field) => [field, valueOf(field)?.trim() ?? '']));
  if ([...values.values()].includes('')) return null;
  const filled = key.replaceAll(place, (_, field: string) => values.get(field) ?? '');
  return filled.length <= longestKey ? filled : null;
}
