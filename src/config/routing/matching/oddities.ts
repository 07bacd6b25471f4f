import type { EnvironmentLists } from '../../../domain/environment/environment.ts';
import { matcherText, type Matcher } from '../../../domain/routing/matcher.ts';
import { asGlob, isGlob } from '../matchers.ts';
import type { Place } from '../walk.ts';
import { neverHolds, type Form } from './never-holds.ts';
import { neverTogether } from './never-together.ts';

/** Something that is odd about a route's matchers; `at` is the number of the one in the file, null: of all of them. */
interface Oddity {
  readonly message: string;
  readonly at: number | null;
}

/** Matchers that can never hold, and patterns that could be said in an easier way. */
export function matcherOddities(
  { said, matchers }: Place,
  environments: EnvironmentLists | null,
): readonly Oddity[] {
  const own = said.matchers ?? [];
  const around = matchers.slice(0, matchers.length - own.length);
  const found = own.flatMap((matcher, n) => {
    const message = neverHolds(matcher) ?? repeats(matcher) ?? onlyWhole(matcher) ?? easier(matcher);
    return message === null ? [] : [{ message, at: n }];
  });
  // What the routes around it have said never holds is told there.
  if (own.length === 0 || neverTogether(around, environments) !== null) return found;
  const pair = neverTogether(matchers, environments);
  if (pair === null) return found;
  return [...found, { message: `Nothing comes here: ${togetherText(pair)}`, at: null }];
}

/** The same of matchers that belong to no route. @param form How they are written. */
export function matcherFaults(
  matchers: readonly Matcher[],
  environments: EnvironmentLists | null,
  form: Form = 'file',
): readonly Oddity[] {
  const alone = matchers.flatMap((matcher, at): Oddity[] => {
    const message = neverHolds(matcher, form);
    return message === null ? [] : [{ message, at }];
  });
  const pair = neverTogether(matchers, environments);
  if (pair === null) return alone;
  return [...alone, { message: `Nothing meets this: ${togetherText(pair)}`, at: null }];
}

function togetherText(pair: readonly Matcher[]): string {
  return `${pair.map(matcherText).join(' and ')} never hold together.`;
}

/** In a regular expression `*` repeats what stands before it. */
function repeats(matcher: Matcher): string | null {
  if ((matcher.op !== '=~' && matcher.op !== '!~') || !isGlob(matcher.pattern)) return null;
  const before = /(.)\*/.exec(matcher.pattern)?.[1] ?? '';
  const instead =
    matcher.op === '=~' ? asGlob(matcher) : `${matcher.label}!~"${matcher.pattern.replaceAll('*', '.*')}"`;
  return `${matcherText(matcher)} is a regular expression, in which * repeats the "${before}" and stands for nothing else. Write ${instead}`;
}

/** A message is a sentence, and whoever writes a pattern for one usually means a word of it. */
function onlyWhole(matcher: Matcher): string | null {
  if ((matcher.op !== '=~' && matcher.op !== '!~') || matcher.label !== 'message') return null;
  const { label, op, pattern } = matcher;
  if (/^\^|^\(?\.[*+]|\.[*+]\)?$|\$$/.test(pattern)) return null;
  const literal = /^[\w /:@-]+$/.test(pattern);
  const instead = literal && op === '=~' ? `{ ${label}: '*${pattern}*' }` : `${label}${op}".*(${pattern}).*"`;
  return `${matcherText(matcher)} looks at the whole message, and not for a part of it. Write ${instead}`;
}

function easier(matcher: Matcher): string | null {
  if (matcher.op !== '=~') return null;
  const { label, pattern } = matcher;
  const literal = String.raw`[\w /:@-]`;
  if (new RegExp(`^(${literal}|\\.\\*)*\\.\\*(${literal}|\\.\\*)*$`).test(pattern))
    return `${matcherText(matcher)} needs no regular expression. Write { ${label}: '${pattern.replaceAll('.*', '*')}' }`;
  if (new RegExp(`^\\(?(${literal}+\\|)+${literal}+\\)?$`).test(pattern))
    return `${matcherText(matcher)} needs no regular expression. Write { ${label}: [${pattern.replaceAll(/[()]/g, '').split('|').join(', ')}] }`;
  return new RegExp(`^${literal}+$`).test(pattern)
    ? `${matcherText(matcher)} needs no regular expression. Write ${label}="${pattern}"`
    : null;
}
