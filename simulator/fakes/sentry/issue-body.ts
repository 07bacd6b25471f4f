import type { SentryError } from '../../sentry-error.ts';
import { metadataOf, titleOf } from './event-parts.ts';
import { clientAt, zuluMicros } from './event-time.ts';
import type { IssueAction, IssueChange } from './webhook.ts';

/** Where a person reads an issue. */
function issuePage({ org, issueId }: SentryError): string {
  return `https://${org}.sentry.io/issues/${issueId}/`;
}

/** What every form of an issue says it is, in a webhook and in the API. */
export function issueIdentity(error: SentryError): Record<string, unknown> {
  return {
    id: error.issueId,
    shareId: null,
    shortId: error.shortId,
    title: titleOf(error),
    culprit: error.culprit,
    permalink: issuePage(error),
    logger: null,
    level: error.level,
  };
}

/** `data.issue`: no environment, release or tags; `count` is a string (receivers/sentry_apps.py). */
export function issueData(
  action: IssueAction,
  error: SentryError,
  change: IssueChange,
): Record<string, unknown> {
  const { org, issueId, project } = error;
  return {
    url: `https://sentry.io/api/0/organizations/${org}/issues/${issueId}/`,
    web_url: issuePage(error),
    project_url: `https://${org}.sentry.io/issues/?project=${project.id}`,
    ...issueIdentity(error),
    ...statusOf(action, change),
    isPublic: false,
    platform: error.project.platform,
    project: { id: String(project.id), name: project.slug, slug: project.slug, platform: project.platform },
    type: typeOf(error),
    metadata: { ...metadataOf(error), initial_priority: 75 },
    numComments: 0,
    assignedTo: assignedTo(change),
    isBookmarked: false,
    isSubscribed: false,
    subscriptionDetails: null,
    hasSeen: false,
    annotations: [],
    issueType: change.issueType ?? error.occurrence?.issueType ?? 'error',
    issueCategory: change.issueCategory ?? error.occurrence?.issueCategory ?? 'error',
    priority: change.priority ?? 'high',
    priorityLockedAt: null,
    seerFixabilityScore: null,
    seerAutofixLastTriggered: null,
    isUnhandled: error.exceptions.length > 0,
    count: String(error.count),
    userCount: error.userCount,
    firstSeen: stamp(action, error.firstSeen),
    lastSeen: stamp(action, clientAt(error)),
  };
}

/** The type of an issue: what Sentry raises itself is `generic`. */
export function typeOf(error: SentryError): string {
  if (error.occurrence !== undefined) return 'generic';
  return error.exceptions.length > 0 ? 'error' : 'default';
}

/** Who did it: a person, else Sentry itself. */
export function actorOf(change: IssueChange): Record<string, unknown> {
  if (change.actor === undefined) return { type: 'application', id: 'sentry', name: 'Sentry' };
  return { type: 'user', id: change.actor.id, name: change.actor.name };
}

function statusOf(action: IssueAction, change: IssueChange): Record<string, unknown> {
  const statusDetails = change.statusDetails ?? {};
  switch (action) {
    case 'created':
      return { status: 'unresolved', statusDetails, substatus: change.substatus ?? 'new' };
    case 'assigned':
      return { status: 'unresolved', statusDetails, substatus: change.substatus ?? 'ongoing' };
    case 'unresolved':
      return { status: 'unresolved', statusDetails, substatus: change.substatus ?? 'regressed' };
    case 'resolved':
      return { status: 'resolved', statusDetails, substatus: null };
    case 'ignored':
    case 'archived':
      return { status: 'ignored', statusDetails, substatus: change.substatus ?? 'archived_until_escalating' };
  }
}

function assignedTo({ assignee }: IssueChange): Record<string, unknown> | null {
  if (assignee === undefined) return null;
  return { type: 'user', id: String(assignee.id), name: assignee.name, email: assignee.email };
}

/** `issue.created` is written with `+00:00`, every other action with `Z`: two code paths in Sentry. */
function stamp(action: IssueAction, ms: number): string {
  const zulu = zuluMicros(ms);
  return action === 'created' ? zulu.replace('Z', '+00:00') : zulu;
}
