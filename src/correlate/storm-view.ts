import type { Evidence } from '../domain/cause.ts';
import type { Incident } from '../domain/incident.ts';
import type { Issue } from '../domain/issue.ts';
import type { StormView } from './adopt.ts';
import type { Draft } from './draft.ts';

/** Members beyond this many add nothing that the first ones and the newest have not said. */
const membersRead = 120;

/** A storm as adoption sees it: what its members said, and where; null when the incident is no storm. */
export function stormView(draft: Draft, root: Incident): StormView | null {
  if (root.storm === null) return null;
  const issues = issuesOf(draft, root);
  const lastSeenByService = new Map<string, number>();
  const evidences = new Map<string, Evidence>();
  const traceIds = new Set<string>();
  for (const issue of issues) {
    lastSeenByService.set(issue.service, Math.max(issue.lastAt, lastSeenByService.get(issue.service) ?? 0));
    const { traceId } = issue.evidence;
    evidences.set(sayingOf(issue.evidence), issue.evidence);
    if (traceId !== null) traceIds.add(traceId);
  }
  return {
    root: root.id,
    cause: root.storm.cause,
    evidences: [...evidences.values()],
    services: new Set(lastSeenByService.keys()),
    since: root.storm.since,
    lastBreakoutAt: issues.reduce((newest, issue) => Math.max(newest, issue.breakoutAt), 0),
    lastSeenByService,
    traceIds,
  };
}

/** An issue keeps its evidence while nothing richer comes, and a storm is looked at for every newcomer. */
const sayings = new WeakMap<Evidence, string>();

/** What evidence says of the cause, equal where it says the same. */
function sayingOf(evidence: Evidence): string {
  const known = sayings.get(evidence);
  if (known !== undefined) return known;
  const { named, family, names } = evidence;
  const saying = JSON.stringify([named?.key, family, names]);
  sayings.set(evidence, saying);
  return saying;
}

function issuesOf(draft: Draft, root: Incident): readonly Issue[] {
  const members = [root, ...draft.childrenOf(root.id)];
  const read =
    members.length <= membersRead
      ? members
      : [...members.slice(0, membersRead / 4), ...members.slice((-3 * membersRead) / 4)];
  return read
    .flatMap((member) => member.issues)
    .map((key) => draft.issue(key))
    .filter((issue) => issue !== null);
}
