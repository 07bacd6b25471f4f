import { matches } from '../../correlate/rules/matching.ts';
import type { Labels } from '../../domain/routing/labels.ts';
import type { Matcher } from '../../domain/routing/matcher.ts';

/** Whether labels meet all of some conditions. */
export function meets(matchers: readonly Matcher[], labels: Labels): boolean {
  return matchers.every((matcher) => matches(matcher, labels));
}
