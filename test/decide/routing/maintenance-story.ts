import type { Maintenance } from '../../../src/domain/routing/maintenance.ts';
import { isProblem, parseMatcher, type Matcher } from '../../../src/domain/routing/matcher.ts';

/** Work on whatever meets a matcher. */
export function maintenance(name: string, matcher: string, when: Partial<Maintenance>): Maintenance {
  const matchers = [parseMatcher(matcher)].filter((one): one is Matcher => !isProblem(one));
  return { name, matchers, reason: `the ${name}`, ...when };
}
