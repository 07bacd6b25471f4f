import type { Matcher } from '../../domain/routing/matcher.ts';
import { matcherText } from '../../domain/routing/matcher.ts';
import { asGlob, isGlob } from './matchers.ts';
import type { Place } from './walk.ts';

/** Something that is odd about a route's matchers; `at` is the number of the one in the file, null: of all of them. */
interface Oddity {
  readonly message: string;
  readonly at: number | null;
}

/** Labels that have one value at most. */
const single = [
  'service',
  'level',
  'category',
  'project',
  'release',
  'storm',
  'new_in_release',
  'users',
  'events_per_minute',
];
const closed: Readonly<Record<string, readonly string[]>> = {
  level: ['fatal', 'error', 'warning', 'info', 'debug', 'sample'],
  storm: ['true', 'false'],
  new_in_release: ['true', 'false'],
};

/** Matchers that can never hold, and patterns that could be said in an easier way. */
export function matcherOddities({ said, matchers }: Place): readonly Oddity[] {
  const own = said.matchers ?? [];
  const contradiction = own.length === 0 ? null : contradicting(matchers);
  return [
    ...own.flatMap((matcher, n) => {
      const message = neverHolds(matcher) ?? repeats(matcher) ?? onlyWhole(matcher) ?? easier(matcher);
      return message === null ? [] : [{ message, at: n }];
    }),
    ...(contradiction === null ? [] : [{ message: contradiction, at: null }]),
  ];
}

function neverHolds(matcher: Matcher): string | null {
  const known = closed[matcher.label];
  if (matcher.op === '=' && known !== undefined && !known.includes(matcher.value))
    return `${matcherText(matcher)} never holds: ${matcher.label} is one of ${known.join(', ')}.`;
  if (matcher.op === '=' && matcher.value.includes('*'))
    return `${matcherText(matcher)} never holds where * should stand for anything. Write { ${matcher.label}: '${matcher.value}' }`;
  return null;
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

/** Two matchers of the same label, here or in the routes around it, of which never both hold. */
function contradicting(matchers: readonly Matcher[]): string | null {
  for (const [n, one] of matchers.entries()) {
    const other = matchers.slice(n + 1).find((later) => later.label === one.label && excludes(one, later));
    if (other !== undefined)
      return `Nothing comes here: ${matcherText(one)} and ${matcherText(other)} never hold together.`;
  }
  return null;
}

function excludes(one: Matcher, other: Matcher): boolean {
  if (one.op === '=' && other.op === '=') return single.includes(one.label) && one.value !== other.value;
  if (one.op === '=' && other.op === '!=') return one.value === other.value;
  if (one.op === '!=' && other.op === '=') return one.value === other.value;
  if (one.op === '>=' && other.op === '<') return one.number >= other.number;
  if (one.op === '<' && other.op === '>=') return other.number >= one.number;
  return false;
}
