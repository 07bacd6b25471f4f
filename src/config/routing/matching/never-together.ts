import { matches } from '../../../correlate/rules/matching.ts';
import { environmentClass, type EnvironmentLists } from '../../../domain/environment/environment.ts';
import type { Matcher } from '../../../domain/routing/matcher.ts';
import { globsOf, overlap } from './globs.ts';
import { closedLabel, counts, single } from './label-values.ts';
import { neverHolds } from './never-holds.ts';

/**
 * Of matchers that all have to hold, some that never do together, whatever an alert says; null: nothing proves that.
 * What never holds by itself is left to `neverHolds`.
 * @param environments Null: what is said of environments is not known.
 */
export function neverTogether(
  matchers: readonly Matcher[],
  environments: EnvironmentLists | null,
): readonly Matcher[] | null {
  const able = matchers.filter((one) => neverHolds(one) === null);
  for (const label of new Set(able.map((one) => one.label))) {
    const group = able.filter((one) => one.label === label);
    const can = (some: readonly Matcher[]): boolean => mayHold(label, some, environments);
    if (!can(group)) return smallest(group, can);
  }
  return withoutStorm(able);
}

/** Two of them where two are enough to see it. */
function smallest(group: readonly Matcher[], can: (some: readonly Matcher[]) => boolean): readonly Matcher[] {
  for (const [n, one] of group.entries())
    for (const other of group.slice(n + 1)) if (!can([one, other])) return [one, other];
  return group;
}

function mayHold(label: string, group: readonly Matcher[], environments: EnvironmentLists | null): boolean {
  if (label === 'environment') return environmentMayBe(group, environments);
  if (!single.includes(label)) return manyMayBe(group);
  const candidates = closedLabel(label)?.known ?? countsFor(label, group) ?? namedBy(group);
  if (candidates !== null) return candidates.some((value) => allHold(group, [value]));
  const globs = group.map(globsOf).filter((one) => one !== null);
  return globs.every((one, n) =>
    globs.slice(n + 1).every((other) => one.some((a) => other.some((b) => overlap(a, b)))),
  );
}

function allHold(group: readonly Matcher[], values: readonly string[]): boolean {
  return group.every((one) => matches(one, new Map([[one.label, values]])));
}

/** All values of which one has to be there; null: there is no end to them. */
function valuesFor(matcher: Matcher): readonly string[] | null {
  if (matcher.op === '=') return [matcher.value];
  const globs = globsOf(matcher);
  return globs === null || globs.some((one) => one.includes('*')) ? null : globs;
}

function namedBy(group: readonly Matcher[]): readonly string[] | null {
  return group.map(valuesFor).find((values) => values !== null) ?? null;
}

/** Numbers of which one meets the comparisons if any does; null where a text decides as well. */
function countsFor(label: string, group: readonly Matcher[]): readonly string[] | null {
  if (!counts.includes(label) || !group.every((one) => 'number' in one)) return null;
  return [
    '0',
    ...group.flatMap((one) => ('number' in one ? [String(Math.max(0, Math.ceil(one.number)))] : [])),
  ];
}

/** Where a label has several values, each matcher may be met by another of them; one that rules values out looks at all. */
function manyMayBe(group: readonly Matcher[]): boolean {
  const others = group.filter((one) => ['!=', 'not-in', '!~'].includes(one.op));
  return group.every((one) => {
    const values = valuesFor(one);
    if (values === null) return true;
    return values.some((value) => (value === '' ? allHold(group, []) : allHold(others, [value])));
  });
}

const classes: readonly string[] = ['production', 'non-production'];

/** An environment has its name, and the class that follows from it. */
function environmentMayBe(group: readonly Matcher[], lists: EnvironmentLists | null): boolean {
  const asked = group.map(valuesFor).filter((values) => values !== null);
  const names = asked.find((values) => !values.some((value) => classes.includes(value)));
  if (names !== undefined) return names.some((name) => isSo(name, group, lists));
  if ([...new Set(asked.flat())].some((name) => isSo(name, group, lists))) return true;
  // The name may be anything: only what is asked of the class can be impossible.
  const sure = group.filter((one) => valuesFor(one) !== null || one.op === '!=' || one.op === 'not-in');
  return classes.some((value) => allHold(sure, [value]));
}

/** @param lists Null: they are not known, so a name may be of either class. */
function isSo(name: string, group: readonly Matcher[], lists: EnvironmentLists | null): boolean {
  const own = name === '' ? null : name;
  const possible = lists === null ? classes : [environmentClass(own, lists)];
  return possible.some((value) => allHold(group, own === null ? [value] : [own, value]));
}

/** Only a storm has a cause, and each has one. */
function withoutStorm(matchers: readonly Matcher[]): readonly Matcher[] | null {
  const storms = matchers.filter(({ label }) => label === 'storm');
  const needing = (value: string): Matcher | undefined => storms.find((one) => !allHold([one], [value]));
  const causes = matchers.filter(({ label }) => label === 'cause');
  const [isNone, isOne] = [needing('true'), needing('false')];
  const wanting = causes.find((one) => !allHold([one], []));
  if (isNone !== undefined && wanting !== undefined) return [isNone, wanting];
  const lacking = causes.find((one) => valuesFor(one)?.every((value) => value === '') === true);
  return isOne !== undefined && lacking !== undefined ? [isOne, lacking] : null;
}
