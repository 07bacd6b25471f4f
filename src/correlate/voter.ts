import type { Cause } from '../domain/cause.ts';
import { isLoud, type Issue } from '../domain/issue.ts';
import { youngRelease } from '../domain/release.ts';
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
    loud: isLoud(issue, draft.now, windowMs),
    alerts: isNew ? issue.alerts : issue.recent.filter((at) => draft.now - at <= windowMs).length,
    isNew,
  };
}

/** A release may be blamed while it is young, an older one is known, and the issue was born in it. */
function releaseCause(draft: Draft, issue: Issue): Cause | null {
  if (issue.release === null || !issue.bornInRelease) return null;
  const releases = draft.releasesOf(`${issue.environmentClass}/${issue.service}`);
  if (youngRelease(releases, issue.release, draft.now, draft.policy.storm.releaseAgeMs) === null) return null;
  // `checkout@2.4.1` and `cart@2.4.1` were shipped together: the version is what they share.
  const version = issue.release.slice(issue.release.lastIndexOf('@') + 1);
  return { kind: 'release', key: `release:${version}`, title: `release ${version}` };
}
