import type { Fact } from '../../../domain/alert.ts';
import { asObject, asText, listAt, textAt, valueAt, type JsonObject } from './payload.ts';

const mostRead = 50;
const longestFactName = 60;
const longestFactValue = 400;

/** A fact with its texts cut; null where there is no value, or one that says nothing (`None`). */
export function factOf(name: string, value: unknown): Fact | null {
  const text = asText(value, longestFactValue);
  if (text === null || /^(?:none|null|undefined|n\/a|-+)$/i.test(text)) return null;
  const label = asText(name, longestFactName);
  return label === null ? null : { name: label, value: text };
}

/** Sentry's `evidenceDisplay`, what it calls important first. People's addresses stay out: a channel is no place for them. */
export function displayedFacts(occurrence: JsonObject): readonly Fact[] {
  const shown = [...listAt(occurrence, 'evidenceDisplay'), ...listAt(occurrence, 'evidence_display')];
  const items = shown.slice(0, mostRead).flatMap((item) => {
    const evidence = asObject(item);
    const name = evidence === null ? null : textAt(evidence, 'name', longestFactName);
    if (evidence === null || name === null || isPersonal(name) || isInternal(name)) return [];
    const fact = factOf(name, valueAt(evidence, 'value'));
    if (fact === null || isAddress(fact.value)) return [];
    return [{ fact, important: valueAt(evidence, 'important') === true }];
  });
  return items.toSorted((a, b) => Number(b.important) - Number(a.important)).map(({ fact }) => fact);
}

/** Whether a field of this name tells how to reach or find a person. */
function isPersonal(name: string): boolean {
  return /e-?mail|contact|phone|ip[ _.-]?addr|^(?:user[._ -]?)?ip$|username/i.test(name);
}

/** What has a place of its own in an alert, how a feedback reached Sentry, Sentry's ids: no news for a reader. */
function isInternal(name: string): boolean {
  return /^(?:environment|source)$|_id$/i.test(name);
}

/** Whether a value is nothing but an e-mail address. */
export function isAddress(value: unknown): boolean {
  return typeof value === 'string' && /^\S+@\S+\.[a-z]{2,}$/i.test(value.trim());
}
