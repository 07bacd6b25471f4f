import type { Cause } from '../../domain/cause.ts';
import type { Incident } from '../../domain/incident.ts';
import { burstOf, countFrom, isLoud, lastingOf, type Issue } from '../../domain/issue.ts';
import { releasesKey, versionOf, youngRelease, type ServiceReleases } from '../../domain/release.ts';
import type { Draft } from '../state/draft.ts';
import type { Voter } from '../state/heard.ts';

/** An issue as it votes for a cause, as its rows are now. */
export function voterOf(
  draft: Draft,
  issue: Issue,
  incident: Incident | null = draft.incident(issue.incident),
): Voter {
  return new IssueVoter(draft, issue, partOf(incident));
}

/** The same voter as part of a storm, whatever its rows say. */
export function asPartOf(draft: Draft, issue: Issue, root: string): Voter {
  return new IssueVoter(draft, issue, root);
}

/**
 * Two hundred voters are heard for every breakout, and of most of them little is asked: what costs something to tell
 * is told when somebody asks. Rows never change, so it is the same whenever that is.
 */
/** A release that may be to blame, and since when it runs here, virtual ms. */
interface BlamedRelease {
  readonly cause: Cause;
  readonly seenAt: number;
}

class IssueVoter implements Voter {
  readonly issue: string;
  readonly service: string;
  readonly evidence: Voter['evidence'];
  readonly breakoutAt: number;
  readonly partOf: string | null;
  private readonly draft: Draft;
  private readonly row: Issue;
  private bursts: Voter['burst'] | undefined;
  /** Its release, once somebody has asked. */
  private blames: BlamedRelease | null | undefined;

  constructor(draft: Draft, row: Issue, partOf: string | null) {
    this.draft = draft;
    this.row = row;
    this.issue = row.key;
    this.service = row.service;
    this.evidence = row.evidence;
    this.breakoutAt = row.breakoutAt;
    this.partOf = partOf;
  }

  get burst(): Voter['burst'] {
    this.bursts ??= burstOf(this.row, this.draft.now, this.draft.policy.storm.windowMs);
    return this.bursts;
  }

  get release(): Cause | null {
    return this.blamed()?.cause ?? null;
  }

  get releasedAt(): number | null {
    return this.blamed()?.seenAt ?? null;
  }

  private blamed(): BlamedRelease | null {
    if (this.blames === undefined) this.blames = blamedRelease(this.draft, this.row);
    return this.blames;
  }

  get says(): string {
    return this.row.title.toLowerCase();
  }

  get traces(): readonly string[] {
    return tracesOf(this.row);
  }

  get lasting(): Voter['lasting'] {
    return lastingOf(this.row, this.draft.now);
  }

  get loud(): boolean {
    return isLoud(this.row, this.draft.now, this.draft.policy.storm.windowMs);
  }

  get alerts(): number {
    const { now, policy } = this.draft;
    const from = now - policy.storm.windowMs;
    return this.row.firstAt >= from ? this.row.occurrences : countFrom(this.row.recent, from);
  }
}

/** Trace ids that an issue is known for. */
export function tracesOf({
  traces,
  evidence: { traceId },
}: Pick<Issue, 'traces' | 'evidence'>): readonly string[] {
  if (traces.length > 0) return traces;
  return traceId === null ? [] : [traceId];
}

function partOf(incident: Incident | null): string | null {
  if (incident === null) return null;
  return incident.storm === null ? incident.parent : incident.id;
}

/** A release may be blamed while it is young, an older one is known, and the issue was born in it. */
function blamedRelease(draft: Draft, issue: Issue): BlamedRelease | null {
  if (issue.release === null || !issue.bornInRelease) return null;
  const own = draft.releasesOf(releasesKey(issue.environmentClass, issue.service));
  const { now } = draft;
  const { releaseAgeMs } = draft.policy.storm;
  const version = versionOf(issue.release);
  const young = youngRelease(own, issue.release, now, releaseAgeMs);
  if (young === null && !isYoungElsewhere(draft, issue, own)) return null;
  const cause: Cause = { kind: 'release', key: `release:${version}`, title: `release ${version}` };
  return { cause, seenAt: young?.firstAt ?? draft.versionNewAt(issue.environmentClass, version) };
}

/** A service that had never failed before has no older release to compare with; one that was shipped with it may. */
function isYoungElsewhere(draft: Draft, issue: Issue, own: ServiceReleases | null): boolean {
  if (own === null || own.versions.length > 1) return false;
  const newAt = draft.versionNewAt(issue.environmentClass, versionOf(issue.release ?? ''));
  return draft.now - newAt <= draft.policy.storm.releaseAgeMs;
}
