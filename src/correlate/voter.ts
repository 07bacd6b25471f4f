import type { Cause } from '../domain/cause.ts';
import { burstOf, isLoud, lastingOf, type Issue } from '../domain/issue.ts';
import { versionOf, youngRelease, type ServiceReleases } from '../domain/release.ts';
import type { Draft } from './draft.ts';
import type { Voter } from './vote.ts';

/** An issue as it votes for a cause. */
export function voterOf(draft: Draft, issue: Issue): Voter {
  const { windowMs } = draft.policy.storm;
  const isNew = draft.now - issue.firstAt <= windowMs;
  return {
    issue: issue.key,
    service: issue.service,
    evidence: issue.evidence,
    release: releaseCause(draft, issue),
    breakoutAt: issue.breakoutAt,
    says: issue.title.toLowerCase(),
    traces: tracesOf(issue),
    partOf: partOf(draft, issue),
    loud: isLoud(issue, draft.now, windowMs),
    burst: burstOf(issue, draft.now, windowMs),
    lasting: lastingOf(issue, draft.now),
    alerts: isNew ? issue.occurrences : issue.recent.filter((at) => draft.now - at <= windowMs).length,
  };
}

/** Trace ids that an issue is known for. */
export function tracesOf({
  traces,
  evidence: { traceId },
}: Pick<Issue, 'traces' | 'evidence'>): readonly string[] {
  if (traces.length > 0) return traces;
  return traceId === null ? [] : [traceId];
}

function partOf(draft: Draft, { incident: id }: Issue): string | null {
  const incident = draft.incident(id);
  if (incident === null) return null;
  return incident.storm === null ? incident.parent : incident.id;
}

/** A release may be blamed while it is young, an older one is known, and the issue was born in it. */
function releaseCause(draft: Draft, issue: Issue): Cause | null {
  if (issue.release === null || !issue.bornInRelease) return null;
  const own = draft.releasesOf(`${issue.environmentClass}/${issue.service}`);
  const { now } = draft;
  const { releaseAgeMs } = draft.policy.storm;
  const version = versionOf(issue.release);
  const young = youngRelease(own, issue.release, now, releaseAgeMs) !== null;
  if (!young && !isYoungElsewhere(draft, issue, own)) return null;
  return { kind: 'release', key: `release:${version}`, title: `release ${version}` };
}

/** A service that had never failed before has no older release to compare with; one that was shipped with it may. */
function isYoungElsewhere(draft: Draft, issue: Issue, own: ServiceReleases | null): boolean {
  if (own === null || own.versions.length > 1) return false;
  const newAt = draft.versionNewAt(issue.environmentClass, versionOf(issue.release ?? ''));
  return draft.now - newAt <= draft.policy.storm.releaseAgeMs;
}
