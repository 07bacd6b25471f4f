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
