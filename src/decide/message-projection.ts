import type { BrainState } from '../correlate/brain-state.ts';
import { membersOf, servicesOf, severityOf, type Family } from '../correlate/family.ts';
import type { Drill } from '../domain/drill.ts';
import { drillOf } from '../domain/environment.ts';
import { environmentWaitMs } from '../domain/environment-wait.ts';
import { newestGeneration, type Incident, type PageWanted } from '../domain/incident.ts';
import type { Issue } from '../domain/issue.ts';
import type { DrillMark, MessageProjection } from '../domain/projection.ts';
import { isEnvironmentKnown } from './page-projection.ts';
import { changesShown, deploysShown } from './what-changed.ts';

/** What one message can carry; beyond these it says how many more there are. */
const caps = { services: 50, issues: 8, tags: 20, releases: 5 };

/** What the living message of a root should show. */
export function messageProjection(state: BrainState, family: Family): MessageProjection {
  const { root } = family;
  const members = membersOf(family);
  const issues = members
    .flatMap((member) => member.issues)
    .map((key) => state.issues.get(key))
    .filter((issue) => issue !== undefined);
  const { sample } = root;
  return {
    surface: 'message',
    incident: root.id,
    state: root.status,
    partOf: null,
    title: root.storm?.cause.title ?? root.title,
    severity: severityOf(family),
    storm: root.storm === null ? null : { cause: root.storm.cause.title, since: root.storm.since },
    what: {
      type: sample.type,
      message: sample.message,
      culprit: sample.culprit,
      frame: sample.frame,
      about: sample.about,
    },
    where: {
      environments: distinct(members.flatMap((member) => member.environments)),
      releases: distinct(issues.map((issue) => issue.release)).slice(0, caps.releases),
      transaction: sample.transaction,
    },
    ...servicesShown(family, issues),
    ...issuesShown(issues),
    since: Math.min(...members.map((member) => member.openedAt)),
    showFrom: root.showFrom,
    lastAlertAt: Math.max(...members.map((member) => member.lastAlertAt)),
    alerts: members.reduce((sum, member) => sum + member.alerts, 0),
    events: members.reduce((sum, member) => sum + member.events, 0),
    sentryCount: sumOf(issues.map((issue) => issue.sentryCount)),
    users: usersOf(state, members, issues),
    rule: sample.rule,
    tags: sample.tags.slice(0, caps.tags),
    link: sample.link ?? issues.find((issue) => issue.link !== null)?.link ?? null,
    shortId: sample.shortId,
    changes: changesShown(state, family, issues),
    deploys: deploysShown(state, family, issues),
    ...handling(state, family),
    drill: drillMark(state, root),
  };
}

/** What a child shows once it was posted: where its story goes on. Its alerts count in its root. */
export function partOfProjection(
  state: Pick<BrainState, 'drills'>,
  child: Incident,
  root: Incident,
): MessageProjection {
  const title = root.storm?.cause.title ?? root.title;
  return {
    surface: 'message',
    incident: child.id,
    state: 'part-of',
    partOf: { incident: root.id, title },
    title: child.title,
    severity: child.severity,
    storm: null,
    what: { type: null, message: '', culprit: null, frame: null, about: [] },
    where: { environments: [], releases: [], transaction: null },
    services: [],
    moreServices: 0,
    issues: [],
    issueCount: child.issues.length,
    since: child.openedAt,
    showFrom: child.showFrom,
    lastAlertAt: child.openedAt,
    alerts: 0,
    events: 0,
    sentryCount: null,
    users: null,
    rule: null,
    tags: [],
    link: child.sample.link,
    shortId: child.sample.shortId,
    changes: [],
    deploys: [],
    page: null,
    pageAgain: 0,
    notPaged: null,
    acknowledgedBy: null,
    assignee: null,
    resolution: null,
    stillArriving: 0,
    quietSince: null,
    previous: null,
    notices: [],
    drill: drillMark(state, child),
  };
}

/** Says of an incident that it is none. */
function drillMark({ drills }: Pick<BrainState, 'drills'>, { environmentClass }: Incident): DrillMark | null {
  const drill = drillOf(environmentClass);
  if (drill === null) return null;
  const { id, subject, end } = drills.get(drill) ?? forgotten(drill);
  return { id, subject, end: end === null ? null : { result: end.result, summary: end.summary } };
}

/** Whatever became of its row: what was opened by a drill never looks like an incident. */
function forgotten(id: string): Pick<Drill, 'id' | 'subject' | 'end'> {
  const subject = { service: 'unknown', environment: 'unknown', release: null, by: null };
  return { id, subject, end: { at: 0, result: 'expired', summary: 'Its outcome is no longer kept.' } };
}

type Handling = Pick<
  MessageProjection,
  | 'page'
  | 'pageAgain'
  | 'notPaged'
  | 'acknowledgedBy'
  | 'assignee'
  | 'resolution'
  | 'stillArriving'
  | 'quietSince'
  | 'previous'
  | 'notices'
>;

function handling(state: BrainState, family: Family): Handling {
  const { root } = family;
  return {
    ...paging(state, family),
    acknowledgedBy: root.status === 'acknowledged' ? root.acknowledgedBy : null,
    assignee: root.assignee,
    resolution:
      root.resolution === null
        ? null
        : { at: root.resolution.at, by: root.resolution.by, reason: root.resolution.reason },
    // A straggler is counted where its issue belongs, which in a storm mostly is a child that shows no message.
    stillArriving:
      root.resolution === null ? 0 : membersOf(family).reduce((sum, member) => sum + member.stillArriving, 0),
    quietSince: root.quietSince,
    previous: root.previous,
  };
}

function whyNotPaged(page: Incident['page'], unpaged: Incident['unpaged']): string | null {
  if (page?.withdrawn == null) return unpaged?.reason ?? null;
  return `the page was withdrawn. ${page.withdrawn.replace(/\.$/, '')}`;
}

/** Who is woken, or why nobody is. */
function paging(
  state: BrainState,
  family: Family,
): Pick<MessageProjection, 'page' | 'pageAgain' | 'notPaged' | 'notices'> {
  const { page, unpaged, status, environmentClass } = family.root;
  const nobody = { page: null, pageAgain: 0, notices: [] };
  const real = drillOf(environmentClass) === null;
  if (page === null || page.withdrawn !== null) return { ...nobody, notPaged: whyNotPaged(page, unpaged) };
  if (real && !state.meta.policy.receivers.some((receiver) => receiver.kind === 'pager'))
    return { ...nobody, notPaged: 'no pager is configured' };
  const { reason } = newestGeneration(page);
  const standing = standingOf(state, family, page);
  return {
    page: {
      reason,
      generation: page.generations.length,
      joined: page.joined,
      ...(standing === null ? {} : { standing }),
    },
    pageAgain: page.beat,
    notPaged: null,
    notices: status !== 'resolved' && real ? pagerTrouble(state) : [],
  };
}

/** What the brain knows of a page while that waits to learn its environment; null once it had its time. */
function standingOf(
  { meta }: BrainState,
  family: Family,
  { generations, joined }: PageWanted,
): 'waiting' | 'unsure' | null {
  const { openedAt, storm, status, resolution, acknowledgedAt } = family.root;
  if (generations.length > 1 || joined !== null || storm !== null) return null;
  const goesOutAt = openedAt + environmentWaitMs;
  if (status === 'open') return meta.now < goesOutAt && !isEnvironmentKnown(family) ? 'waiting' : null;
  // Whether the environment was known at that time, nobody has kept.
  return (resolution?.at ?? acknowledgedAt ?? Infinity) < goesOutAt ? 'unsure' : null;
}

/** A page that cannot go out is the one thing that a reader of the channel must know. */
function pagerTrouble(state: BrainState): readonly string[] {
  const pagers = state.meta.policy.receivers.filter((receiver) => receiver.kind === 'pager');
  return pagers.flatMap(({ id, lane }) => {
    const trouble = state.lanes.get(lane);
    return trouble === undefined || trouble.kind === 'flowing'
      ? []
      : [`Pages are not getting through to ${id}: ${trouble.reason}`];
  });
}

function servicesShown(
  family: Family,
  issues: readonly Issue[],
): Pick<MessageProjection, 'services' | 'moreServices'> {
  const counts = new Map<string, number>();
  for (const issue of issues) counts.set(issue.service, (counts.get(issue.service) ?? 0) + 1);
  const services = servicesOf(family).map(({ name, alerts }) => ({
    name,
    alerts,
    issues: counts.get(name) ?? 0,
  }));
  return {
    services: services.slice(0, caps.services),
    moreServices: Math.max(0, services.length - caps.services),
  };
}

function issuesShown(issues: readonly Issue[]): Pick<MessageProjection, 'issues' | 'issueCount'> {
  const loudest = [...issues].sort(
    (a, b) => b.alerts - a.alerts || a.firstAt - b.firstAt || (a.key < b.key ? -1 : 1),
  );
  const shown = loudest
    .slice(0, caps.issues)
    .map(({ title, shortId, link, service, alerts }) => ({ title, shortId, link, service, alerts }));
  return { issues: shown, issueCount: issues.length };
}

/** At least so many users: the largest figure that Sentry gave for one issue, or the distinct users seen here. */
function usersOf(state: BrainState, members: readonly Incident[], issues: readonly Issue[]): number | null {
  const seen = new Set<string>();
  for (const member of members)
    for (const id of state.members.get(member.id) ?? []) if (id.startsWith('u:')) seen.add(id);
  const sentry = issues.reduce<number | null>(
    (most, issue) => (issue.sentryUsers === null ? most : Math.max(most ?? 0, issue.sentryUsers)),
    null,
  );
  return sentry === null && seen.size === 0 ? null : Math.max(sentry ?? 0, seen.size);
}

function distinct(values: readonly (string | null)[]): readonly string[] {
  return [...new Set(values.filter((value) => value !== null))];
}

function sumOf(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0);
}
