import { hasLivePage, standsForRoot } from '../correlate/incident/apart.ts';
import { isMuted, isWorseThanMuted, unmuteIncident } from '../correlate/incident/mute.ts';
import type { Draft } from '../correlate/state/draft.ts';
import { membersOf, type Family } from '../correlate/state/family.ts';
import type { FreshAlert } from '../correlate/state/look.ts';
import type { Cause } from '../domain/cause.ts';
import type { PagingRule, Unpaged } from '../domain/decision/paging.ts';
import { isRecognised, newestGeneration, type Incident } from '../domain/incident.ts';
import { ruleMetByRate } from '../domain/paging-rule.ts';
import { expectMore, familyIn, hasGrown, isCollectorDue, mayGrowAt } from './page-growth.ts';
import { openGeneration, wakeCollector, withdrawPage } from './page-generations.ts';
import { pageAgain, pageAnew } from './page-again.ts';
import { isSame } from './same-form.ts';

const minuteMs = 60_000;

/** Decides on paging for all that correlation has left to look at, in its order. */
export function decidePaging(draft: Draft): void {
  for (const { root, fresh, askedBy } of draft.looks.splice(0)) {
    if (askedBy === undefined) judgePaging(draft, root, fresh);
    else openGeneration(draft, root, { code: 'page-asked', who: askedBy });
  }
}

/**
 * Decides whether somebody is woken for a root, after an alert was counted, or when the time has come to look again.
 * Once wanted, a page stays wanted until the incident ends or turns out to be none of production's.
 */
function judgePaging(draft: Draft, rootId: string, fresh: FreshAlert | null): void {
  const root = heard(draft, rootId);
  if (root === null || root.parent !== null || root.status === 'resolved') return;
  const family = familyIn(draft, root);
  if (fresh === null) {
    lookAgain(draft, family);
    return;
  }
  const met = ruleMet(draft, family, fresh);
  if (root.environmentClass === 'non-production' && !isAskedFor(root))
    withdrawPage(draft, root, { code: 'withdrawn-environment', environment: quietName(draft, root) });
  if (met === null) return;
  const why = whyNobody(draft, root, fresh) ?? whatStandsFor(family) ?? whoMuted(family.root);
  if (why === null) wake(draft, family, fresh, met);
  else if (root.page === null) leaveAsleep(draft, root, why);
}

/** An incident, which is muted no longer once it is worse than what was muted. */
function heard(draft: Draft, id: string): Incident | null {
  const incident = draft.incident(id);
  if (!isMuted(incident) || incident === null || !isWorseThanMuted(familyIn(draft, incident)))
    return incident;
  unmuteIncident(draft, id, 'worse');
  return draft.incident(id);
}

/** Which rule the root meets, now or since an alert that could not page; null when it meets none. */
function ruleMet(draft: Draft, family: Family, fresh: FreshAlert): PagingRule | null {
  const { root } = family;
  if (root.storm !== null && isRecognised(root)) return stormRule(root.storm.cause);
  const { paging } = draft.policy;
  const byRate = membersOf(family)
    .map(({ rate }) => ruleMetByRate(paging, rate))
    .find((rule) => rule !== null);
  return fresh.met ?? root.pageReason ?? byRate ?? null;
}

/** That it is a storm is a rule of its own. */
function stormRule({ kind, title }: Cause): PagingRule {
  return { code: kind === 'surge' ? 'page-surge' : 'page-storm', title };
}

/** Why nobody is woken for this alert although a rule is met; null when somebody is. */
function whyNobody(draft: Draft, root: Incident, { ageMs, signed }: FreshAlert): Unpaged | null {
  if (root.environmentClass === 'non-production')
    return { code: 'not-paged-environment', environment: quietName(draft, root) };
  if (!signed) return { code: 'not-paged-unsigned' };
  if (ageMs > draft.policy.paging.staleMs)
    return { code: 'not-paged-stale', ageMs: Math.round(ageMs / minuteMs) * minuteMs };
  return null;
}

/**
 * The page of an incident that was merged by hand into one that has none stands for both, unless a rule finds a storm;
 * null when there is none.
 */
function whatStandsFor(family: Family): Unpaged | null {
  const { root } = family;
  if (hasLivePage(root) || isRecognised(root)) return null;
  const child = family.children.find((one) => standsForRoot(one, root));
  return child === undefined ? null : { code: 'not-paged-merged', child: child.id };
}

/** Null while it is not muted. */
function whoMuted({ mute }: Incident): Unpaged | null {
  return mute == null ? null : { code: 'not-paged-muted', who: mute.by };
}

/** Whether somebody was woken because a person wanted it, wherever it fails. */
function isAskedFor({ page }: Incident): boolean {
  return page !== null && newestGeneration(page).reason.code === 'page-asked';
}

/** The environment that never pages, by the alerts of the incident, else by what its issues are known for. */
function quietName(draft: Draft, { environments, issues }: Incident): string | null {
  const own =
    environments[0] ??
    issues.map((key) => draft.issue(key)?.environments[0]).find((name) => name !== undefined);
  return own ?? null;
}

function leaveAsleep(draft: Draft, root: Incident, reason: Unpaged): void {
  if (isSame(root.unpaged?.reason, reason)) return;
  draft.change(root.id, (row) => ({ ...row, unpaged: { reason, at: draft.now } }));
  if (root.unpaged === null) draft.tell(root.id, 'page', reason);
}

function wake(draft: Draft, family: Family, fresh: FreshAlert, met: PagingRule): void {
  const { root } = family;
  const page = root.page;
  if (page === null || page.withdrawn !== null) {
    if (root.status !== 'acknowledged' || hasGrown(draft, family, fresh) !== null)
      openGeneration(draft, root.id, met);
    else leaveAsleep(draft, root, { code: 'not-paged-acknowledged', who: root.acknowledgedBy });
    return;
  }
  // A storm has a page of its own, whatever it had joined before it became one.
  if (isRecognised(root) && page.joined !== null) openGeneration(draft, root.id, met);
  else if (!pageAnew(draft, family, fresh, met) && !growAgain(draft, family, fresh))
    pageAgain(draft, family, fresh);
}

/**
 * What grew beyond what was acknowledged wakes somebody again, under a new key, but not at once. Answers whether it
 * has, or will.
 */
function growAgain(draft: Draft, family: Family, fresh: FreshAlert | null): boolean {
  const { root } = family;
  if (root.status !== 'acknowledged') return false;
  const seen = expectMore(draft, family);
  const why = hasGrown(draft, seen, fresh);
  if (why === null) {
    tellWhoSleeps(draft, root, fresh);
    return false;
  }
  const from = mayGrowAt(draft, root);
  if (draft.now >= from) openGeneration(draft, root.id, why);
  else draft.putTimer({ id: `look-again:${root.id}`, kind: 'look-again', subject: root.id, due: from });
  return true;
}

/** Something new met the rule, and nobody is woken since somebody is on it: that too is a decision to be read. */
function tellWhoSleeps(draft: Draft, root: Incident, fresh: FreshAlert | null): void {
  const issue = fresh === null ? null : draft.issue(fresh.issue);
  if (issue === null || fresh?.met == null || issue.breakoutAt !== draft.now) return;
  const { service } = issue;
  draft.tell(root.id, 'page', { code: 'not-paged-again', service, who: root.acknowledgedBy });
}

function lookAgain(draft: Draft, family: Family): void {
  const { root } = family;
  if (root.page === null || root.page.withdrawn !== null || isMuted(root)) return;
  if (root.kind !== 'collector') growAgain(draft, family, null);
  else if (isCollectorDue(draft, root)) wakeCollector(draft, root.id);
}
