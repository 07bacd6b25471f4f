import { z } from 'zod';
import { patternProblem } from '../../correlate/rules/matching.ts';
import { isLabel, isProblem, labelNames, parseMatcher, type Matcher } from '../../domain/routing/matcher.ts';
import { nearWord } from '../../domain/text/near-word.ts';
import { listOf, text } from '../schema/natives.ts';

const advice =
  "Write a text such as 'service=~\"pay.*\"' or users>=500, or { service: [checkout, 'pay-*'] }, in which * stands for anything.";

/** One condition in Alertmanager's text form; or a label with the values of which one has to match. */
const item = z
  .union([z.string(), z.record(z.string(), listOf(z.array(text).min(1, advice)))], advice)
  .transform((said, context): Matcher => {
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
export const matcherList = z.array(item);

/** Why a matcher can never hold, and what to write instead; null when it can. */
export function troubleOf(matcher: Matcher): string | null {
  const { label } = matcher;
  if (!isLabel(label)) {
    const meant = nearWord(label, labelNames);
    return meant === null
      ? `There is no label ${label}. Labels are ${labelNames.join(', ')}, tags.<name> for a tag of Sentry, and settings.<name> for a setting of its alert rule.`
      : `There is no label ${label}. Did you mean ${meant}?`;
  }
  if (!('pattern' in matcher)) return null;
  const trouble = patternProblem(matcher.pattern);
  return trouble === null
    ? null
    : `Write a regular expression that RE2 knows, which has no look-around and no back-references (${trouble}).`;
}
