import type { Delivery } from './entry.ts';

/** What a body holds, for as long as its delivery is there. */
const known = new WeakMap<Delivery, unknown>();

/** Whoever had to parse a body anyway says what it holds, so that nobody parses it again. */
export function noteParsed(delivery: Delivery, value: unknown): void {
  known.set(delivery, value);
}

/** What a body holds. @throws SyntaxError when it is no JSON. */
export function parsedBody(delivery: Delivery): unknown {
  return known.has(delivery) ? known.get(delivery) : JSON.parse(delivery.body);
}

/** Why a webhook's body is no JSON object. */
export type BodyFault = 'body-empty' | 'body-not-json' | 'body-not-object';

/** A quick look at a text: true only where `JSON.parse` would take it. */
export type JsonCheck = (text: string) => boolean;

/**
 * Looks once whether a body is whole; the mapping comes after the inbox. JSON.parse needs no stack for nesting (a
 * million levels were measured), so depth is no danger here. It has the last word, and makes objects that nobody wants: whoever
 * has many bodies brings a quicker look, which spares it where a body is whole.
 */
export function faultInBody(body: string, looksWhole: JsonCheck = () => false): BodyFault | null {
  if (body === '') return 'body-empty';
  if (body.startsWith('{') && looksWhole(body)) return null;
  try {
    const parsed: unknown = JSON.parse(body);
    const isObject = typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed);
    return isObject ? null : 'body-not-object';
  } catch {
    return 'body-not-json';
  }
}
