import type { Cause, Evidence } from '../../domain/cause.ts';
import type { EnvironmentClass } from '../../domain/environment/environment.ts';
import type { Incident } from '../../domain/incident.ts';
import { lastHeardAt, type Issue } from '../../domain/issue.ts';
import type { StormView } from '../state/heard.ts';
import type { Draft } from '../state/draft.ts';
import { lastAlertHeardAt } from '../state/told-late.ts';
import { bookOf, type StormBook } from './storm-book.ts';

/** Guests beyond this many add nothing to where the first ones fail. */
const guestsRead = 120;

/** Storms of a class that take up new issues, as their members are now. */
export function activeStorms(draft: Draft, environment: EnvironmentClass): readonly StormView[] {
  return draft.storms.of(draft.rowsWritten, environment, () => viewActive(draft, environment));
}

function viewActive(draft: Draft, environment: EnvironmentClass): readonly StormView[] {
  const roots = draft.roots().filter((root) => root.storm !== null && root.environmentClass === environment);
  return roots
    .filter((root) => isActive(draft, root))
    .map((root) => stormView(draft, root))
    .filter((view) => view !== null);
}

/** What is told late belongs to no storm that began long after it, nor to one that was over before it. */
function isActive({ heardAt, policy }: Draft, root: Incident): boolean {
  const { activeMs } = policy.storm;
  if (root.storm === null || root.storm.hadEnded === true) return false;
  return heardAt - lastAlertHeardAt(root) <= activeMs && root.storm.since - heardAt <= activeMs;
}

/** A storm as adoption sees it: what its members said, and where; null when the incident is no storm. */
function stormView(draft: Draft, root: Incident): StormView | null {
  if (root.storm === null) return null;
  return new MembersView(root.id, root.storm, {
    issues: draft.firmIssuesOf(root.id),
    guests: draft.guestsOf(root.id, guestsRead),
  });
}

interface Members {
  readonly issues: readonly Issue[];
  readonly guests: readonly Incident[];
}

/**
 * What the rows of a storm's members say, as they were when somebody looked. Most rules ask little of it: each answer is
 * made when it is asked for.
 */
class MembersView implements StormView {
  readonly root: string;
  readonly cause: Cause;
  readonly since: number;
  private readonly members: Members;
  private readonly book: StormBook;
  private seen: ReadonlyMap<string, number> | null = null;
  private guestsAt: ReadonlySet<string> | null = null;
  private traces: StormView['traceIds'] | null = null;
  private words: StormView['wordings'] | null = null;
  private first: number | null = null;
  private last: number | null = null;

  constructor(root: string, storm: NonNullable<Incident['storm']>, members: Members) {
    this.root = root;
    this.cause = storm.cause;
    this.since = storm.since;
    this.members = members;
    this.book = bookOf(storm);
  }

  get evidences(): readonly Evidence[] {
    return this.book.said(this.members.issues).evidences;
  }

  get services(): ReadonlySet<string> {
    return this.book.said(this.members.issues).services;
  }

  get wordings(): StormView['wordings'] {
    this.words ??= { get: (key) => this.book.countOfWording(this.members.issues, key) };
    return this.words;
  }

  get repeatsWording(): boolean {
    return this.book.repeatsWording(this.members.issues);
  }

  get traceIds(): StormView['traceIds'] {
    this.traces ??= { has: (id) => this.book.knowsTrace(this.members.issues, id) };
    return this.traces;
  }

  get lastSeenByService(): ReadonlyMap<string, number> {
    this.seen ??= lastSeenIn(this.members.issues);
    return this.seen;
  }

  get guestServices(): ReadonlySet<string> {
    this.guestsAt ??= new Set(
      this.members.guests.flatMap(({ services }) => services.map(({ name }) => name)),
    );
    return this.guestsAt;
  }

  get firstBreakoutAt(): number {
    this.first ??= this.members.issues.reduce(
      (oldest, issue) => Math.min(oldest, issue.breakoutAt),
      Infinity,
    );
    return this.first;
  }

  get lastBreakoutAt(): number {
    this.last ??= this.members.issues.reduce((newest, issue) => Math.max(newest, issue.breakoutAt), 0);
    return this.last;
  }
}

function lastSeenIn(issues: readonly Issue[]): ReadonlyMap<string, number> {
  const seen = new Map<string, number>();
  for (const issue of issues) {
    const { service } = issue;
    seen.set(service, Math.max(lastHeardAt(issue), seen.get(service) ?? 0));
  }
  return seen;
}
