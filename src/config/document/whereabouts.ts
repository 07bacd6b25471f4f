import type { ConfigDocument } from './document.ts';
import type { Path, Problem } from './place.ts';
import { isMapping } from './plain.ts';

/** Where values stand, for whoever says what to change. */
export interface Whereabouts {
  /** Of a setting: `stormrelay.yaml:3:8 (store)`, or `STORE_URL`; where nothing says it, how it is called. */
  readonly setting: (path: string) => string;
  /** The same, and null where nothing says it. */
  readonly said: (path: string) => string | null;
  /** Of this very text, in whichever setting; null: none has it. */
  readonly value: (text: string) => string | null;
}

/** Where the values of a document stand. `paths`: of all settings. */
export function whereaboutsOf(document: ConfigDocument, paths: readonly string[]): Whereabouts {
  const said = (path: string): string | null =>
    document.isSet(path) ? placeText(document.problem(path, '')) : null;
  return {
    said,
    setting: (path) => said(path) ?? document.nameOf(path),
    value: (text) => {
      for (const path of paths) {
        const part = partWith(document.valueOf(path), text);
        if (part !== null) return placeText(document.problem(path, '', part));
      }
      return null;
    },
  };
}

function placeText({ place, name }: Problem): string {
  return place.in === 'environment' ? name : `${place.file}:${place.line}:${place.column} (${name})`;
}

/** The way to a text within a value; null: it is not there. */
function partWith(value: unknown, text: string): Path | null {
  if (typeof value === 'string') return value.trim() === text ? [] : null;
  const inner: readonly (readonly [string | number, unknown])[] = Array.isArray(value)
    ? value.map((item: unknown, n) => [n, item] as const)
    : isMapping(value)
      ? Object.entries(value)
      : [];
  for (const [key, item] of inner) {
    const rest = partWith(item, text);
    if (rest !== null) return [key, ...rest];
  }
  return null;
}
