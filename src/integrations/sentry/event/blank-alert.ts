import type { Alert } from '../../../domain/alert.ts';

/** The fields of an alert that a payload may leave open; each reader overwrites what it knows. */
export const blankAlert = {
  kind: 'error',
  reopened: null,
  shortId: null,
  project: null,
  environment: null,
  release: null,
  transaction: null,
  type: null,
  culprit: null,
  frame: null,
  exceptions: [],
  drivers: [],
  eventId: null,
  eventAt: null,
  sentryAt: null,
  ageMs: 0,
  firstSeenAt: null,
  sentryCount: null,
  sentryUsers: null,
  userHash: null,
  rules: [],
  tags: [],
  about: [],
  measured: null,
  link: null,
  traceId: null,
  calledHosts: [],
  fingerprint: null,
  actor: null,
  drill: null,
} as const satisfies Partial<Alert>;

/** Key of a Sentry issue. */
export function sentryIssueKey(org: string, issueId: string): string {
  return `sentry:${org}/${issueId}`;
}

/** Longest title, in UTF-16 units. */
export const longestTitle = 300;
/** Longest message, in UTF-16 units. */
export const longestMessage = 2_000;
/** Longest of the short texts: culprit, transaction, rule, release, environment. */
export const longestName = 200;
