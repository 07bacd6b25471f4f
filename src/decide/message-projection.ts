import type { BrainState } from '../correlate/state/brain-state.ts';
import type { FamilyTally } from '../correlate/state/family-tally.ts';
import { severityOf, type Family } from '../correlate/state/family.ts';
import { unpagedClause } from '../domain/decision/paging-words.ts';
import { endOf, sentenceOf } from '../domain/decision/words.ts';
import type { Drill } from '../domain/drill.ts';
import { drillOf } from '../domain/environment.ts';
import { environmentWaitMs } from '../domain/environment-wait.ts';
import { isUnnamed, newestGeneration, type Incident, type PageWanted } from '../domain/incident.ts';
import type { DrillMark, MessageProjection } from '../domain/projection.ts';
import { isEnvironmentKnown } from './page-projection.ts';
import { guestsShown, issuesShown, servicesShown } from './issues-shown.ts';
import { changesShown, deploysShown } from './what-changed.ts';

/** What one message can carry; beyond these it says how many more there are. */
const caps = { tags: 20, releases: 5 };

/** What the living message of a root should show. */
export function messageProjection(state: BrainState, family: Family): MessageProjection {
  const { root } = family;
  const tally = state.families.of(root);
  const { sample } = root;
  const { services, moreServices } = servicesShown(tally);
  const { issues, issueCount } = issuesShown(tally);
  const handled = handling(root, tally);
  const { page, pageAgain, notPaged, notices } = paging(state, root, tally);
  const { guests } = guestsShown(tally);
  // Made for every alert of a root, and named one by one: to spread every part takes as long as all the rest.
  const message: MessageProjection = {
    surface: 'message',
    incident: root.id,
    state: root.status,
    partOf: null,
    title: titleOf(root),
    severity: severityOf(family),
    storm: stormShown(root),
    what: whatBroke(root),
    where: whereIn(tally, sample),
    services,
    moreServices,
    issues,
    issueCount,
    since: tally.since,
    showFrom: root.showFrom,
    lastAlertAt: tally.lastAlertAt,
    alerts: tally.alerts,
    events: tally.events,
    sentryCount: tally.sentryCount,
    users: usersOf(state, root, tally),
    rule: sample.rule,
    tags: sample.tags.slice(0, caps.tags),
    link: sample.link ?? tally.linked[0]?.link ?? null,
    shortId: sample.shortId,
    changes: changesShown(state, root, tally.running),
    deploys: deploysShown(state, root, tally.running),
    page,
    pageAgain,
    notPaged,
    notices,
    acknowledgedBy: handled.acknowledgedBy,
    assignee: handled.assignee,
    resolution: handled.resolution,
    stillArriving: handled.stillArriving,
    quietSince: handled.quietSince,
    previous: handled.previous,
    drill: drillMark(state, root),
  };
  return guests === undefined ? message : { ...message, guests };
}

function whereIn(
  { environments, releases }: FamilyTally,
  { transaction }: Incident['sample'],
): MessageProjection['where'] {
  return {
    environments: [...environments],
    releases: [...releases].slice(0, caps.releases),
    transaction,
  };
}

function whatBroke({ sample, services }: Incident): MessageProjection['what'] {
  const { type, message, culprit, frame, about } = sample;
  // Whose error stands for the rest: the first that fell may be another.
  const own = services[0];
  if (own === undefined) return { type, message, culprit, frame, about };
  return { type, message, culprit, frame, about, seenIn: own.name };
}

/** How a root is called: a storm by its cause. */
function titleOf({ storm, title }: Incident): string {
  return storm?.cause.title ?? title;
}

/** A root as its children point at it: what has no name yet is still a storm. */
export function rootTitle(root: Incident): string {
  return isUnnamed(root) ? `a storm, ${titleOf(root)}` : titleOf(root);
}

function stormShown(root: Incident): MessageProjection['storm'] {
  if (root.storm === null) return null;
  const { cause, since } = root.storm;
  return { cause: cause.title, since, ...(isUnnamed(root) ? { unnamed: true } : {}) };
}

/** What a child shows once it was posted: where its story goes on. Its alerts count in its root. */
export function partOfProjection(
  state: Pick<BrainState, 'drills'>,
  child: Incident,
  root: Incident,
): MessageProjection {
  return {
    surface: 'message',
    incident: child.id,
    state: 'part-of',
    partOf: { incident: root.id, title: rootTitle(root) },
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
  'acknowledgedBy' | 'assignee' | 'resolution' | 'stillArriving' | 'quietSince' | 'previous'
>;

function handling(root: Incident, tally: FamilyTally): Handling {
  return {
    acknowledgedBy: root.status === 'acknowledged' ? root.acknowledgedBy : null,
    assignee: root.assignee,
    resolution:
      root.resolution === null
        ? null
        : { at: root.resolution.at, by: root.resolution.by, reason: sentenceOf(root.resolution.reason) },
    // A straggler is counted where its issue belongs, which in a storm mostly is a child that shows no message.
    stillArriving: root.resolution === null ? 0 : tally.stillArriving,
    quietSince: root.quietSince,
    previous: root.previous,
  };
}

function whyNotPaged(page: Incident['page'], unpaged: Incident['unpaged']): string | null {
  if (page?.withdrawn == null) return unpaged === null ? null : unpagedClause(unpaged.reason);
  return `the page was withdrawn. ${endOf(page.withdrawn)}`;
}

/** Who is woken, or why nobody is. */
function paging(
  state: BrainState,
  root: Incident,
  tally: FamilyTally,
): Pick<MessageProjection, 'page' | 'pageAgain' | 'notPaged' | 'notices'> {
  const { page, unpaged, status, environmentClass } = root;
  const nobody = { page: null, pageAgain: 0, notices: [] };
  const real = drillOf(environmentClass) === null;
  if (page === null || page.withdrawn !== null) return { ...nobody, notPaged: whyNotPaged(page, unpaged) };
  if (real && !state.meta.policy.receivers.some((receiver) => receiver.kind === 'pager'))
    return { ...nobody, notPaged: 'no pager is configured' };
  const { reason } = newestGeneration(page);
  const standing = standingOf(state, root, tally, page);
  return {
    page: {
      reason: sentenceOf(reason),
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
  root: Incident,
  tally: FamilyTally,
  { generations, joined }: PageWanted,
): 'waiting' | 'unsure' | null {
  const { openedAt, storm, status, resolution, acknowledgedAt } = root;
  if (generations.length > 1 || joined !== null || storm !== null) return null;
  const goesOutAt = openedAt + environmentWaitMs;
  if (status === 'open') return meta.now < goesOutAt && !isEnvironmentKnown(root, tally) ? 'waiting' : null;
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

/** At least so many users: the largest figure that Sentry gave for one issue, or the distinct users seen here. */
function usersOf(state: BrainState, root: Incident, { sentryUsers }: FamilyTally): number | null {
  const seen = state.users.count(root);
  return sentryUsers === null && seen === 0 ? null : Math.max(sentryUsers ?? 0, seen);
}
