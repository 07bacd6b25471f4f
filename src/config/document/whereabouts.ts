import type { ConfigDocument, Spot } from './document.ts';
import type { Path, Problem } from './place.ts';
import { isMapping } from './plain.ts';

/** Where values stand, for whoever says what to change. */
export interface Whereabouts {
  /** Of a setting: `stormrelay.yaml:3:8 (store)`, or `STORE_URL`; where nothing says it, how it is called. */
  readonly setting: (path: string) => string;
  /** The same, and null where nothing says it. */
  readonly said: (path: string) => string | null;
  /** Of this very text, in whichever setting whose name has `part` in it; null: none has it. */
  readonly value: (text: string, part?: string) => string | null;
  /** A sentence of somebody who knows settings by their variables alone, with each named as `setting` names it. */
  readonly sentence: (text: string) => string;
}

/** Where the values of a document stand. `spots`: of all settings. */
export function whereaboutsOf(document: ConfigDocument, spots: readonly Spot[]): Whereabouts {
  const said = (path: string): string | null =>
    document.isSet(path) ? placeText(document.problem(path, '')) : null;
  const setting = (path: string): string => said(path) ?? document.nameOf(path);
  const pathOf = new Map(spots.map(({ path, variable }) => [variable, path]));
  return {
    said,
    setting,
    value: (text, part = '') => {
      for (const { path } of spots) {
        const way = partWith(document.valueOf(path), text, path.includes(part) ? '' : part);
        if (way !== null) return placeText(document.problem(path, '', way));
      }
      return null;
    },
    sentence: (text) =>
      text.replace(named, (said, word: string, equals: string, beside?: string) => {
        const path = pathOf.get(word);
        if (path === undefined) return said;
        const place = equals === '' ? setting(path) : `${document.nameOf(path)}=`;
        return beside === undefined || beside === path ? place : `${place} (${beside})`;
      }),
  };
}

/** A variable, and the setting that may stand behind it: `STORE_URL`, `STORE_URL=`, `STORE_URL (store)`. */
const named = /\b([A-Z]+(?:_[A-Z]+)*)\b(=?)(?: \(([a-z_.]+)\))?/g;

function placeText({ place, name }: Problem): string {
  return place.in === 'environment' ? name : `${place.file}:${place.line}:${place.column} (${name})`;
}

/** The way to a text within a value, by a key called `by` where that is not empty; null: it is not there. */
function partWith(value: unknown, text: string, by: string): Path | null {
  if (typeof value === 'string') return by === '' && value.trim() === text ? [] : null;
  const inner: readonly (readonly [string | number, unknown])[] = Array.isArray(value)
    ? value.map((item: unknown, n) => [n, item] as const)
    : isMapping(value)
      ? Object.entries(value)
      : [];
  for (const [key, item] of inner) {
    const rest = partWith(item, text, key === by ? '' : by);
    if (rest !== null) return [key, ...rest];
  }
  return null;
}
