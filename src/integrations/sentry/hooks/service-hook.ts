import type { Alert } from '../../../domain/alert.ts';
import type { Reading } from '../../../seams/source.ts';
import { longestName } from '../event/limits.ts';
import { alertOfEvent } from './event-alert.ts';
import { missing, type Hook } from './hook.ts';
import { alertOfIssue } from './issue-alert.ts';
import { linkAt } from '../event/link.ts';
import { originOf } from './origin.ts';
import { idAt, objectAt, textAt } from '../event/payload.ts';

/**
 * Reads a service hook (`event.created`, `event.alert`): the issue as `group`, its event beside it
 * (getsentry/sentry, tasks/service_hooks.py).
 * @throws Error when no issue id is found.
 */
export function readServiceHook(hook: Hook): Reading {
  const { body, options } = hook;
  const group = objectAt(body, 'group');
  const event = objectAt(body, 'event');
  const issueId = idAt(group, 'id') ?? idAt(event, 'groupID');
  if (issueId === null) throw missing(hook, 'issue id', 'group.id and event.groupID');
  const issue = alertOfIssue(hook, { ...group, id: issueId }, { status: 'firing', reopened: null });
  const fromGroup = originOf(group, ['url', 'permalink', 'web_url', 'project_url']);
  const seen = alertOfEvent(event, {
    resource: hook.name,
    org: fromGroup.org ?? originOf(event, ['url', 'web_url']).org ?? options.fallbackOrg,
    issueId,
    project: textAt(objectAt(body, 'project'), 'slug', longestName) ?? issue.project,
    link: issue.link ?? linkAt(event, ['web_url', 'url'], options.hosts),
    rules: [],
    times: hook.times,
    tags: options.tags,
  });
  return { kind: 'alert', alert: { ...seen, ...issueFacts(issue, seen) } };
}

/** What the issue knows better than its event. Words come from one of the two, never from both. */
export function issueFacts(issue: Alert, seen: Alert): Partial<Alert> {
  const { shortId, firstSeenAt, sentryCount, sentryUsers, level, severity } = issue;
  const culprit = seen.culprit ?? issue.culprit;
  const eventAt = seen.eventAt ?? issue.eventAt;
  const counts = { shortId, firstSeenAt, sentryCount, sentryUsers, culprit, eventAt };
  // Old versions name no category on the issue; the event's occurrence tells all the same.
  if (issue.kind === 'error' && seen.kind === 'occurrence') return counts;
  const { kind, category, title, type, message } = issue;
  const sort = { kind, category, level, severity };
  const speaks = kind === 'error' ? seen.exceptions.length > 0 : seen.kind === 'occurrence';
  return speaks ? { ...counts, ...sort } : { ...counts, ...sort, title, type, message, about: issue.about };
}
