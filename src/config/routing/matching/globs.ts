import type { Matcher } from '../../../domain/routing/matcher.ts';

const literal = String.raw`(?:[\w /:@-]|\\\.)`;
const plain = new RegExp(String.raw`^\(?(?:${literal}|\.\*)+(?:\|(?:${literal}|\.\*)+)*\)?$`);

/** Texts with `*` for anything, of which one has to fit where a matcher holds; null: it cannot be said so. */
export function globsOf(matcher: Matcher): readonly string[] | null {
  if (matcher.op === 'in') return matcher.values;
  if (matcher.op !== '=~' || !plain.test(matcher.pattern)) return null;
  return matcher.pattern
    .replace(/^\((.*)\)$/, '$1')
    .split('|')
    .map((part) => part.replaceAll('.*', '*').replaceAll(String.raw`\.`, '.'));
}

/** Whether there is a text that both fit. */
export function overlap(one: string, other: string): boolean {
  // ends[j]: what is left of `one` and other.slice(j) have a text in common.
  let ends: boolean[] = [];
  for (let i = one.length; i >= 0; i--) {
    const after = ends;
    ends = [];
    for (let j = other.length; j >= 0; j--) {
      const [a, b] = [one[i], other[j]];
      const next = j === other.length ? false : (ends[j + 1] ?? false);
      if (a === undefined && b === undefined) ends[j] = true;
      else if (a === '*') ends[j] = (after[j] ?? false) || next;
      else if (b === '*') ends[j] = next || (after[j] ?? false);
      else ends[j] = a !== undefined && a === b && (after[j + 1] ?? false);
    }
  }
  return ends[0] ?? false;
}
