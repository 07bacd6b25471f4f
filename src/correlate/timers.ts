import type { Incident } from '../domain/incident.ts';
import { atAllDesks, pagesOf } from '../domain/routing/desk.ts';
import { drillOf } from '../domain/environment/environment.ts';
import type { Timer } from '../domain/timer.ts';
import type { Draft } from './state/draft.ts';
import { expireDrill } from './drills.ts';
import { isMetricRow } from './incident/issue-rows.ts';
import { lookAtLeftOver, resolveIncident } from './incident/lifecycle.ts';
import { awaitQuiet, lookForLull } from './incident/lull.ts';
import { unmuteIncident } from './incident/mute.ts';
import { showNow } from './incident/opening.ts';
import { tellOverdue } from './page-answers.ts';
import { lookBack } from './storm/membership.ts';
import { hear } from './state/told-late.ts';
import { watchStorms } from './storm/storms.ts';

const issueKeptMs = 30 * 24 * 3_600_000;

/** Fires every timer that is due by the draft's time, in the order (due, id). */
export function fireTimers(draft: Draft): void {
  for (const timer of draft.timersDue()) fire(draft, timer);
}

function fire(draft: Draft, timer: Timer): void {
  draft.dropTimer(timer.id);
  switch (timer.kind) {
    case 'quiet':
      quiet(draft, timer.subject);
      return;
    case 'forget':
      forget(draft, timer.subject);
      return;
    case 'drop-issue':
      dropIssue(draft, timer.subject);
      return;
    case 'expire-drill':
      expireDrill(draft, timer.subject);
      return;
    case 'look-around':
      lookAround(draft, timer.subject);
      return;
    case 'look-back':
      lookBack(draft, timer.subject);
      return;
    case 'left-over':
      lookAtLeftOver(draft, timer.subject);
      return;
    case 'lull':
      lookForLull(draft, timer.subject);
      return;
    case 'environment-wait':
      endWait(draft, timer.subject);
      return;
    case 'page-overdue':
      tellOverdue(draft, timer.subject);
      return;
    case 'unseen':
      lookAtOpen(draft);
      return;
    case 'look-again':
    case 'look-in-shadow':
      lookAgain(draft, timer);
      return;
    case 'unmute':
      endMute(draft, timer.subject);
      return;
    case 'silence-begins':
      draft.silencesBegun.push(timer.subject);
      return;
    case 'drop-drill':
      draft.dropDrill(timer.subject);
  }
}

/** Paging looks at an incident again, or receivers in the shadow alone do. */
function lookAgain(draft: Draft, { kind, subject }: Timer): void {
  if (kind === 'look-in-shadow') draft.looksInShadow.push(subject);
  else draft.looks.push({ root: subject, fresh: null });
}

/** The quiet that somebody wanted is over: what was kept from waking anybody may do so now. */
function endMute(draft: Draft, id: string): void {
  unmuteIncident(draft, id, 'over');
  draft.looks.push({ root: id, fresh: null });
}

/** A chat takes nothing: paging looks at all that is open, for any of it may be what nobody sees. */
function lookAtOpen(draft: Draft): void {
  for (const { id, status, parent } of draft.incidents())
    if (status === 'open' && parent === null) draft.looks.push({ root: id, fresh: null });
}

/**
 * What a newcomer belongs to may have become known since, for example by a trace that a member was part of as well. All
 * that came before is applied by then, however far behind the brain is: only now may it show itself.
 */
function lookAround(draft: Draft, key: string): void {
  const issue = draft.issue(key);
  const incident = issue === null ? null : draft.incident(issue.incident);
  if (incident === null) return;
  showNow(draft, incident.id);
  if (incident.parent !== null || incident.storm !== null) return;
  // What was told late is looked at as of its own time.
  hear(draft, draft.now - (issue?.late?.breakoutMs ?? 0));
  watchStorms(draft, key, { breakout: false, before: 0, burst: 0, lastedBefore: 0, lasting: 0 });
  hear(draft, draft.now);
  const root = draft.incident(incident.id)?.parent ?? null;
  if (root !== null) draft.looks.push({ root, fresh: null });
}

/** Nothing that names an environment came in time, or it would have been applied by now: the page may go out. */
function endWait(draft: Draft, id: string): void {
  draft.change(id, (row) =>
    pagesOf(row).length === 0 || row.status === 'resolved'
      ? row
      : atAllDesks(row, (desk) =>
          desk.page === null ? desk : { ...desk, page: { ...desk.page, waited: true } },
        ),
  );
}

/** Silence alone proves nothing, unless the source had proved that it repeats. */
function quiet(draft: Draft, id: string): void {
  const incident = draft.incident(id);
  if (incident === null || incident.status === 'resolved' || incident.parent !== null) return;
  const { quietMs, quietMinEvents } = draft.policy.resolve;
  const family = [incident, ...draft.childrenOf(id)];
  const lastAlertAt = Math.max(...family.map((member) => member.lastAlertAt));
  if (draft.now - lastAlertAt < quietMs) {
    awaitQuiet(draft, id, lastAlertAt);
    return;
  }
  const events = family.reduce((sum, member) => sum + member.events, 0);
  const metric = family.some((member) => member.issues.some(isMetricRow));
  if (events >= quietMinEvents && incident.page === null && !metric) {
    resolveIncident(draft, id, {
      by: 'quiet',
      who: null,
      reason: { code: 'resolved-by-silence', events, quietMs },
    });
    return;
  }
  draft.change(id, (row) => ({ ...row, quietSince: lastAlertAt }));
  draft.tell(id, 'quiet', { code: 'quiet', quietMs }, 'thread');
}

/** A resolved incident leaves memory; its issues are kept longer, so that a regression finds what it belonged to. */
function forget(draft: Draft, id: string): void {
  const incident = draft.incident(id);
  if (incident?.status !== 'resolved') return;
  if (draft.joinedTo(id).length > 0) {
    // Those that share its page say by it what became of that.
    draft.putTimer({
      id: `forget:${id}`,
      kind: 'forget',
      subject: id,
      due: draft.now + draft.policy.resolve.forgetMs,
    });
    return;
  }
  const drill = drillOf(incident.environmentClass) !== null;
  for (const key of incident.issues) {
    // A drill's issues are nobody's; no later drill can name them again.
    if (drill) draft.dropIssue(key);
    else keepIssue(draft, key, incident);
  }
  draft.forget(id);
}

/** An issue outlives its incident: should it come back, readers are told what that was part of. */
function keepIssue(draft: Draft, key: string, { id, parent }: Incident): void {
  const issue = draft.issue(key);
  if (issue?.incident === id && parent !== null) draft.putIssue({ ...issue, storm: parent });
  draft.putTimer({
    id: `drop-issue:${key}`,
    kind: 'drop-issue',
    subject: key,
    due: draft.now + issueKeptMs,
  });
}

function dropIssue(draft: Draft, key: string): void {
  const issue = draft.issue(key);
  if (issue === null || draft.incident(issue.incident) !== null) return;
  if (draft.now - issue.lastAt < issueKeptMs) {
    draft.putTimer({
      id: `drop-issue:${key}`,
      kind: 'drop-issue',
      subject: key,
      due: issue.lastAt + issueKeptMs,
    });
    return;
  }
  draft.dropIssue(key);
}
