import { isMetricRow } from '../../correlate/incident/issue-rows.ts';
import { rootOf } from '../../correlate/incident/lifecycle.ts';
import { hasDoubled, projectsOf } from '../../correlate/incident/projects.ts';
import { isWoken } from '../../correlate/incident/woken.ts';
import type { Draft } from '../../correlate/state/draft.ts';
import type { FreshAlert } from '../../correlate/state/look.ts';
import type { Incident } from '../../domain/incident.ts';
import { keysBy } from '../../domain/routing/inhibit-rule.ts';
import type { Labels } from '../../domain/routing/labels.ts';
import { isSilenced, whyUntold } from '../../domain/routing/silence.ts';
import { viewsOf } from '../../domain/routing/desk.ts';
import { meets } from './meets.ts';

/** More than anybody has rules that one incident could meet, each with a few values. */
const mostNames = 256;

/** Notes by which rules an incident keeps others quiet from now on. What anybody could have sent keeps nobody quiet. */
export function noteWhatItInhibits(
  draft: Draft,
  own: Incident,
  { signed }: FreshAlert,
  labels: Labels,
): void {
  const { inhibitRules = [] } = draft.policy;
  if (!signed || inhibitRules.length === 0) return;
  const known = own.inhibits ?? [];
  const found = inhibitRules
    .filter(({ source }) => meets(source, labels))
    .flatMap((rule) => keysBy(rule, labels))
    .filter((key) => !known.includes(key));
  if (found.length === 0) return;
  draft.change(own.id, (row) => ({ ...row, inhibits: [...known, ...found].slice(-mostNames) }));
}

/**
 * Whether an incident keeps quiet what it explains. That has to be safe: it goes on, somebody is told of it, and it is
 * not kept quiet by another itself, so no two ever keep each other quiet. One that a person silences counts only where
 * somebody was woken by it.
 */
export function standsForOthers(draft: Draft, own: Incident): boolean {
  const root = rootOf(draft, own);
  if (own.status === 'resolved' || root.status === 'resolved' || own.openIssues === 0) return false;
  if (firesUntil(draft, own) <= draft.now || whyUntold(root) !== null) return false;
  if (!isSilenced(root)) return true;
  return root.silenced?.source === undefined && isWoken(draft, root);
}

/**
 * Until when an incident counts as going on: an error tells of itself again and again, and silence is all that there is
 * to see of its end when nobody resolves it; a metric alert is told of once, and goes on until it ends.
 */
export function firesUntil({ policy }: Draft, { issues, lastAlertAt }: Incident): number {
  return issues.some(isMetricRow) ? Infinity : lastAlertAt + policy.storm.quietMs;
}

/**
 * Whether nobody is woken for a root because it is kept quiet. What another incident stands for sleeps only where that
 * has woken somebody: else an outage could wake nobody at all.
 * @param hasWoken Whether somebody was woken by a root, in the eyes of whoever asks.
 */
export function isKeptAsleep(
  draft: Draft,
  root: Incident,
  hasWoken: (source: Incident) => boolean = (source) => isWoken(draft, source),
): boolean {
  const { silenced } = root;
  if (silenced == null || !isSilenced(root)) return false;
  if (silenced.source === undefined) return true;
  const source = draft.incident(silenced.source);
  if (source === null || !standsForOthers(draft, source)) return false;
  const woke = rootOf(draft, source);
  return hasWoken(woke) && !isBeyond(draft, root, woke);
}

/**
 * Whether an outage is more than those know of who have acknowledged what explains it: it began a while after that, and
 * strikes so many more projects that the acknowledged incident itself would wake somebody again.
 */
function isBeyond(draft: Draft, outage: Incident, { acknowledgedAt, seenAtAck }: Incident): boolean {
  if (outage.storm === null || acknowledgedAt === null || seenAtAck === null) return false;
  const { policy } = draft;
  const isLater = outage.openedAt >= acknowledgedAt + policy.paging.growth.notBeforeMs;
  return isLater && hasDoubled(policy, seenAtAck.projects, projectsOf(draft, outage));
}

/**
 * Has those looked at again that nothing keeps quiet any more, since what stood for them is over, untold or has woken
 * nobody for what has to wake somebody. Answers whether there are any.
 */
export function lookAtFreed(draft: Draft): boolean {
  const before = draft.looks.length;
  for (const id of draft.inhibitors()) {
    const source = draft.incident(id);
    if (source === null || !isWritten(draft, source)) continue;
    const stands = standsForOthers(draft, source);
    if (stands && isWoken(draft, rootOf(draft, source))) continue;
    for (const target of draft.inhibitedBy(id))
      if (!stands || hasToWake(target)) draft.looks.push({ root: target.id, fresh: null });
  }
  return draft.looks.length > before;
}

function isWritten(draft: Draft, source: Incident): boolean {
  return draft.hasWrittenIncident(source.id) || draft.hasWrittenIncident(source.parent ?? source.id);
}

/** Whether it met a rule by which somebody is woken, and slept because another had woken somebody. */
function hasToWake(target: Incident): boolean {
  return viewsOf(target).some(({ unpaged }) => unpaged?.reason.code === 'not-paged-inhibited');
}
