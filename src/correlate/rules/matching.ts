import { RE2JS } from 're2js';
import type { Labels } from '../../domain/routing/labels.ts';
import type { Matcher } from '../../domain/routing/matcher.ts';

const absent: readonly string[] = [''];

/** Whether an incident with these labels meets a condition. */
export function matches(matcher: Matcher, labels: Labels): boolean {
  const found = labels.get(matcher.label) ?? absent;
  const values = found.length === 0 ? absent : found;
  switch (matcher.op) {
    case '=':
      return values.includes(matcher.value);
    case '!=':
      return !values.includes(matcher.value);
    case 'in':
      return values.some((value) => isAnyOf(matcher.values, value));
    case 'not-in':
      return !values.some((value) => isAnyOf(matcher.values, value));
    case '=~':
      return values.some((value) => wholly(matcher.pattern, value));
    case '!~':
      return !values.some((value) => wholly(matcher.pattern, value));
    case '>=':
      return values.some((value) => value !== '' && Number(value) >= matcher.number);
    case '<':
      return values.every((value) => value === '' || Number(value) < matcher.number);
  }
}

/** Compiled once: policies hold a few dozen patterns, and each is asked for every alert. */
const compiled = new Map<string, RE2JS>();
const mostCompiled = 2_000;

/**
 * Whether a pattern matches a whole text, in time that grows with the text's length alone, whatever the pattern is:
 * RE2 never goes back (https://github.com/google/re2/wiki/WhyRE2).
 */
function wholly(pattern: string, text: string): boolean {
  let known = compiled.get(pattern);
  if (known === undefined) {
    if (compiled.size >= mostCompiled) compiled.clear();
    known = RE2JS.compile(pattern);
    compiled.set(pattern, known);
  }
  return known.matches(text);
}

/** Why a pattern cannot be used, in the engine's words; null when it can. */
export function patternProblem(pattern: string): string | null {
  try {
    RE2JS.compile(pattern);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function isAnyOf(globs: readonly string[], text: string): boolean {
  return globs.some((glob) => globMatches(glob, text));
}

/** `*` stands for any text. Goes back to the newest star only, which is enough, and no slower than glob times text. */
export function globMatches(glob: string, text: string): boolean {
  let [at, from] = [0, 0];
  let star: { readonly at: number; from: number } | null = null;
  while (from < text.length) {
    if (glob[at] === '*') {
      star = { at, from };
      at++;
    } else if (at < glob.length && glob[at] === text[from]) {
      at++;
      from++;
    } else if (star === null) return false;
    else {
      star.from++;
      at = star.at + 1;
      from = star.from;
    }
  }
  while (glob[at] === '*') at++;
  return at === glob.length;
}
