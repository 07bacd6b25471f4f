import { oneCopy } from '../one-copy.ts';
import { asObject, asText, clip, textAt, valueAt, type JsonObject } from './payload.ts';

/** Tags of a payload, read once. */
export interface Tags {
  /** Value of the first tag with this key, else null. */
  get(key: string): string | null;
  /**
   * At most 20. Those of these names in their order, personal ones too: who names them wants them shown. Null: in the
   * sender's order, without those that an alert names elsewhere or that tell where a person is.
   */
  shown(names: readonly string[] | null): readonly (readonly [string, string])[];
}

const mostRead = 200;
const mostShown = 20;
const longestKey = 64;
const longestValue = 200;

/** Reads `[key, value]` pairs (webhooks), `{ key, value }` objects (API, service hooks) or one plain object. */
export function tagsOf(payload: JsonObject): Tags {
  const byKey = new Map<string, string>();
  const add = (pair: readonly [string, string] | null): void => {
    if (pair !== null && !byKey.has(pair[0])) byKey.set(pair[0], pair[1]);
  };
  readPairs(valueAt(payload, 'tags'), add);
  return {
    get: (key) => byKey.get(key) ?? null,
    shown: (names) => (names === null ? unnamed(byKey) : named(byKey, names)).slice(0, mostShown),
  };
}

/** What a metric alert has in the place of tags, whatever names are asked for. */
export const metricTags = ['aggregate', 'query'] as const;

/** Whether alerts may have a tag of this name. @param names As for `shown`. */
export function mayBeShown(name: string, names: readonly string[] | null): boolean {
  if ((metricTags as readonly string[]).includes(name)) return true;
  return names === null ? !isHidden(name) : names.includes(name);
}

type Pairs = readonly (readonly [string, string])[];

function unnamed(byKey: ReadonlyMap<string, string>): Pairs {
  const pairs: [string, string][] = [];
  for (const [key, value] of byKey) if (!isHidden(key)) pairs.push([key, value]);
  return pairs;
}

function isHidden(key: string): boolean {
  return namedElsewhere.has(key) || personal.has(key);
}

function named(byKey: ReadonlyMap<string, string>, names: readonly string[]): Pairs {
  return names.flatMap((name) => {
    const value = byKey.get(name);
    return value === undefined ? [] : [[name, value] as const];
  });
}

/** They have fields of their own in an alert; repeating them would push better ones out. */
const namedElsewhere: ReadonlySet<string> = new Set([
  'environment',
  'release',
  'level',
  'transaction',
  'user',
  'sentry:user',
  'sentry:release',
]);

/** They tell how to reach or find a person: a channel is no place for them. */
const personal: ReadonlySet<string> = new Set([
  'user.email',
  'user.username',
  'user.ip',
  'user.ip_address',
  'email',
  'contact_email',
]);

function readPairs(tags: unknown, add: (pair: readonly [string, string] | null) => void): void {
  if (Array.isArray(tags)) {
    for (const tag of tags.slice(0, mostRead)) add(pairOf(tag));
    return;
  }
  const object = asObject(tags);
  if (object === null) return;
  let read = 0;
  for (const key in object) {
    if (++read > mostRead) return;
    add(pairOf([key, valueAt(object, key)]));
  }
}

function pairOf(tag: unknown): readonly [string, string] | null {
  const pair: readonly unknown[] = Array.isArray(tag) ? tag : keyAndValue(tag);
  // By its places: an alert has a dozen tags, and a pattern would make an iterator for each.
  const rawKey = pair[0];
  const rawValue = pair[1];
  if (typeof rawKey !== 'string') return null;
  const key = clip(rawKey, longestKey);
  const value = asText(rawValue, longestValue);
  return key === '' || value === null ? null : [oneCopy(key), oneCopy(value)];
}

function keyAndValue(tag: unknown): readonly [string | null, unknown] {
  const object = asObject(tag);
  return object === null ? [null, null] : [textAt(object, 'key', longestKey + 1), valueAt(object, 'value')];
}
