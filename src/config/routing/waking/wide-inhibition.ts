import { matches } from '../../../correlate/rules/matching.ts';
import type { EnvironmentLists } from '../../../domain/environment/environment.ts';
import type { InhibitRule } from '../../../domain/routing/inhibit-rule.ts';
import type { Matcher } from '../../../domain/routing/matcher.ts';
import type { ConfigDocument } from '../../document/document.ts';
import type { Problem } from '../../document/place.ts';
import { neverTogether } from '../matching/never-together.ts';
import { unreadTag, type ReadTags } from '../matching/unread-tags.ts';
import { troublesOfAnybody } from './rehearsal.ts';
import { inWords } from './wakes-nobody.ts';

/** Labels that the outages of two services have in common more often than not: they keep nothing apart. */
const shared: readonly string[] = ['environment', 'level', 'category'];

/** Rules by which outages of production that have nothing to do with each other keep each other quiet. */
export function wideInhibition(
  document: ConfigDocument,
  rules: readonly InhibitRule[],
  { environments, tags }: { readonly environments: EnvironmentLists | null; readonly tags: ReadTags | null },
): readonly Problem[] {
  const inProduction = (matchers: readonly Matcher[]): boolean =>
    neverTogether([...matchers, { label: 'environment', op: '=', value: 'production' }], environments) ===
    null;
  return rules.flatMap((rule, n) => {
    const { source, target, equal } = rule;
    // A label that neither has is the same in both.
    if (!equal.every((label) => shared.includes(label) || unreadTag(label, tags) !== null)) return [];
    if (!inProduction(source) || !inProduction(target)) return [];
    const message = ofAnybody(rule) ?? ofItself(rule);
    return message === null ? [] : [document.problem('inhibit_rules', message, [n, 'target_matchers'])];
  });
}

/** Whoever fails, it keeps others quiet that nobody has named. */
function ofAnybody({ name, source, target }: InhibitRule): string | null {
  const [first, second] = [source, target].map(metByAnybody);
  if (first === undefined || second === undefined || first.length === 0 || second.length === 0) return null;
  return `By ${name} ${inWords(first, 'or')} of any service keeps ${inWords(second)} of every other one quiet while it goes on. Name in source_matchers what fails first, and in target_matchers what follows from it, or write equal: [service].`;
}

function metByAnybody(matchers: readonly Matcher[]): readonly string[] {
  return troublesOfAnybody()
    .filter(({ labels }) => matchers.every((one) => matches(one, labels)))
    .map(({ name }) => name);
}

function ofItself({ name, source, target }: InhibitRule): string | null {
  const said = (matchers: readonly Matcher[]): string =>
    JSON.stringify(matchers.map((one) => JSON.stringify(one)).sort());
  if (said(source) !== said(target)) return null;
  return `By ${name} what explains and what is kept quiet are the same: the first outage that meets this keeps all others that do quiet while it goes on. Name in target_matchers what follows from it.`;
}
