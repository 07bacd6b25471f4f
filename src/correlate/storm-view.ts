import type { Evidence } from '../domain/cause.ts';
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
  const issues = issuesOf(draft, root);
  const lastSeenByService = new Map<string, number>();
  const evidences = new Map<string, Evidence>();
  const traceIds = new Set<string>();
  const wordings = new Map<string, number>();
  for (const issue of issues) {
    lastSeenByService.set(issue.service, Math.max(issue.lastAt, lastSeenByService.get(issue.service) ?? 0));
    evidences.set(sayingOf(issue.evidence), issue.evidence);
    for (const id of tracesOf(issue)) traceIds.add(id);
    for (const { kind, key } of issue.evidence.weak)
      if (kind !== 'service') wordings.set(key, (wordings.get(key) ?? 0) + 1);
  }
  return {
    root: root.id,
    cause: root.storm.cause,
    evidences: [...evidences.values()],
    services: new Set(lastSeenByService.keys()),
    since: root.storm.since,
    firstBreakoutAt: issues.reduce((oldest, issue) => Math.min(oldest, issue.breakoutAt), Infinity),
    lastBreakoutAt: issues.reduce((newest, issue) => Math.max(newest, issue.breakoutAt), 0),
    lastSeenByService,
    guestServices: guestServicesOf(draft, root),
    traceIds,
    wordings,
  };
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

function guestServicesOf(draft: Draft, root: Incident): ReadonlySet<string> {
  const guests = draft.childrenOf(root.id).filter(isGuest);
  return new Set(guests.slice(0, membersRead).flatMap(({ services }) => services.map(({ name }) => name)));
}

function issuesOf(draft: Draft, root: Incident): readonly Issue[] {
  // What guests say and where they fail says nothing of the storm.
  const members = [root, ...draft.childrenOf(root.id).filter((child) => !isGuest(child))];
  const read =
    members.length <= membersRead
      ? members
      : [...members.slice(0, membersRead / 4), ...members.slice((-3 * membersRead) / 4)];
  return read
    .flatMap((member) => member.issues)
    .map((key) => draft.issue(key))
    .filter((issue) => issue !== null);
}
