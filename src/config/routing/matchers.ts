import { z } from 'zod';
import { patternProblem } from '../../correlate/rules/matching.ts';
import { isLabel, isProblem, labelNames, parseMatcher, type Matcher } from '../../domain/routing/matcher.ts';
import { nearWord } from '../../domain/text/near-word.ts';
import { asMatchers, labelOfAlertmanager } from '../schema/alertmanager-words.ts';
import { listOf, text } from '../schema/natives.ts';

const advice =
  "Write a text such as 'service=~\"pay.*\"' or users>=500, or { service: [checkout, 'pay-*'] }, in which * stands for anything.";

/** One condition in Alertmanager's text form; or a label with the values of which one has to match. */
const item = z
  .union([z.string(), z.record(z.string(), listOf(z.array(text).min(1, advice)))], advice)
  .transform((said, context): Matcher => {
    const [cut] =
      typeof said === 'string' ? [] : Object.entries(said).filter(([label]) => /[=~]/.test(label));
    if (cut !== undefined) {
      const message = `Put the whole matcher in single quotes, since YAML takes what stands before ": " for a name: '${cut[0]}: ${cut[1].join(', ')}'.`;
      context.addIssue({ code: 'custom', message });
      return z.NEVER;
    }
    const read =
      typeof said === 'string'
        ? [parseMatcher(said)]
        : Object.entries(said).map(([label, values]): Matcher => ({ label, op: 'in', values }));
    if (read.length !== 1)
      context.addIssue({ code: 'custom', message: 'Write one label an item: each item has to hold.' });
    const matchers = read.flatMap((one) => (isProblem(one) ? [] : [one]));
    const messages = [
      ...read.filter(isProblem).map((problem) => problem.advice),
      ...matchers.map(troubleOf).filter((trouble) => trouble !== null),
    ];
    for (const message of messages) context.addIssue({ code: 'custom', message });
    return matchers[0] ?? z.NEVER;
  });

/** All of them have to hold. */
export const matcherList = z.array(item, { error: ({ input }) => listAdvice(input) });

function listAdvice(said: unknown): string {
  const theirs = asMatchers(said);
  const list = theirs.length > 0 ? theirs : ['\'service=~"pay.*"\'', 'environment="production"'];
  return `Write a list, each matcher an item of its own: [${list.join(', ')}].`;
}

/** Whether a pattern looks like one in which `*` stands for anything, as it does not in a regular expression. */
export function isGlob(pattern: string): boolean {
  return pattern.includes('*') && /^[\w /:@*-]+$/.test(pattern);
}

/** The same values in the form in which `*` stands for anything. */
export function asGlob({ label, pattern }: { readonly label: string; readonly pattern: string }): string {
  return `{ ${label}: '${pattern}' }`;
}

/** Why a matcher can never hold, and what to write instead; null when it can. */
export function troubleOf(matcher: Matcher): string | null {
  const { label } = matcher;
  if (!isLabel(label)) return noLabel(label, labelNames);
  if (!('pattern' in matcher)) return null;
  const trouble = patternProblem(matcher.pattern);
  if (trouble === null) return null;
  const meant = matcher.op === '=~' && isGlob(matcher.pattern) ? ` Did you mean ${asGlob(matcher)}?` : '';
  return `Write a regular expression that RE2 knows, which has no look-around and no back-references (${trouble}).${meant}`;
}

/** That there is no such label, and which is meant. @param known Those that may stand here. */
export function noLabel(label: string, known: readonly string[]): string {
  const theirs = labelOfAlertmanager(label);
  const meant = theirs ?? nearWord(label, known);
  if (meant !== null) {
    const levels = label === 'severity' ? ' Levels of Sentry are fatal, error, warning, info and debug.' : '';
    return `There is no label ${label}. Did you mean ${meant}?${levels}`;
  }
  const tag = /^[a-z][\w.-]*$/i.test(label) ? ` If it is a tag of Sentry, write tags.${label}.` : '';
  return `There is no label ${label}.${tag} Labels are ${known.join(', ')}, tags.<name> for a tag of Sentry, and settings.<name> for a setting of its alert rule.`;
}
