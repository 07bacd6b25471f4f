import type { Reading } from '../../../seams/source.ts';
import { missing, type Hook } from './hook.ts';
import { alertOfIssue, type IssueTurn } from './issue-alert.ts';
import { longestName } from '../event/limits.ts';
import { asObject, objectAt, textAt, valueAt, type JsonObject } from '../event/payload.ts';
import { setAside } from '../../../domain/inbox/disposition.ts';
import { hookAside } from './set-aside.ts';

/**
 * Reads `issue.*`.
 * @throws Error when the body names no action or no issue: guessing could end an incident that still fires.
 */
export function readIssueHook(hook: Hook): Reading {
  const issue = issueOf(hook);
  if (hook.action === null) throw missing(hook, 'action', 'action');
  const turn = turnOfAction(hook, hook.action, issue);
  if (turn === null) return hookAside(hook, 'hook-neither-fires-nor-ends');
  const alert = alertOfIssue(hook, issue, turn);
  if (turn.status !== 'assigned') return { kind: 'alert', alert };
  return { kind: 'alert', alert: { ...alert, actor: assigneeOf(hook, issue) } };
}

/**
 * Reads `activity_alert`: an alert rule that watches what happens to issues.
 * @throws Error when the body names no issue.
 */
export function readActivityHook(hook: Hook): Reading {
  const type = textAt(objectAt(hook.data, 'activity'), 'type', 64) ?? 'unnamed';
  const issue = asObject(valueAt(hook.data, 'issue')) ?? {};
  const turn = turnOfActivity(type, issue);
  if (turn === null) return setAside({ code: 'hook-activity', hook: hook.name, activity: type });
  const alert = alertOfIssue(hook, issueOf(hook), turn);
  const rule = textAt(objectAt(hook.data, 'alert'), 'title', longestName);
  return { kind: 'alert', alert: { ...alert, rules: rule === null ? [] : [rule] } };
}

function issueOf(hook: Hook): JsonObject {
  const issue = asObject(valueAt(hook.data, 'issue'));
  if (issue === null) throw missing(hook, 'issue', 'data.issue');
  return issue;
}

const fires: IssueTurn = { status: 'firing', reopened: null };
const resolved: IssueTurn = { status: 'resolved', reopened: null };
const archived: IssueTurn = { status: 'archived', reopened: null };

/** The documentation says `archived` where the code sends `ignored`; both are taken. */
function turnOfAction(hook: Hook, action: string, issue: JsonObject): IssueTurn | null {
  switch (action) {
    case 'created':
      return fires;
    case 'unresolved':
      return turnedBy(issue) ?? { status: 'firing', reopened: reopenedBy(hook) };
    case 'resolved':
      return resolved;
    case 'ignored':
    case 'archived':
      return archived;
    case 'assigned':
      return { status: 'assigned', reopened: null };
    default:
      return null;
  }
}

/** Sentry names the types `status_resolved_in_release`, `status_regression`, … (getsentry/sentry, webhooks of activity alerts). */
function turnOfActivity(type: string, issue: JsonObject): IssueTurn | null {
  if (type.startsWith('status_resolved')) return resolved;
  switch (type) {
    case 'status_unresolved':
      // Sentry has a type of its own for what it reopens itself; the actor of the webhook is the rule's, always Sentry.
      return turnedBy(issue) ?? { status: 'firing', reopened: 'by-hand' };
    case 'status_ongoing':
    case 'auto_set_ongoing':
      return { status: 'firing', reopened: 'archive-over' };
    case 'status_regression':
    case 'status_regressed':
      return { status: 'firing', reopened: 'regressed' };
    case 'status_escalating':
      return { status: 'firing', reopened: 'escalating' };
    case 'status_ignored':
    case 'status_archived':
      return archived;
    default:
      return null;
  }
}

/** One action covers a regression, an escalation, an archive that ran out and a human's click; the substatus tells the first two. */
function turnedBy(issue: JsonObject): IssueTurn | null {
  const substatus = valueAt(issue, 'substatus');
  return substatus === 'regressed' || substatus === 'escalating'
    ? { status: 'firing', reopened: substatus }
    : null;
}

/**
 * Who took it up again: Sentry does so by itself only when an archive has run out (getsentry/sentry,
 * src/sentry/issues/ongoing.py). An app acts on somebody's order.
 */
function reopenedBy({ actor, bySentry }: Hook): IssueTurn['reopened'] {
  if (bySentry) return 'archive-over';
  return actor === null ? null : 'by-hand';
}

function assigneeOf(hook: Hook, issue: JsonObject): string | null {
  return (
    textAt(objectAt(hook.data, 'assignee'), 'name', 120) ?? textAt(objectAt(issue, 'assignedTo'), 'name', 120)
  );
}
