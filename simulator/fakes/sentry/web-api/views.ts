import { issueIdentity, typeOf } from '../issue-body.ts';
import { createSeededRandom, seedOf } from '../../../seeded-random.ts';
import { clientAt, receivedAt, zuluMicros } from '../event-time.ts';
import { metadataOf, titleOf } from '../event-parts.ts';
import { occurrencePart } from '../occurrence-body.ts';
import { contextsOf, entriesOf } from './event-entries.ts';
import { countedSince, type KnownIssue } from './issue-book.ts';

type View = Record<string, unknown>;

/** People who write commits here; none of them exists. */
const authors = ['Mara Quill', 'Theo Brandt', 'Ines Okafor', 'Juno Reyes'] as const;

/** `GET /organizations/{org}/issues/{id}/`: counts of all time. */
export function issueView(issue: KnownIssue): View {
  const { error, past } = issue;
  return {
    ...issueHead(issue),
    firstRelease: releaseHead(past.firstRelease ?? issue.bornIn, past.firstSeen ?? error.firstSeen),
    lastRelease: releaseHead(error.release, error.firstSeen),
    activity: [],
    tags: error.tags.map(([key]) => ({ key, name: key, totalValues: error.count })),
  };
}

/** What every list has of it, too. */
function issueHead(issue: KnownIssue): View {
  const { error, past, status, substatus, assignee } = issue;
  const firstSeen = past.firstSeen ?? error.firstSeen;
  return {
    ...issueIdentity(error),
    status,
    statusDetails: {},
    substatus,
    isPublic: false,
    platform: error.project.platform,
    priority: 'high',
    priorityLockedAt: null,
    project: projectOf(issue),
    type: typeOf(error),
    issueType: error.occurrence?.issueType ?? 'error',
    issueCategory: error.occurrence?.issueCategory ?? 'error',
    metadata: metadataOf(error),
    numComments: 0,
    assignedTo:
      assignee === null
        ? null
        : { type: 'user', id: String(assignee.id), name: assignee.name, email: assignee.email },
    annotations: [],
    ...totals(issue),
    firstSeen: zuluMicros(firstSeen),
    lastSeen: zuluMicros(clientAt(error)),
  };
}

function totals({ error, past }: KnownIssue): { readonly count: string; readonly userCount: number } {
  return {
    count: String((past.count ?? 0) + error.count),
    userCount: (past.userCount ?? 0) + error.userCount,
  };
}

/** One of `GET /organizations/{org}/issues/`: counts of the time asked about, those of all time under `lifetime`. */
export function listedIssueView(issue: KnownIssue, so: { since: number; expand: readonly string[] }): View {
  const head = issueHead(issue);
  const { count, userCount } = countedSince(issue, so.since);
  return {
    ...head,
    count: String(count),
    userCount,
    lifetime: {
      ...totals(issue),
      firstSeen: head['firstSeen'],
      lastSeen: head['lastSeen'],
    },
    filtered: null,
    ...(so.expand.includes('owners') && { owners: ownersOf(issue) }),
    ...(so.expand.includes('inbox') && { inbox: inboxOf(issue) }),
  };
}

/** A team, as `GET /organizations/{org}/teams/` lists it. */
export function teamOf({ error }: KnownIssue): View {
  const { id, slug } = error.project;
  return { id: String(id % 1000), slug: `${slug}-team`, name: `${slug}-team`, memberCount: 3 };
}

/** Why it is for review, as `expand=inbox` tells. */
function inboxOf({ inbox }: KnownIssue): View | null {
  return inbox === null
    ? null
    : { reason: inbox.reason, reason_details: null, date_added: zuluMicros(inbox.at) };
}

/** Suggested owners (src/sentry/issues/ownership): by rules of the project, by suspect commits. */
function ownersOf({ error }: KnownIssue): View[] {
  return [
    {
      type: 'ownershipRule',
      owner: `team:${error.project.id % 1000}`,
      date_added: zuluMicros(error.firstSeen),
    },
  ];
}

/** `GET /organizations/{org}/issues/{id}/events/latest/`: tags as objects here, pairs in webhooks. */
export function eventView({ error }: KnownIssue): View {
  return {
    id: error.eventId,
    eventID: error.eventId,
    groupID: error.issueId,
    projectID: String(error.project.id),
    title: titleOf(error),
    message: error.message ?? '',
    type: typeOf(error),
    platform: error.project.platform,
    culprit: error.culprit,
    metadata: metadataOf(error),
    dist: null,
    size: 8192,
    errors: [],
    entries: entriesOf(error),
    contexts: contextsOf(error),
    context: {},
    occurrence: error.occurrence === undefined ? null : occurrencePart(error, error.occurrence),
    tags: [
      ...(error.environment === null ? [] : [{ key: 'environment', value: error.environment }]),
      { key: 'level', value: error.level },
      ...(error.service === null ? [] : [{ key: 'service', value: error.service }]),
      ...(error.transaction === null ? [] : [{ key: 'transaction', value: error.transaction }]),
      ...error.tags.map(([key, value]) => ({ key, value })),
    ],
    user:
      error.user === null
        ? null
        : {
            id: error.user.id,
            email: error.user.email,
            username: null,
            ip_address: '203.0.113.7',
            name: null,
            data: null,
          },
    release: error.release === null ? null : releaseHead(error.release, error.firstSeen),
    dateCreated: zuluMicros(clientAt(error)),
    dateReceived: zuluMicros(receivedAt(error)),
    nextEventID: null,
    previousEventID: null,
  };
}

function releaseHead(version: string | null, at: number): View | null {
  if (version === null) return null;
  const short = version.slice(version.indexOf('@') + 1);
  return {
    version,
    shortVersion: short,
    ref: null,
    url: null,
    dateReleased: null,
    dateCreated: zuluMicros(at),
  };
}

/** `GET /organizations/{org}/releases/{version}/`. */
export function releaseView(version: string, issues: readonly KnownIssue[]): View {
  const first = firstOf(issues);
  return {
    id: seedOf(version, 1),
    status: 'open',
    ...releaseHead(version, first),
    versionInfo: {
      package: version.split('@')[0],
      version: { raw: version.slice(version.indexOf('@') + 1) },
    },
    data: {},
    newGroups: issues.length,
    owner: null,
    commitCount: 1,
    lastCommit: commitOf(version, first),
    deployCount: 1,
    lastDeploy: deploysOf(version, issues)[0],
    authors: [authorOf(version)],
    projects: issues.map(projectOf),
  };
}

/** `GET /organizations/{org}/releases/{version}/deploys/`. */
export function deploysOf(version: string, issues: readonly KnownIssue[]): View[] {
  const finished = zuluMicros(firstOf(issues) - 14_000);
  return [
    {
      id: String(seedOf(version, 2) % 100_000),
      environment: issues[0]?.error.environment ?? 'production',
      dateStarted: null,
      dateFinished: finished,
      name: null,
      url: null,
    },
  ];
}

/** `GET /organizations/{org}/releases/{version}/commits/`. */
export function commitsOf(version: string, issues: readonly KnownIssue[]): View[] {
  return [commitOf(version, firstOf(issues))];
}

/**
 * `GET /projects/{org}/{project}/events/{event}/committers/` (src/sentry/issues/endpoints/event_file_committers.py,
 * a private endpoint that the web page uses): who wrote what the frames of an event blame.
 */
export function committersOf(issue: KnownIssue): View {
  const { error } = issue;
  const version = error.release ?? error.project.slug;
  const commit = { ...commitOf(version, error.firstSeen), suspectCommitType: 'via SCM integration' };
  return { committers: [{ author: authorOf(version), commits: [commit] }] };
}

function commitOf(version: string, at: number): View {
  const random = createSeededRandom(seedOf(`commit of ${version}`, 0));
  return {
    id: random.hex(40),
    message: `Retry the connection only twice (#${random.int(900) + 100})\n\nIt held the pool for too long.`,
    dateCreated: zuluMicros(at - 3_600_000),
    pullRequest: null,
    suspectCommitType: '',
    author: authorOf(version),
    repository: {
      id: '1',
      name: 'example/shop',
      url: 'https://github.com/example/shop',
      provider: { id: 'integrations:github', name: 'GitHub' },
    },
    releases: [releaseHead(version, at)],
  };
}

function authorOf(version: string): View {
  const name = authors[seedOf(version, 3) % authors.length] ?? authors[0];
  const email = `${name.toLowerCase().replace(' ', '.')}@example.com`;
  return { id: String(seedOf(name, 4) % 10_000), name, username: email, email };
}

function projectOf({ error }: KnownIssue): View {
  const { id, slug, platform } = error.project;
  return { id: String(id), name: slug, slug, platform };
}

function firstOf(issues: readonly KnownIssue[]): number {
  return Math.min(...issues.map(({ error }) => error.firstSeen));
}
