import { hasLivePage, standsForRoot } from '../correlate/incident/apart.ts';
import { usersOf } from '../correlate/incident/users.ts';
import { isWoken } from '../correlate/incident/woken.ts';
import { isMuted } from '../correlate/incident/mute.ts';
import type { Draft } from '../correlate/state/draft.ts';
import { membersOf, type Family } from '../correlate/state/family.ts';
import type { FreshAlert } from '../correlate/state/look.ts';
import type { Cause } from '../domain/cause.ts';
import type { PagingRule, Unpaged } from '../domain/decision/paging.ts';
import { isRecognised, newestGeneration, type Incident } from '../domain/incident.ts';
import type { Policy } from '../domain/policy.ts';
import { conditionMet } from '../domain/routing/page-condition.ts';
import { ruleMetByRate } from '../domain/routing/paging-rule.ts';
import { expectMore, hasGrown, mayGrowAt } from './page-growth.ts';
import { openGeneration, wakeCollector, withdrawPage } from './page-generations.ts';
import { goOnAlone, goOnUntold, growUnheard, pageAgain, pageAnew, ringAfterTakenBack } from './page-again.ts';
import { keepMany, lookAtShared } from './many-in-hand.ts';
import { awaitAnswer, desksOf, desksToAsk, escalated } from './desks.ts';
import { PageDesk } from './page-desk.ts';
import { heard } from './routing/heard.ts';
import { isAsleep, isQuieted, whoSilenced } from './routing/kept-asleep.ts';
import { letSleep, quietSince } from './routing/quiet-over.ts';
import { whyNotYet } from './routing/not-yet.ts';
import { isSame } from './same-form.ts';
import { leftAlone } from './routing/left-alone.ts';
import { unseenRule } from './routing/unseen.ts';
import { wakeForOwn } from './routing/own-trouble.ts';
import { escalatedInShadow, shadowDesksOf } from './shadow/shadow-desks.ts';

const minuteMs = 60_000;

/** Decides on paging for all that correlation has left to look at, in its order, at the desk of each receiver. */
export function decidePaging(draft: Draft): void {
  for (const root of draft.looksInShadow.splice(0)) judgeInShadow(draft, root, null);
  for (const { root, fresh, askedBy } of draft.looks.splice(0)) {
    if (askedBy !== undefined) {
      for (const desk of desksToAsk(draft, root))
        if (!isOnItsWay(desk, root)) openGeneration(desk, root, { code: 'page-asked', who: askedBy });
      continue;
    }
    const desks = desksOf(draft, root);
    for (const desk of desks) judgePaging(desk, root, fresh);
    if (fresh === null) for (const desk of desks) awaitAnswer(desk, root);
    if (desks.length === 0) sayNobodyCan(new PageDesk(draft, null), root, fresh);
    for (const { desk, reason } of escalated(draft, root)) openGeneration(desk, root, reason);
    judgeInShadow(draft, root, fresh);
  }
  keepMany(draft);
}

/** Whoever is in the shadow decides by the same rules, after all others, and changes nothing for them. */
function judgeInShadow(draft: Draft, root: string, fresh: FreshAlert | null): void {
  for (const desk of shadowDesksOf(draft, root)) judgePaging(desk, root, fresh);
  for (const { desk, reason } of escalatedInShadow(draft, root)) openGeneration(desk, root, reason);
}

/** Whether one of several receivers is woken already, and has not answered yet. */
function isOnItsWay(desk: PageDesk, id: string): boolean {
  const seen = desk.receiver === null ? null : desk.incident(id);
  return seen?.status === 'open' && isWoken(desk.draft, seen);
}

/**
 * Decides whether somebody is woken for a root, after an alert was counted, or when the time has come to look again.
 * Once wanted, a page stays wanted until the incident ends or turns out to be none of production's.
 */
function judgePaging(desk: PageDesk, rootId: string, fresh: FreshAlert | null): void {
  const { draft } = desk;
  const root = heard(desk, rootId);
  if (root === null || root.parent !== null || root.status === 'resolved') return;
  const family = desk.family(root);
  if (fresh === null) {
    lookAgain(desk, family);
    return;
  }
  const met = ruleMet(desk, family, fresh);
  if (root.environmentClass === 'non-production' && !isAskedFor(root))
    withdrawPage(desk, root, { code: 'withdrawn-environment', environment: quietName(draft, root) });
  if (met === null) {
    wakeUnseen(desk, family, whyNobody(draft, root, fresh));
    return;
  }
  const why =
    whyNobody(draft, root, fresh) ??
    whatStandsFor(family) ??
    wokenBefore(desk, family.root, met) ??
    whoMuted(family.root) ??
    whoSilenced(desk, family.root) ??
    whyNotYet(desk, root, met);
  if (why === null) wake(desk, family, fresh, met);
  else if (root.page === null) {
    if (fresh.signed) desk.keepMet(root.id, met);
    leaveAsleep(desk, root, why);
  }
}

/** Which rule the root meets, now or since an alert that could not page; null when it meets none. */
function ruleMet(desk: PageDesk, family: Family, fresh: FreshAlert): PagingRule | null {
  const { root } = family;
  const storm = root.storm !== null && isRecognised(root) ? stormRule(root.storm.cause) : null;
  const conditions = desk.receiver?.pageWhen ?? null;
  if (conditions === null) return storm ?? defaultRule(desk.draft.policy, family, fresh);
  const { now } = desk.draft;
  const histories = membersOf(family).flatMap(({ history }) => (history === undefined ? [] : [history]));
  const users = usersOf(desk.draft, root);
  return conditionMet(conditions, { alert: fresh.alert, storm, users, histories, now }) ?? desk.met(root.id);
}

function defaultRule({ paging }: Policy, family: Family, fresh: FreshAlert): PagingRule | null {
  const byRate = membersOf(family)
    .map(({ rate }) => ruleMetByRate(paging, rate))
    .find((rule) => rule !== null);
  return fresh.met ?? family.root.pageReason ?? byRate ?? null;
}

/** Which rule it met while a silence, or a mute, kept it from waking anybody; null where none did. */
function metInQuiet(family: Family): PagingRule | null {
  const { root } = family;
  if (root.unpaged === null || !isQuieted(root.unpaged.reason)) return null;
  if (root.storm !== null && isRecognised(root)) return stormRule(root.storm.cause);
  return membersOf(family).find(({ pageReason }) => pageReason !== null)?.pageReason ?? null;
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

/**
 * The page of the incident from which a person parted this one has woken somebody for it, as bad as it was then; null when
 * it has not, or is over. How often it happens is counted anew: whoever is loud by itself is paged.
 */
function wokenBefore(desk: PageDesk, { apart, page }: Incident, met: PagingRule): Unpaged | null {
  const woken = apart?.woken ?? null;
  const from = woken === null || apart == null || page !== null ? null : desk.incident(apart.from);
  if (woken === null || apart == null || from === null || from.status === 'resolved' || !hasLivePage(from))
    return null;
  const known =
    met.code === 'page-level'
      ? woken.severity === 'critical'
      : met.code === 'page-users' && met.users <= woken.users;
  return known ? { code: 'not-paged-parted', from: from.id, who: apart.by } : null;
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

/** What meets the rules that hold where no others are written, and is told to nobody who could be woken, says so. */
function sayNobodyCan(desk: PageDesk, id: string, fresh: FreshAlert | null): void {
  const root = desk.incident(id);
  if (root === null || fresh === null || root.parent !== null || root.status === 'resolved') return;
  const met = ruleMet(desk, desk.family(root), fresh);
  if (met !== null)
    leaveAsleep(desk, root, whyNobody(desk.draft, root, fresh) ?? { code: 'not-paged-no-pager' });
}

function leaveAsleep(desk: PageDesk, root: Incident, reason: Unpaged): void {
  const { draft } = desk;
  if (isSame(root.unpaged?.reason, reason) || isRemembered(root, reason)) return;
  desk.change(root.id, (row) => ({ ...row, unpaged: { reason, at: draft.now } }));
  if (root.unpaged === null) desk.tell(root.id, 'page', reason);
}

/** What wakes somebody as soon as it may is not forgotten for an alert that could not have woken anybody. */
function isRemembered({ unpaged }: Incident, reason: Unpaged): boolean {
  return unpaged !== null && waits.has(unpaged.reason.code) && isNoCause(reason);
}

const waits: ReadonlySet<Unpaged['code']> = new Set([
  'not-paged-silenced',
  'not-paged-inhibited',
  'not-paged-maintenance',
  'not-paged-interval',
  'not-paged-held',
]);

/** Whether it was the alert itself that could wake nobody. */
function isNoCause({ code }: Unpaged): boolean {
  return code === 'not-paged-stale' || code === 'not-paged-unsigned';
}

function wake(desk: PageDesk, family: Family, fresh: FreshAlert, met: PagingRule): void {
  const { root } = family;
  const page = root.page;
  if (page === null || page.withdrawn !== null) {
    if (root.status !== 'acknowledged' || hasGrown(desk, family, fresh) !== null)
      openGeneration(desk, root.id, met);
    else leaveAsleep(desk, root, { code: 'not-paged-acknowledged', who: root.acknowledgedBy });
    return;
  }
  // A storm has a page of its own, whatever it had joined before it became one.
  if (isRecognised(root) && page.joined !== null) openGeneration(desk, root.id, met);
  else if (
    !goOnAlone(desk, root, met) &&
    !pageAnew(desk, family, fresh, met) &&
    !growAgain(desk, family, fresh)
  ) {
    pageAgain(desk, family, fresh);
    lookAtShared(desk, root);
  }
}

/**
 * What grew beyond what was acknowledged wakes somebody again, under a new key, but not at once. Answers whether it
 * has, or will.
 */
function growAgain(desk: PageDesk, family: Family, fresh: FreshAlert | null): boolean {
  const { root } = family;
  if (root.status !== 'acknowledged') return growUnheard(desk, family);
  const { draft } = desk;
  const seen = expectMore(desk, family);
  const why = hasGrown(desk, seen, fresh);
  if (why === null) {
    tellWhoSleeps(desk, root, fresh);
    return false;
  }
  const from = mayGrowAt(desk, root);
  if (draft.now >= from) openGeneration(desk, root.id, why);
  else desk.lookAgain(root.id, from);
  return true;
}

/** Something new met the rule, and nobody is woken since somebody is on it: that too is a decision to be read. */
function tellWhoSleeps(desk: PageDesk, root: Incident, fresh: FreshAlert | null): void {
  const { draft } = desk;
  const issue = fresh === null ? null : draft.issue(fresh.issue);
  if (issue === null || fresh?.met == null || issue.breakoutAt !== draft.heardAt) return;
  const { service } = issue;
  desk.tell(root.id, 'page', { code: 'not-paged-again', service, who: root.acknowledgedBy });
}

function lookAgain(desk: PageDesk, family: Family): void {
  const { root } = family;
  if (isMuted(root) || isAsleep(desk, root)) return;
  const alone = leftAlone(desk, root);
  if (root.kind === 'own') wakeForOwn(desk, root);
  else if (alone !== null) openGeneration(desk, root.id, alone);
  else if (root.page === null) {
    wakeByNow(desk, family);
    if (desk.incident(root.id)?.page === null) wakeUnseen(desk, family, null);
  } else if (root.page.withdrawn !== null) return;
  else if (root.kind === 'collector') wakeCollector(desk, root);
  else if (!goOnUntold(desk, root) && !ringAfterTakenBack(desk, root)) growAgain(desk, family, null);
}

/** What no chat shows although it should wakes somebody, unless its alert, a person or a rule wants nobody woken. */
function wakeUnseen(desk: PageDesk, { root }: Family, why: Unpaged | null): void {
  const met = unseenRule(desk.draft, root);
  if (
    met === null ||
    (why ?? whoMuted(root) ?? whoSilenced(desk, root) ?? whyNotYet(desk, root, met)) !== null
  )
    return;
  openGeneration(desk, root.id, met);
}

/** What its route, or a silence, had kept from waking somebody does so when that is over, if nobody has it in hand. */
function wakeByNow(desk: PageDesk, family: Family): void {
  const { root } = family;
  const met = desk.receiver === null ? metInQuiet(family) : desk.met(root.id);
  const why = root.unpaged?.reason ?? null;
  if (why !== null && (isNoCause(why) || why.code === 'not-paged-quiet')) return;
  if (met === null || root.status !== 'open' || root.environmentClass === 'non-production') return;
  if (whyNotYet(desk, root, met) !== null) return;
  const since = why === null ? null : quietSince(desk.draft, family, why);
  if (since === null) openGeneration(desk, root.id, met);
  else letSleep(desk, root, since);
}
