/**
 * Narrow readers of parsed JSON. Payloads come from outside and change without notice: every reader takes any value,
 * answers null (or nothing) for a wrong type, never throws, and bounds what it returns.
 */

/** A parsed JSON object. Read it with the functions below: a key may be `__proto__` or `constructor`. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** An object without keys. */
const nothing: JsonObject = Object.freeze({});

/** The value as an object; arrays and null are none. */
export function asObject(value: unknown): JsonObject | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  return value as JsonObject;
}

/** The own value under a key; inherited ones (`constructor`, …) are no data. */
export function valueAt(object: JsonObject, key: string): unknown {
  const value = object[key];
  // Every alert asks a hundred times. What is inherited are functions and, as `__proto__`, their owner; JSON has neither.
  return typeof value === 'function' || value === Object.prototype ? undefined : value;
}

/** The object under a key, else one without keys. */
export function objectAt(object: JsonObject, key: string): JsonObject {
  return asObject(valueAt(object, key)) ?? nothing;
}

/** The array under a key, else an empty one. Callers bound how far they walk. */
export function listAt(object: JsonObject, key: string): readonly unknown[] {
  const value = valueAt(object, key);
  return Array.isArray(value) ? value : [];
}

/** The objects of a list; anything else in it is left out. */
export function objectsOf(list: readonly unknown[]): readonly JsonObject[] {
  const objects: JsonObject[] = [];
  for (const one of list) {
    const object = asObject(one);
    if (object !== null) objects.push(object);
  }
  return objects;
}

/** Text under a key, cut to `max` UTF-16 units; numbers and booleans count as text. Null when blank. */
export function textAt(object: JsonObject, key: string, max: number): string | null {
  return asText(valueAt(object, key), max);
}

/** A scalar as text, cut to `max` UTF-16 units. Null when it is blank or no scalar. */
export function asText(value: unknown, max: number): string | null {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (typeof value !== 'string') return null;
  const text = clip(value, max);
  return text === '' ? null : text;
}

/** A whole number under a key that is not negative; Sentry writes some counts as strings. */
export function countAt(object: JsonObject, key: string): number | null {
  const value = valueAt(object, key);
  const number = typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isSafeInteger(number) && number >= 0 ? number : null;
}

/** An identifier under a key, fit to be part of a key: letters, digits, `-` and `_`, at most 64. */
export function idAt(object: JsonObject, key: string): string | null {
  const value = valueAt(object, key);
  if (typeof value === 'number') return Number.isSafeInteger(value) && value >= 0 ? String(value) : null;
  return typeof value === 'string' && /^[A-Za-z0-9_-]{1,64}$/.test(value) ? value : null;
}

/** A time under a key as UNIX ms: seconds as a float, or ISO 8601 (UTC where no zone is given). */
export function timeAt(object: JsonObject, key: string): number | null {
  const value = valueAt(object, key);
  if (typeof value === 'number') return plausible(Math.round(value * 1000));
  if (typeof value !== 'string' || !isoTime.test(value)) return null;
  return plausible(Date.parse(/(?:Z|[+-]\d{2}:\d{2})$/.test(value) ? value : `${value}Z`));
}

const isoTime = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2})?$/;

/** Times before 1970 or after 2100 are mistakes of a clock or of a unit. */
function plausible(ms: number): number | null {
  return ms > 0 && ms < 4_102_444_800_000 ? ms : null;
}

/**
 * At most `max` UTF-16 units of a text, trimmed, well-formed and without NUL: a lone surrogate or a NUL would be
 * refused by a database or a receiver much later.
 */
export function clip(text: string, max: number): string {
  if (text.length <= max) return cleaned(text.trim());
  const lead = text.slice(0, max + 1).trim();
  if (lead === '') return lead;
  // V8 keeps the whole text alive behind a slice of it; a copy lets megabytes go.
  return Buffer.from(`${cleaned(whole(lead.slice(0, max - 1)))}…`).toString();
}

/** Without the first half of a pair that a cut has split. */
function whole(text: string): string {
  const last = text.charCodeAt(text.length - 1);
  return last >= 0xd800 && last <= 0xdbff ? text.slice(0, -1) : text;
}

function cleaned(text: string): string {
  return (text.includes('\0') ? text.replaceAll('\0', '') : text).toWellFormed();
}
