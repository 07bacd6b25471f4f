import { globMatches, matches } from '../../../correlate/rules/matching.ts';
import { matcherText, type Matcher } from '../../../domain/routing/matcher.ts';
import { closedLabel, counts } from './label-values.ts';

/** How a matcher is written where it is judged: in the file, or as a text alone. */
export type Form = 'file' | 'text';

/** That a matcher asks for what no alert ever says, or rules that out, and what to write; null: it does neither. */
export function neverHolds(matcher: Matcher, form: Form = 'file'): string | null {
  return denied(matcher, form) ?? outOfSet(matcher) ?? noCount(matcher) ?? starred(matcher, form);
}

/** What somebody meant by a matcher that never holds; null: nobody knows. */
export function meantBy(matcher: Matcher): Matcher | null {
  const { label } = matcher;
  const values = valuesOf(matcher);
  const bare = values.map((value) => value.replace(/^!\s*=?\s*/, ''));
  const meant = bare.flatMap((value) => knownBy(label, value) ?? []);
  const [first] = meant;
  if (first === undefined) return null;
  if (denied(matcher, 'file') !== null) return { label, op: 'not-in', values: meant };
  if (matcher.op === '!=' || matcher.op === 'not-in') return { label, op: 'not-in', values: meant };
  return { label, op: 'in', values: meant };
}

function knownBy(label: string, value: string): string | null {
  const all = closedLabel(label);
  return all === null || all.known.some((one) => globMatches(value, one)) ? value : all.meant(value);
}

/** The texts that a matcher names; none of a pattern or a number. */
function valuesOf(matcher: Matcher): readonly string[] {
  if (matcher.op === 'in' || matcher.op === 'not-in') return matcher.values;
  return matcher.op === '=' || matcher.op === '!=' ? [matcher.value] : [];
}

/** `{ level: '!warning' }`: no name begins so. */
function denied(matcher: Matcher, form: Form): string | null {
  const { label } = matcher;
  const values = valuesOf(matcher);
  if (matcher.op !== 'in' && matcher.op !== '=') return null;
  if (label === 'message' || !values.some((value) => value.startsWith('!'))) return null;
  const bare = values.map((value) => value.replace(/^!\s*=?\s*/, ''));
  const isPlain = bare.length === 1 && !bare.join('').includes('*');
  const instead = isPlain
    ? `${label}!="${bare.join('')}"`
    : `${label}!~"${bare.map((value) => value.replaceAll('*', '.*')).join('|')}"`;
  return `${written(matcher)} never holds: ! is taken for a part of the name. Write ${form === 'file' ? `'${instead}'` : instead}`;
}

/** A value that is none of those which the label may have. */
function outOfSet(matcher: Matcher): string | null {
  const all = closedLabel(matcher.label);
  if (all === null) return null;
  const { known } = all;
  const says = (holds: string): string =>
    `${holds}: ${matcher.label} is one of ${known.join(', ')}.${meantWord(matcher)}`;
  const strange = valuesOf(matcher).filter((value) => !known.some((one) => fits(matcher, value, one)));
  const isPattern = matcher.op === '=~' || matcher.op === '!~';
  if (isPattern && !known.some((one) => matches({ ...matcher, op: '=~' }, new Map([[matcher.label, [one]]]))))
    return says(`${matcherText(matcher)} ${matcher.op === '=~' ? 'never' : 'always'} holds`);
  if (strange.length === 0) return null;
  if (strange.length < valuesOf(matcher).length)
    return says(`${strange.join(' and ')} in ${written(matcher)} stands for nothing`);
  const isPositive = matcher.op === '=' || matcher.op === 'in';
  return says(`${written(matcher)} ${isPositive ? 'never' : 'always'} holds`);
}

function fits({ op }: Matcher, value: string, known: string): boolean {
  return op === 'in' || op === 'not-in' ? globMatches(value, known) : value === known;
}

function meantWord(matcher: Matcher): string {
  const all = closedLabel(matcher.label);
  const said = 'pattern' in matcher ? [matcher.pattern] : valuesOf(matcher);
  const meant = said.flatMap((value) => (all?.known.includes(value) ? [] : (all?.meant(value) ?? [])));
  return meant.length === 0 ? '' : ` Did you mean ${meant.join(' and ')}?`;
}

/** Where something is counted, a text that is no number is never the count. */
function noCount(matcher: Matcher): string | null {
  const { label } = matcher;
  if (!counts.includes(label)) return null;
  if (matcher.op === '<' && matcher.number <= 0)
    return `${matcherText(matcher)} never holds: ${label} is 0 or more.`;
  const strange = valuesOf(matcher).find((value) => !/^[\d*]+$/.test(value));
  if (strange === undefined) return null;
  const compared = /^\s*(>=|<|>|<=)\s*(\d+)\s*$/.exec(strange);
  const [, op = '>=', number = '500'] = compared ?? [];
  const instead = op.startsWith('>') ? '>=' : '<';
  return `${written(matcher)} never holds: ${label} is a number. Write '${label}${instead}${number}'`;
}

/** Names of these hold no `*`; what else does may be meant so. */
const names: readonly string[] = ['service', 'environment', 'project', 'level', 'category'];

function starred(matcher: Matcher, form: Form): string | null {
  if (matcher.op !== '=' || !matcher.value.includes('*')) return null;
  const { label, value } = matcher;
  if (form === 'text' && !names.includes(label)) return null;
  const pattern = value.replaceAll(/[.+?()[\]{}|^$\\]/g, String.raw`\$&`).replaceAll('*', '.*');
  const instead = form === 'file' ? `{ ${label}: '${value}' }` : `${label}=~"${pattern}"`;
  return `${matcherText(matcher)} never holds where * should stand for anything. Write ${instead}`;
}

/** As it stands in the file. */
export function written(matcher: Matcher): string {
  if (matcher.op !== 'in' && matcher.op !== 'not-in') return matcherText(matcher);
  const { label, values } = matcher;
  return `{ ${label}: ${values.length === 1 ? values.join('') : `[${values.join(', ')}]`} }`;
}
