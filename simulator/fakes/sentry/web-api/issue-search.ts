import type { KnownIssue } from './issue-book.ts';

/** Which issues are asked for. */
interface Search {
  /** Null: whichever. */
  readonly ids: readonly string[] | null;
  /** Null: whichever. */
  readonly status: KnownIssue['status'] | null;
  /** They had an event then, virtual UNIX ms. */
  readonly start: number;
  readonly end: number;
}

const statuses: Readonly<Record<string, KnownIssue['status']>> = {
  'is:unresolved': 'unresolved',
  'is:resolved': 'resolved',
  'is:ignored': 'ignored',
  'is:archived': 'ignored',
};

/**
 * Reads a search: the default is `is:unresolved`, an empty query asks for all. Of the language only what a relay says is
 * known: `is:…` and `issue.id:[1,2]`, with which Sentry's own pages ask. Null: it is something else, which Sentry refuses.
 */
export function readSearch(asked: URLSearchParams): Search | null {
  const tokens = (asked.get('query') ?? 'is:unresolved').split(/\s+/).filter((token) => token !== '');
  let ids: readonly string[] | null = null;
  let status: Search['status'] = null;
  for (const token of tokens) {
    const listed = /^issue\.id:\[(\d+(?:,\d+)*)\]$/.exec(token)?.[1];
    if (listed !== undefined) ids = listed.split(',');
    else if (statuses[token] !== undefined) status = statuses[token];
    else return null;
  }
  const start = Date.parse(asked.get('start') ?? '') || 0;
  const end = Date.parse(asked.get('end') ?? '') || Infinity;
  return start > end ? null : { ids, status, start, end };
}

/** Whether an issue is asked for. */
export function fits({ error, status, events }: KnownIssue, search: Search): boolean {
  if (search.ids !== null && !search.ids.includes(error.issueId)) return false;
  if (search.status !== null && search.status !== status) return false;
  // An issue whose events came before this fake was there has none that it could look for.
  return events.length === 0 || events.some(({ at }) => at >= search.start && at <= search.end);
}

/** Whichever had an event last, as `sort=date` and the default have it. */
export function newestFirst(issues: readonly KnownIssue[]): readonly KnownIssue[] {
  const newest = ({ events, error }: KnownIssue): number => events.at(-1)?.at ?? error.at;
  return issues.toSorted((a, b) => newest(b) - newest(a));
}
