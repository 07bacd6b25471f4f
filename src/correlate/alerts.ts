import type { Alert } from '../domain/alert.ts';
import type { Decision } from '../domain/decision.ts';
import type { Reopened } from '../domain/decision/life.ts';
import type { PagingRule } from '../domain/decision/paging.ts';
import { counted, setAside, type Disposition } from '../domain/inbox/disposition.ts';
import { isGuest, startOf, type Incident } from '../domain/incident.ts';
import type { Issue } from '../domain/issue.ts';
import { ruleMetByAlert, ruleMetByRate } from '../domain/routing/paging-rule.ts';
import { countAlert, markSource } from './incident/counting.ts';
import type { Draft } from './state/draft.ts';
import { withNamed } from './state/counted-there.ts';
import { adoptIssue, enrichIssue, touchIssue } from './incident/identity.ts';
import { rowFor, rowsOf } from './incident/issue-rows.ts';
import type { FreshAlert } from './state/look.ts';
import { withLastAlert } from './state/told-late.ts';
import { endQuiet } from './incident/lull.ts';
import { leaveStorm, recountOpenIssues, resolveIfOver, rootOf } from './incident/lifecycle.ts';
import { nobody, openFor } from './incident/opening.ts';
import { endStormUnheard, hadEnded, tellerOf, type Reopening } from './incident/reopened.ts';
import { endedBecause, reopenedBecause } from './incident/sentrys-word.ts';
import { outgrowStorm } from './incident/guests.ts';
import { watchStorms } from './storm/storms.ts';

/**
 * Applies one alert to the incident of its issue, opening one when it has none.
 * @param signed False for what came without a signature: anyone who learns the address could send it.
 */
export function applyAlert(draft: Draft, alert: Alert, signed: boolean): Disposition {
  if (alert.status === 'firing') return fire(draft, alert, signed);
  const known = rowsOf(draft, alert.issueKey).filter((row) => draft.incident(row.incident) !== null);
  const [first] = known;
  if (first === undefined) return setAside({ code: 'issue-without-incident', resource: alert.resource });
  if (alert.status === 'assigned') return assign(draft, alert, first);
  return end(draft, alert, [first, ...known.slice(1)]);
}

function fire(draft: Draft, alert: Alert, signed: boolean): Disposition {
  const known = rowFor(draft, alert);
  const placed = known === null ? adoptIssue(draft, alert) : place(draft, alert, known);
  const issue = enrichIssue(draft, placed.issue, alert);
  markSource(draft, alert);
  const occurred = countAlert(draft, issue, alert, placed.folded);
  const named = occurred ? withNamed(issue, alert) : issue;
  const touch = touchIssue(draft, named, { opened: placed.opened, occurred, teller: tellerOf(alert) });
  recountOpenIssues(draft, issue.incident);
  const became = counted(issue.incident, placed.decision);
  if (placed.folded) {
    keepRootAwake(draft, issue.incident);
    return became;
  }
  noteBeginning(draft, issue.incident, alert);
  noteWhetherItWakes(draft, issue.incident, signed && alert.ageMs <= draft.policy.paging.staleMs);
  const byAlert = ruleMetByAlert(draft.policy.paging, alert);
  if (byAlert !== null && signed) noteRule(draft, issue.incident, byAlert);
  const improved =
    issue.richness > placed.issue.richness || issue.evidence.rule !== placed.issue.evidence.rule;
  const rises = touch.breakout || touch.burst > touch.before || touch.lasting > touch.lastedBefore;
  if (rises || improved || isStillAlone(draft, issue)) watchStorms(draft, issue.key, touch);
  outgrowStorm(draft, issue.key);
  const byRate = rateMet(draft, issue.incident);
  if (byRate !== null && signed) noteRule(draft, issue.incident, byRate);
  const met = byAlert ?? byRate;
  const root = keepRootAwake(draft, issue.incident);
  const fresh: FreshAlert = { issue: issue.key, alert, met, ageMs: alert.ageMs, signed };
  if (root !== null) {
    endQuiet(draft, root);
    draft.looks.push({ root, fresh });
  }
  return became;
}

/** So long a webhook takes, ms: what comes later is told late. */
const webhookMs = 10_000;

/** It began when its oldest event happened, which may be told late: after what it was before had ended. */
function noteBeginning(draft: Draft, id: string, { ageMs, agoMs = ageMs }: Alert): void {
  draft.change(id, (row) => {
    const ended = row.previous === null ? null : (draft.incident(row.previous)?.resolution?.at ?? null);
    const at = Math.max(draft.now - agoMs, ended ?? -Infinity);
    const late = row.openedAt - at > webhookMs && at < startOf(row);
    return late ? { ...row, beganAt: at } : row;
  });
}

/** An incident that nothing has told of which may wake somebody is known as such: later nobody asks how it was told. */
function noteWhetherItWakes(draft: Draft, id: string, wakes: boolean): void {
  // Nearly every alert finds it so, and need not copy the row to see that.
  if (wakes && draft.incident(id)?.cannotWake === undefined) return;
  draft.change(id, (row) => {
    if (!wakes) return draft.isBorn(id) ? { ...row, cannotWake: true } : row;
    const { cannotWake, ...rest } = row;
    return cannotWake === undefined ? row : rest;
  });
}

/**
 * Which rule the rate of an incident meets by itself; null for one that broke out together with its storm, which has
 * woken somebody: how loud it is proves no trouble of its own.
 */
function rateMet(draft: Draft, id: string): PagingRule | null {
  const own = draft.incident(id);
  return own === null || own.adoption?.company === true ? null : ruleMetByRate(draft.policy.paging, own.rate);
}

/** What meets a paging rule by itself is nobody's guest. */
function noteRule(draft: Draft, id: string, met: PagingRule): void {
  const own = draft.change(id, (row) => (row.pageReason === null ? { ...row, pageReason: met } : row));
  if (own !== null && isGuest(own)) leaveStorm(draft, id, { code: 'left-for-paging-rule', met });
}

/** A young issue that is in no storm is looked at again with each alert: what it belongs to may have become known. */
function isStillAlone(draft: Draft, { incident: id, breakoutAt }: Issue): boolean {
  const incident = draft.incident(id);
  if (incident === null || incident.parent !== null || incident.storm !== null) return false;
  return draft.heardAt - breakoutAt <= lookAgainMs && draft.roots().some(({ storm }) => storm !== null);
}

/** A firm child's alert keeps its root's storm active; a guest's does not. Answers with the root's id. */
function keepRootAwake(draft: Draft, id: string): string | null {
  const incident = draft.incident(id);
  if (incident === null) return null;
  const root = rootOf(draft, incident);
  if (root.id !== id && !isGuest(incident))
    draft.change(root.id, (row) => ({
      ...row,
      changedAt: draft.now,
      ...withLastAlert(draft, row),
      quietSince: null,
    }));
  return root.id;
}

/** How long after its breakout an issue that is in no storm is looked at again, in ms. */
const lookAgainMs = 120_000;

/** What most alerts come to. */
const placings = {
  known: { code: 'known-issue' },
  before: { code: 'happened-before-resolve' },
  straggler: { code: 'straggler-after-resolve' },
  archived: { code: 'straggler-after-archive' },
  beside: { code: 'fires-beside-others' },
} as const;

interface Placed {
  readonly issue: Issue;
  /** An incident was opened for it. */
  readonly opened: boolean;
  /** Counted only: it reopens nothing and pages nobody. */
  readonly folded: boolean;
  readonly decision: Decision;
}

/** Where a firing alert of a known issue belongs. */
function place(draft: Draft, alert: Alert, known: Issue): Placed {
  const own = draft.incident(known.incident);
  if (own === null) return openAgain(draft, alert, known, { code: 'fires-again' });
  const root = rootOf(draft, own);
  const folded = { issue: known, opened: false, folded: true };
  if (isStale(alert, known)) return { ...folded, decision: placings.before };
  if (root.status === 'resolved') {
    if (isFolding(draft, root, alert)) return { ...folded, decision: placings.straggler };
    const ended: Reopened =
      root.id === own.id ? { code: 'fires-after-resolve' } : { code: 'goes-on-after-storm', root: root.id };
    const why = alert.reopened === null ? ended : reopenedBecause(alert.reopened);
    return openAgain(draft, alert, known, why);
  }
  if (hadEnded(draft, root, alert, known)) {
    endStormUnheard(draft, root);
    return beginAnew(draft, alert, known);
  }
  if (known.status === 'open') return { ...folded, folded: false, decision: placings.known };
  if (isFresh(draft, known) && known.status === 'archived' && alert.reopened === null)
    return { ...folded, decision: placings.archived };
  return fireAgain(draft, known, root.id);
}

function isFresh(draft: Draft, known: Issue): boolean {
  return draft.now - known.lastAt < draft.policy.resolve.foldMs;
}

/**
 * For a while after a human resolved it, stragglers are expected; Sentry's own word that it is back is not one, and whoever
 * reopened its page in the pager expects none.
 */
function isFolding(draft: Draft, root: Incident, alert: Alert): boolean {
  const { resolution } = root;
  if (resolution?.by !== 'human' || alert.reopened !== null || wasReopened(root)) return false;
  return draft.now - resolution.at < draft.policy.resolve.foldMs;
}

function wasReopened({ atPager, desks = {} }: Incident): boolean {
  const told = [{ atPager }, ...Object.values(desks)].flatMap((desk) => desk.atPager ?? []);
  return told.some(({ turned }) => turned?.how === 'reopened');
}

/** An issue that had ended fires again, while others of its incident still do. */
function fireAgain(draft: Draft, known: Issue, root: string): Placed {
  const issue: Issue = {
    ...known,
    status: 'open',
    statusEventAt: null,
    firesSince: draft.now,
    toldBy: nobody,
  };
  draft.putIssue(issue);
  draft.tell(root, 'reopened', { code: 'issue-fires-again', title: known.title }, 'thread');
  return { issue, opened: false, folded: false, decision: placings.beside };
}

function openAgain(draft: Draft, alert: Alert, known: Issue, why: Reopened): Placed {
  const issue = openFor(draft, alert, known, known.incident);
  // Sentry's own word says why the message is there again: without it, it would look like the first of its kind.
  const tell = alert.reopened === null ? 'no' : 'thread';
  draft.tell(issue.incident, 'opened', { code: 'opened-again', why, before: known.incident }, tell);
  return { issue, opened: true, folded: false, decision: why };
}

/** Sentry's word that an issue is back says that its end was never heard here: the old incident ends, a new one begins. */
function beginAnew(draft: Draft, alert: Reopening, known: Issue): Placed {
  const placed = openAgain(draft, alert, known, reopenedBecause(alert.reopened, true));
  recountOpenIssues(draft, known.incident);
  resolveIfOver(draft, known.incident, { by: 'sentry', who: null, reason: { code: 'resolved-unheard' } });
  return placed;
}

/** Sentry's clock orders an alert before or after the resolve: a client's may be wrong by hours. */
function isStale(alert: Alert, { status, statusEventAt }: Issue): boolean {
  if (status === 'open' || statusEventAt === null || alert.reopened !== null) return false;
  return alert.sentryAt !== null && alert.sentryAt < statusEventAt;
}

/** What ends a Sentry issue ends it in every environment. */
function end(draft: Draft, alert: Alert, rows: readonly [Issue, ...Issue[]]): Disposition {
  const [first] = rows;
  const status = alert.status === 'archived' ? 'archived' : 'resolved';
  countAlert(draft, first, alert, true);
  draft.putIssue({ ...first, alerts: first.alerts + 1 });
  if (status === 'resolved' && isOvertaken(alert, rows)) {
    draft.tell(first.incident, 'stale', { code: 'resolve-overtaken', title: alert.title }, 'thread');
    return counted(first.incident, { code: 'resolve-ends-nothing' });
  }
  const who = alert.actor;
  for (const { key } of rows) {
    const row = draft.issue(key);
    if (row === null) continue;
    draft.putIssue({ ...row, status, statusEventAt: alert.sentryAt ?? draft.now });
    recountOpenIssues(draft, row.incident);
    const human = status === 'archived';
    resolveIfOver(draft, row.incident, { by: human ? 'human' : 'sentry', who, reason: endedBecause(alert) });
  }
  return counted(first.incident, { code: 'issue-ended', how: status });
}

/** Sentry writes an issue's `lastSeen` a while after its event, so a resolve may know a little less than it should, in ms. */
const lastSeenLagsMs = 5_000;

/** Whether an alert is known that is newer than all that a resolve knows. */
function isOvertaken({ eventAt }: Alert, rows: readonly Issue[]): boolean {
  return (
    eventAt !== null && rows.some(({ newestEventAt: at }) => at !== null && eventAt + lastSeenLagsMs < at)
  );
}

function assign(draft: Draft, alert: Alert, known: Issue): Disposition {
  countAlert(draft, known, alert, true);
  const own = draft.incident(known.incident);
  if (own !== null) {
    const root = rootOf(draft, own);
    const assignee = alert.actor ?? 'somebody';
    draft.change(root.id, (row) => ({ ...row, assignee }));
    draft.tell(root.id, 'assigned', { code: 'assigned', title: known.title, who: assignee });
  }
  return counted(known.incident, { code: 'issue-assigned' });
}
