/** What Sentry told of an incident when it was asked. Texts are Sentry's, unescaped and bounded. */
export interface SentryContext {
  /** Since the incident began, by Sentry's count: at least so many users, and events. Null: not told. */
  readonly users: number | null;
  readonly events: number | null;
  /** When the issue that stands for it was first and last seen, by Sentry's clock, UNIX ms. */
  readonly firstSeenAt: number | null;
  readonly lastSeenAt: number | null;
  /** The release in which it was first seen. */
  readonly firstRelease: string | null;
  readonly commit: SuspectCommit | null;
  /** Names of teams. */
  readonly owners: readonly string[];
  /** What the author of its alert rule wrote for readers: an https address. */
  readonly runbook: string | null;
}

/** The commit that Sentry blames. */
export interface SuspectCommit {
  /** Its hash, as far as people write it. */
  readonly id: string;
  readonly title: string;
  /** A person's name; null: none is told, or it is an address. */
  readonly by: string | null;
}

/** Before Sentry told anything. */
export const noContext: SentryContext = {
  users: null,
  events: null,
  firstSeenAt: null,
  lastSeenAt: null,
  firstRelease: null,
  commit: null,
  owners: [],
  runbook: null,
};

/** What is known after Sentry was asked again. Counts only grow, and what it does not tell any more stays known. */
export function contextAfter(known: SentryContext, told: SentryContext): SentryContext {
  return {
    users: most(known.users, told.users),
    events: most(known.events, told.events),
    firstSeenAt: told.firstSeenAt ?? known.firstSeenAt,
    lastSeenAt: most(known.lastSeenAt, told.lastSeenAt),
    firstRelease: told.firstRelease ?? known.firstRelease,
    commit: told.commit ?? known.commit,
    owners: told.owners.length === 0 ? known.owners : told.owners,
    runbook: told.runbook ?? known.runbook,
  };
}

/** Whether a reader would see a difference: when it was last seen, the relay knows itself. */
export function saysMore(known: SentryContext, told: SentryContext): boolean {
  const after = contextAfter(known, told);
  return JSON.stringify({ ...after, lastSeenAt: null }) !== JSON.stringify({ ...known, lastSeenAt: null });
}

function most(a: number | null, b: number | null): number | null {
  return a === null || b === null ? (a ?? b) : Math.max(a, b);
}

/**
 * At least so many users: those that were seen here, or the largest figure that Sentry gave, told for one issue or asked
 * for. Null where nobody is known.
 */
export function leastUsers(
  seen: number,
  told: number | null,
  context: Pick<SentryContext, 'users'> | undefined,
): number | null {
  const asked = context?.users ?? null;
  return told === null && asked === null && seen === 0 ? null : Math.max(told ?? 0, asked ?? 0, seen);
}

/** Where an error comes from, and where to read what to do. */
export interface OriginShown extends Pick<
  SentryContext,
  'firstSeenAt' | 'firstRelease' | 'commit' | 'owners'
> {
  /** An http or https address. */
  readonly runbook: string | null;
  /** No webhook had told of it when it was opened: the relay read it in Sentry. Absent: one had. */
  readonly reconstructed?: true;
  /** Webhooks have told of it since then. Absent: none has. */
  readonly toldSince?: true;
}
