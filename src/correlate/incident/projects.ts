import { isGuest, type Incident } from '../../domain/incident.ts';
import type { Policy } from '../../domain/policy.ts';
import type { Draft } from '../state/draft.ts';

/**
 * Distinct Sentry projects of a root with its children, guests apart. Projects, and not services: a client writes the tag that names
 * its service, and whoever can make an error could make a hundred.
 */
export function projectsOf(draft: Draft, root: Incident): number {
  const tallied = draft.tallyOf(root.id);
  if (tallied !== null) return tallied.projects;
  const projects = new Set<string | null>();
  for (const member of [root, ...draft.childrenOf(root.id)])
    for (const key of isGuest(member) ? [] : member.issues) projects.add(draft.issue(key)?.project ?? null);
  return projects.size;
}

/** Whether so many more projects fail that whoever knows of the first ones is woken again. */
export function hasDoubled({ paging }: Pick<Policy, 'paging'>, from: number, to: number): boolean {
  return to >= paging.growth.factor * Math.max(1, from);
}

/** What fails later by so long than what failed before it came by itself, ms; what shares a cause comes with the first calls. */
const pauseMs = 90_000;
/** What comes together after a pause, ms: for so long it is not known whether it is a wave. */
export const waveMs = 60_000;

/**
 * How many projects of a root those who knew of it since virtual ms `since` had to expect by `until`: all that joined it, up
 * to a second wave. That is as many projects as failed before it, within a minute and after a pause: it may be the outage
 * that somebody's made-up storm was to hide, or have been the first sign of. Nothing of what may yet be one is expected.
 */
export function projectsExpected(
  draft: Draft,
  root: Incident,
  { since, until }: { readonly since: number; readonly until: number },
): number {
  const times = joinedAt(draft, root).filter((at) => at <= until);
  const begins = times.findIndex((at, before) => {
    if (at <= since || before === 0 || at - (times[before - 1] ?? at) < pauseMs) return false;
    const wave = times.filter((one) => one >= at && one < at + waveMs).length;
    return draft.now < at + waveMs || hasDoubled(draft.policy, before, before + wave);
  });
  return begins < 0 ? times.length : begins;
}

/** When each project of a root's family, guests apart, failed there first, virtual ms, the earliest first. */
function joinedAt(draft: Draft, root: Incident): readonly number[] {
  const first = new Map<string | null, number>();
  for (const member of [root, ...draft.childrenOf(root.id)])
    for (const key of isGuest(member) ? [] : member.issues) {
      const issue = draft.issue(key);
      const at = Math.max(member.adoption?.at ?? member.openedAt, issue?.firstAt ?? 0);
      const project = issue?.project ?? null;
      first.set(project, Math.min(at, first.get(project) ?? Infinity));
    }
  return [...first.values()].sort((a, b) => a - b);
}
