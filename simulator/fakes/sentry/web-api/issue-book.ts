import type { SentryError } from '../../../sentry-error.ts';
import { receivedAt } from '../event-time.ts';
import type { IssueAction, IssueChange } from '../webhook.ts';

/** What Sentry knew of an issue before the first event that this fake sent. */
export interface IssuePast {
  /** Virtual UNIX ms. */
  readonly firstSeen?: number;
  readonly firstRelease?: string;
  /** What was counted until then. */
  readonly count?: number;
  readonly userCount?: number;
}

/** Sentry's numbers of why an issue is for review (src/sentry/models/groupinbox.py). */
const reasons = { new: 0, unignored: 1, regression: 2, escalating: 5 } as const;

interface Inbox {
  readonly reason: (typeof reasons)[keyof typeof reasons];
  readonly at: number;
}

/** An issue as the fake Sentry keeps it. */
export interface KnownIssue {
  /** Its newest event. */
  readonly error: SentryError;
  readonly status: 'unresolved' | 'resolved' | 'ignored';
  readonly substatus: string | null;
  readonly assignee: NonNullable<IssueChange['assignee']> | null;
  readonly past: IssuePast;
  /** Why it is for review, and since when (virtual UNIX ms); null: somebody has reviewed it, or ended it. */
  readonly inbox: Inbox | null;
  /** Release of its first event. */
  readonly bornIn: string | null;
  /** When Sentry received its events, and whom each hit; oldest first. */
  readonly events: readonly { readonly at: number; readonly user: string | null }[];
}

/** An event of it was seen, somebody changed it, or its past is told. */
export interface IssueBook {
  heard(error: SentryError): void;
  changed(action: IssueAction, error: SentryError, change: IssueChange): void;
  /** What Sentry counted before; may be told before its first event. */
  tell(issue: string, past: IssuePast): void;
  /** Sets what a caller may set; null when there is no such issue. */
  set(issue: string, status: KnownIssue['status']): KnownIssue | null;
  get(issue: string): KnownIssue | null;
  all(): readonly KnownIssue[];
}

/** A book without an issue. */
export function createIssueBook(): IssueBook {
  const issues = new Map<string, KnownIssue>();
  const events = new Map<string, { at: number; user: string | null }[]>();
  const pasts = new Map<string, IssuePast>();
  const put = (issue: KnownIssue): KnownIssue => {
    issues.set(issue.error.issueId, issue);
    return issue;
  };
  const ensure = (error: SentryError): KnownIssue => {
    const { issueId } = error;
    const own = events.get(issueId) ?? [];
    events.set(issueId, own);
    return issues.get(issueId) ?? put(newIssue(error, { past: pasts.get(issueId) ?? {}, events: own }));
  };
  return {
    heard: (error) => {
      const issue = ensure(error);
      const came = { at: receivedAt(error), user: error.user?.id ?? null };
      events.get(error.issueId)?.push(came);
      // An event of a resolved issue reopens it by itself.
      const status =
        issue.status === 'resolved'
          ? ({ status: 'unresolved', substatus: 'regressed', inbox: turned('regression', came.at) } as const)
          : {};
      put({ ...issue, error, ...status });
    },
    changed: (action, error, change) => {
      const issue = ensure(error);
      const after = statusAfter(action, issue, change);
      const inbox = inboxAfter(issue, after, change.at ?? error.at);
      put({ ...issue, ...after, inbox, assignee: change.assignee ?? issue.assignee });
    },
    tell: (id, past) => {
      pasts.set(id, past);
      const issue = issues.get(id);
      if (issue !== undefined) put({ ...issue, past });
    },
    set: (id, status) => {
      const issue = issues.get(id);
      if (issue === undefined) return null;
      const substatus = status === 'unresolved' ? 'ongoing' : null;
      return put({ ...issue, status, substatus, inbox: null });
    },
    get: (id) => issues.get(id) ?? null,
    all: () => [...issues.values()],
  };
}

function newIssue(error: SentryError, so: Pick<KnownIssue, 'past' | 'events'>): KnownIssue {
  const { release } = error;
  const inbox = turned('new', receivedAt(error));
  return { error, status: 'unresolved', substatus: 'new', assignee: null, bornIn: release, inbox, ...so };
}

function turned(why: keyof typeof reasons, at: number): Inbox {
  return { reason: reasons[why], at };
}

/** What is over is for nobody's review; what is back is again. */
function inboxAfter(
  { inbox }: KnownIssue,
  { status, substatus }: Pick<KnownIssue, 'status' | 'substatus'>,
  at: number,
): Inbox | null {
  if (status !== 'unresolved') return null;
  if (substatus === 'regressed') return turned('regression', at);
  if (substatus === 'escalating') return turned('escalating', at);
  return substatus === 'ongoing' && inbox === null ? turned('unignored', at) : inbox;
}

function statusAfter(
  action: IssueAction,
  { status, substatus }: KnownIssue,
  change: IssueChange,
): Pick<KnownIssue, 'status' | 'substatus'> {
  switch (action) {
    case 'resolved':
      return { status: 'resolved', substatus: null };
    case 'ignored':
    case 'archived':
      return { status: 'ignored', substatus: change.substatus ?? 'archived_until_escalating' };
    case 'unresolved':
      return { status: 'unresolved', substatus: change.substatus ?? 'regressed' };
    case 'created':
    case 'assigned':
      return { status, substatus };
  }
}

/** Events and distinct users of an issue since a moment (virtual UNIX ms). */
export function countedSince(
  { events }: KnownIssue,
  since: number,
): { readonly count: number; readonly userCount: number } {
  const counted = events.filter(({ at }) => at >= since);
  const users = new Set(counted.map(({ user }) => user).filter((user) => user !== null));
  return { count: counted.length, userCount: users.size };
}
