import { z } from 'zod';
import { jsonAnswer, type Answer } from '../../../faults/fault-plan.ts';
import { jsonOf } from '../../exchange.ts';
import type { SentryAccount } from './account.ts';
import { appView, detectorsOf, installationsOf, requestsOf, workflowsOf } from './alert-views.ts';
import type { KnownIssue } from './issue-book.ts';
import { fits, newestFirst, readSearch } from './issue-search.ts';
import { pageOf } from './paging.ts';
import {
  commitsOf,
  committersOf,
  deploysOf,
  eventView,
  issueView,
  listedIssueView,
  releaseView,
  teamOf,
} from './views.ts';

/** One call that was let in. */
export interface Asked {
  readonly account: SentryAccount;
  readonly address: URL;
  /** Parts of the path. */
  readonly params: Readonly<Record<string, string>>;
  readonly body: string;
  /** Somebody's change through the API is told to webhooks like any other. */
  readonly told: (issue: KnownIssue) => void;
}

/** Answers one call. */
export type SentryHandler = (asked: Asked) => Answer;

/**
 * `GET /organizations/{org}/issues/`: `query` as `issue-search.ts` reads it, `start` and `end` (issues that had events then),
 * `sort`, `expand`, `limit`, `cursor`.
 */
export const listIssues: SentryHandler = (asked) => {
  const { searchParams } = asked.address;
  const search = readSearch(searchParams);
  if (search === null) return jsonAnswer(400, { detail: 'Invalid query: the search could not be parsed.' });
  const found = ownIssues(asked).filter((issue) => fits(issue, search));
  const expand = searchParams.getAll('expand');
  return paged(
    newestFirst(found).map((issue) => listedIssueView(issue, { since: search.start, expand })),
    asked,
  );
};

/** `GET /organizations/{org}/issues/{id}/`. */
export const getIssue: SentryHandler = (asked) =>
  onIssue(asked, (issue) => jsonAnswer(200, issueView(issue)));

/** `GET /organizations/{org}/issues/{id}/events/latest/`. */
export const latestEvent: SentryHandler = (asked) =>
  onIssue(asked, (issue) => jsonAnswer(200, eventView(issue)));

const change = z.object({ status: z.enum(['resolved', 'unresolved', 'ignored']).optional() });

/** `PUT /organizations/{org}/issues/{id}/`: only what is submitted changes. */
export const changeIssue: SentryHandler = (asked) =>
  onIssue(asked, (issue) => {
    const read = change.safeParse(jsonOf(asked.body));
    if (!read.success) return jsonAnswer(400, { detail: 'Invalid status.' });
    const { status } = read.data;
    if (status === undefined || status === issue.status) return jsonAnswer(200, issueView(issue));
    const after = asked.account.book.set(issue.error.issueId, status) ?? issue;
    asked.told(after);
    return jsonAnswer(200, issueView(after));
  });

/** `GET /projects/{org}/{project}/events/{event}/committers/`. */
export const committers: SentryHandler = (asked) => {
  const { project, event } = asked.params;
  const issue = ownIssues(asked).find(
    ({ error }) => error.project.slug === project && error.eventId === event,
  );
  // Without code mappings, and of what Sentry raises itself, there are none.
  if (issue === undefined) return notFound('Event not found');
  if (issue.error.exceptions.length === 0) return notFound('No committers found');
  return jsonAnswer(200, committersOf(issue));
};

/** `GET /organizations/{org}/releases/{version}/`. */
export const getRelease: SentryHandler = (asked) =>
  onRelease(asked, (version, issues) => jsonAnswer(200, releaseView(version, issues)));

/** `GET /organizations/{org}/releases/{version}/deploys/`. */
export const listDeploys: SentryHandler = (asked) =>
  onRelease(asked, (version, issues) => paged(deploysOf(version, issues), asked));

/** `GET /organizations/{org}/releases/{version}/commits/`. */
export const listCommits: SentryHandler = (asked) =>
  onRelease(asked, (version, issues) => paged(commitsOf(version, issues), asked));

/** `GET /organizations/{org}/teams/`: one for each project. */
export const listTeams: SentryHandler = (asked) => {
  const teams = new Map(ownIssues(asked).map((issue) => [issue.error.project.slug, teamOf(issue)]));
  return paged([...teams.values()], asked);
};

/** `GET /organizations/{org}/workflows/`. */
export const listWorkflows: SentryHandler = (asked) =>
  paged(workflowsOf(ownIssues(asked), asked.account.workflowNotes), asked);

/** `GET /organizations/{org}/sentry-app-installations/`. */
export const listInstallations: SentryHandler = (asked) =>
  paged(installationsOf(asked.params['org'] ?? ''), asked);

/** `GET /sentry-apps/{slug}/`. */
export const getApp: SentryHandler = ({ account, params }) =>
  params['slug'] === 'stormrelay' ? jsonAnswer(200, appView(account.integration())) : notFound();

/** `GET /sentry-apps/{slug}/webhook-requests/`. */
export const listRequests: SentryHandler = ({ account, params }) =>
  params['slug'] === 'stormrelay' ? jsonAnswer(200, requestsOf(account.integration())) : notFound();

/** `GET /organizations/{org}/detectors/`. */
export const listDetectors: SentryHandler = (asked) => paged(detectorsOf(asked.account.detectorNotes), asked);

function ownIssues({ account, params }: Asked): readonly KnownIssue[] {
  return account.book.all().filter(({ error }) => error.org === params['org']);
}

function onIssue(asked: Asked, answer: (issue: KnownIssue) => Answer): Answer {
  const issue = asked.account.book.get(asked.params['id'] ?? '');
  return issue !== null && issue.error.org === asked.params['org'] ? answer(issue) : notFound();
}

function onRelease(asked: Asked, answer: (version: string, issues: readonly KnownIssue[]) => Answer): Answer {
  const version = asked.params['version'] ?? '';
  const issues = ownIssues(asked).filter(
    ({ error, bornIn, past }) =>
      error.release === version || bornIn === version || past.firstRelease === version,
  );
  return issues.length === 0 ? notFound() : answer(version, issues);
}

function paged(list: readonly unknown[], { address }: Asked): Answer {
  const { items, link } = pageOf(list, address);
  return jsonAnswer(200, items, { Link: link });
}

/** In Sentry's own words. */
export function notFound(detail = 'The requested resource does not exist'): Answer {
  return jsonAnswer(404, { detail });
}
