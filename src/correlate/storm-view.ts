import type { Cause, Evidence } from '../domain/cause.ts';
import { isGuest, type Incident } from '../domain/incident.ts';
import type { Issue } from '../domain/issue.ts';
import type { StormView } from './adopt.ts';
import type { Draft } from './draft.ts';
import { tracesOf } from './voter.ts';

/** Members beyond this many add nothing that the first ones and the newest have not said. */
const membersRead = 120;

/** A storm as adoption sees it: what its members said, and where; null when the incident is no storm. */
export function stormView(draft: Draft, root: Incident): StormView | null {
  if (root.storm === null) return null;
  const children = draft.childrenOf(root.id);
  return new MembersView(root.id, root.storm, {
    issues: issuesOf(draft, root, children),
    guests: children.filter(isGuest).slice(0, membersRead),
  });
}

interface Members {
  readonly issues: readonly Issue[];
  readonly guests: readonly Incident[];
}

/**
 * What the rows of a storm's members say, as they were when somebody looked. A storm is looked at for every newcomer,
 * and most rules ask little of it: each answer is made when it is asked for.
 */
class MembersView implements StormView {
  readonly root: string;
  readonly cause: Cause;
  readonly since: number;
  private readonly members: Members;
  private seen: ReadonlyMap<string, number> | null = null;
  private struck: ReadonlySet<string> | null = null;
  private said: readonly Evidence[] | null = null;
  private guestsAt: ReadonlySet<string> | null = null;
  private words: ReadonlyMap<string, number> | null = null;
  private last: number | null = null;

  constructor(root: string, { cause, since }: NonNullable<Incident['storm']>, members: Members) {
    this.root = root;
    this.cause = cause;
    this.since = since;
    this.members = members;
  }

  get lastSeenByService(): ReadonlyMap<string, number> {
    this.seen ??= lastSeenIn(this.members.issues);
    return this.seen;
  }

  get services(): ReadonlySet<string> {
    this.struck ??= new Set(this.lastSeenByService.keys());
    return this.struck;
  }

  get evidences(): readonly Evidence[] {
    this.said ??= evidencesIn(this.members.issues);
    return this.said;
  }

  get guestServices(): ReadonlySet<string> {
    this.guestsAt ??= new Set(
      this.members.guests.flatMap(({ services }) => services.map(({ name }) => name)),
    );
    return this.guestsAt;
  }

  /** A newcomer brings one trace or two: to look through all is faster than to gather them. */
  get traceIds(): StormView['traceIds'] {
    const { issues } = this.members;
    return { has: (id) => issues.some((issue) => tracesOf(issue).includes(id)) };
  }

  get wordings(): ReadonlyMap<string, number> {
    this.words ??= wordingsIn(this.members.issues);
    return this.words;
  }

  get firstBreakoutAt(): number {
    return this.members.issues.reduce((oldest, issue) => Math.min(oldest, issue.breakoutAt), Infinity);
  }

  get lastBreakoutAt(): number {
    this.last ??= this.members.issues.reduce((newest, issue) => Math.max(newest, issue.breakoutAt), 0);
    return this.last;
  }
}

function lastSeenIn(issues: readonly Issue[]): ReadonlyMap<string, number> {
  const seen = new Map<string, number>();
  for (const { service, lastAt } of issues) seen.set(service, Math.max(lastAt, seen.get(service) ?? 0));
  return seen;
}

function evidencesIn(issues: readonly Issue[]): readonly Evidence[] {
  const evidences = new Map<string, Evidence>();
  for (const { evidence } of issues) evidences.set(sayingOf(evidence), evidence);
  return [...evidences.values()];
}

/** How many say the same, by the key of what they say. */
function wordingsIn(issues: readonly Issue[]): ReadonlyMap<string, number> {
  const wordings = new Map<string, number>();
  for (const { evidence } of issues)
    for (const { kind, key } of evidence.weak)
      if (kind !== 'service') wordings.set(key, (wordings.get(key) ?? 0) + 1);
  return wordings;
}

/** An issue keeps its evidence while nothing richer comes, and a storm is looked at for every newcomer. */
const sayings = new WeakMap<Evidence, string>();

/** What evidence says of the cause, equal where it says the same. */
function sayingOf(evidence: Evidence): string {
  const known = sayings.get(evidence);
  if (known !== undefined) return known;
  const { named, family, names, unreachable } = evidence;
  const saying = JSON.stringify([named?.key, family, names, unreachable]);
  sayings.set(evidence, saying);
  return saying;
}

function issuesOf(draft: Draft, root: Incident, children: readonly Incident[]): readonly Issue[] {
  // What guests say and where they fail says nothing of the storm.
  const members = [root, ...children.filter((child) => !isGuest(child))];
  const read =
    members.length <= membersRead
      ? members
      : [...members.slice(0, membersRead / 4), ...members.slice((-3 * membersRead) / 4)];
  const issues: Issue[] = [];
  for (const member of read)
    for (const key of member.issues) {
      const issue = draft.issue(key);
      if (issue !== null) issues.push(issue);
    }
  return issues;
}
