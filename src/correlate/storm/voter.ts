import type { Cause } from '../../domain/cause.ts';
import type { Incident } from '../../domain/incident.ts';
import { burstOf, countFrom, enduringOf, isLoud, lastingOf, type Issue } from '../../domain/issue.ts';
import { severityRank } from '../../domain/severity.ts';
import {
  releasesKey,
  shippedAs,
  versionOf,
  youngRelease,
  type ServiceReleases,
} from '../../domain/release.ts';
import type { BreakoutRow } from '../state/breakouts.ts';
import type { Draft } from '../state/draft.ts';
import type { HeardVoter, Hearing, HearingStep, Voter } from '../state/heard.ts';

/** An issue as it votes for a cause, as its rows are now. */
export function voterOf(draft: Draft, issue: Issue): Voter {
  return new IssueVoter({ step: draft }, issue, partOf(draft.incident(issue.incident)));
}

/** The same voter as part of a storm, whatever its rows say. */
export function asPartOf(draft: Draft, issue: Issue, root: string): Voter {
  return new IssueVoter({ step: draft }, issue, root);
}

/** Who votes for a breakout whose incident is this one: whoever did when it was heard last, unless its row is another. */
export function hearVoter(hearing: Hearing, breakout: BreakoutRow, home: Incident): HeardVoter {
  const { voter, row } = breakout;
  if (voter instanceof KeptVoter && voter.row === row) {
    voter.hear(home);
    return voter;
  }
  const made = new KeptVoter(hearing, row, home);
  breakout.voter = made;
  return made;
}

/** A release that may be to blame, and since when it runs here, virtual ms. */
interface BlamedRelease {
  readonly cause: Cause;
  readonly seenAt: number;
}

/**
 * Two hundred voters are heard for every breakout, and of most of them little is asked: what costs something to tell
 * is told when somebody asks. Rows never change, so it is the same whenever that is.
 */
class IssueVoter implements Voter {
  readonly issue: string;
  readonly service: string;
  readonly evidence: Voter['evidence'];
  readonly nameless: boolean;
  readonly unreachable: boolean;
  readonly weak: Voter['weak'];
  readonly bornIn: string | null;
  readonly breakoutAt: number;
  readonly row: Issue;
  private readonly speaksLow: boolean;
  partOf: string | null;
  private readonly hearing: Hearing;
  protected bursts: Voter['burst'] | undefined;
  /** Its release, once somebody has asked. */
  protected blames: BlamedRelease | null | undefined;
  private title: string | undefined;
  /** Key of the releases of its service. */
  private runs: string | undefined;

  constructor(hearing: Hearing, row: Issue, partOf: string | null) {
    this.hearing = hearing;
    this.row = row;
    this.issue = row.key;
    this.service = row.service;
    this.evidence = row.evidence;
    this.nameless = row.evidence.named === null;
    this.unreachable = row.evidence.unreachable;
    this.weak = row.evidence.weak;
    this.bornIn = bornIn(row);
    this.breakoutAt = row.breakoutAt;
    this.speaksLow = speaksLow(row);
    this.partOf = partOf;
    this.bursts = undefined;
    this.blames = undefined;
    this.title = undefined;
    this.runs = undefined;
  }

  get burst(): Voter['burst'] {
    const { heardAt, policy } = this.hearing.step;
    this.bursts ??= burstOf(this.row, heardAt, policy.storm.windowMs);
    return this.bursts;
  }

  get release(): Cause | null {
    return this.blamed()?.cause ?? null;
  }

  get releasedAt(): number | null {
    return this.blamed()?.seenAt ?? null;
  }

  private blamed(): BlamedRelease | null {
    if (this.blames === undefined) {
      const { row, bornIn, hearing } = this;
      this.runs ??= releasesKey(row.environmentClass, row.service);
      this.blames =
        bornIn === null ? null : blamedRelease(hearing.step, row, { key: bornIn, runs: this.runs });
    }
    return this.blames;
  }

  get user(): string | null {
    return this.hearing.step.onlyUserOf(this.row.incident);
  }

  get says(): string {
    this.title ??= this.row.title.toLowerCase();
    return this.title;
  }

  get traces(): readonly string[] {
    return tracesOf(this.row);
  }

  get lasting(): Voter['lasting'] {
    return lastingOf(this.row, this.hearing.step.heardAt);
  }

  get enduring(): Voter['enduring'] {
    const { heardAt, policy } = this.hearing.step;
    return enduringOf(this.row, heardAt, policy.storm);
  }

  get loud(): boolean {
    const { heardAt, policy } = this.hearing.step;
    return isLoud(this.row, heardAt, policy.storm.windowMs);
  }

  get slight(): boolean {
    if (!this.speaksLow) return false;
    if (this.hearing.step.policy.storm.failuresOnly === true && tellsNoFailure(this.row)) return true;
    // A warning of what a client did wrong is no outage however often it comes: somebody tries doors.
    return isOfClients(this.row) || (!this.loud && this.lasting === 0);
  }

  get alerts(): number {
    const { heardAt, policy } = this.hearing.step;
    const from = heardAt - policy.storm.windowMs;
    return this.row.firstAt >= from && this.row.late === undefined
      ? this.row.occurrences
      : countFrom(this.row.recent, from);
  }
}

/** One that stays with its breakout, and is heard in one step after the other. */
class KeptVoter extends IssueVoter implements HeardVoter {
  home: Incident;

  constructor(hearing: Hearing, row: Issue, home: Incident) {
    super(hearing, row, partOf(home));
    this.home = home;
  }

  /** What it has said in the step before does not hold any more. */
  hear(home: Incident): void {
    if (home !== this.home) {
      this.home = home;
      this.partOf = partOf(home);
    }
    this.bursts = undefined;
    this.blames = undefined;
  }
}

/**
 * What clients do wrong, and what happens on any day; what is only told of, whatever it names; and what is only warned of,
 * and says nothing about a cause, or that it is over.
 */
function speaksLow({ evidence, severity }: Pick<Issue, 'evidence' | 'severity'>): boolean {
  if (evidence.expected === true || evidence.ordinary === true || severity === 'info') return true;
  return isMinor(severity) && (evidence.named === null || evidence.recovered === true);
}

/** It is told or warned of, and nothing in it failed: that is no outage however often it comes. */
function tellsNoFailure({ evidence, severity }: Pick<Issue, 'evidence' | 'severity'>): boolean {
  return isMinor(severity) && evidence.named === null && !evidence.unreachable;
}

/** A mere warning of what a client did wrong. */
function isOfClients({ evidence, severity }: Pick<Issue, 'evidence' | 'severity'>): boolean {
  return evidence.expected === true && isMinor(severity);
}

function isMinor(severity: Issue['severity']): boolean {
  return severityRank(severity) < severityRank('error');
}

/** Whether it blames the release of this key: most that do not are told by the key that they could blame. */
export function blames(voter: Pick<Voter, 'bornIn' | 'release'>, key: string): boolean {
  return voter.bornIn === key && voter.release !== null;
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

/** Only what was born in a release may blame it. */
function bornIn({ release, bornInRelease }: Issue): string | null {
  return release === null || !bornInRelease ? null : `release:${shippedAs(release)}`;
}

/** A release may be blamed while it is young, an older one is known, and the issue was born in it. */
function blamedRelease(
  step: HearingStep,
  issue: Issue,
  { key, runs }: { readonly key: string; readonly runs: string },
): BlamedRelease | null {
  if (issue.release === null) return null;
  const own = step.releasesOf(runs);
  const { heardAt, policy } = step;
  const { releaseAgeMs } = policy.storm;
  const young = youngRelease(own, issue.release, heardAt, releaseAgeMs);
  if (young === null && !isYoungElsewhere(step, issue, own)) return null;
  const cause: Cause = { kind: 'release', key, title: `release ${versionOf(issue.release)}` };
  return {
    cause,
    seenAt: young?.firstAt ?? step.versionNewAt(issue.environmentClass, shippedAs(issue.release)),
  };
}

/** A service that had never failed before has no older release to compare with; one that was shipped with it may. */
function isYoungElsewhere(step: HearingStep, issue: Issue, own: ServiceReleases | null): boolean {
  if (own === null || own.versions.length > 1) return false;
  const newAt = step.versionNewAt(issue.environmentClass, shippedAs(issue.release ?? ''));
  return step.heardAt - newAt <= step.policy.storm.releaseAgeMs;
}
