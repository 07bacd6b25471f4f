import { blankAlert, type Alert, type AlertStatus } from '../../../domain/alert.ts';
import { longestName, sentryIssueKey } from '../event/limits.ts';
import { sortOfIssue } from '../event/category.ts';
import { ageOfNews } from '../event/clock.ts';
import { missing, type Hook } from './hook.ts';
import { levelOf } from '../event/level.ts';
import { linkAt } from '../event/link.ts';
import { culpritAt, wordsOfRaisedIssue } from '../event/occurrence.ts';
import { issueIdOfAddress, originOf } from './origin.ts';
import { countAt, idAt, objectAt, textAt, timeAt, valueAt, type JsonObject } from '../event/payload.ts';
import { severityOf } from '../event/severity.ts';
import { wordingOfIssue } from '../event/wording.ts';

/** What a webhook says happened to its issue. */
export interface IssueTurn {
  readonly status: AlertStatus;
  readonly reopened: Alert['reopened'];
}

/**
 * An alert out of an `issue` object (`issue.*`, `activity_alert`, service hooks). It knows counts, but neither
 * environment nor release nor stack; those come with an event. The metadata's file and function are left out: they
 * lack the line, and would keep the place that the event names from being shown.
 * @throws Error when no issue id is found.
 */
export function alertOfIssue(hook: Hook, issue: JsonObject, turn: IssueTurn): Alert {
  const issueId = idAt(issue, 'id') ?? issueIdOfAddress(textAt(issue, 'permalink', 2_000));
  if (issueId === null) throw missing(hook, 'issue id', 'the id and permalink of its issue');
  const { org } = originOf(issue, ['url', 'permalink', 'web_url', 'project_url']);
  const project = textAt(objectAt(issue, 'project'), 'slug', longestName);
  const level = levelOf(valueAt(issue, 'level'));
  const sort = sortOfIssue(issue);
  return {
    ...blankAlert,
    ...turn,
    ...(sort.kind === 'occurrence' ? wordsOfRaisedIssue(issue, sort) : wordingOfIssue(issue)),
    ...ageOfNews(hook.times),
    kind: sort.kind,
    issueKey: sentryIssueKey(org ?? hook.options.fallbackOrg, issueId),
    resource: hook.name,
    shortId: textAt(issue, 'shortId', 64),
    project,
    service: project ?? 'unknown',
    culprit: culpritAt(issue, sort),
    level,
    severity: severityOf(issue, level, sort),
    category: sort.category,
    // Sentry writes the issue when the webhook is sent, so this is its newest event, at or after the turn's own.
    eventAt: timeAt(issue, 'lastSeen') ?? timeAt(issue, 'firstSeen'),
    firstSeenAt: timeAt(issue, 'firstSeen'),
    sentryCount: countAt(issue, 'count'),
    sentryUsers: countAt(issue, 'userCount'),
    link: linkAt(issue, ['web_url', 'permalink'], hook.options.hosts),
    actor: hook.actor,
  };
}
