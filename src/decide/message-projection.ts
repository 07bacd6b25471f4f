import type { BrainState } from '../correlate/state/brain-state.ts';
import type { FamilyTally } from '../correlate/state/family-tally.ts';
import { severityOf, type Family } from '../correlate/state/family.ts';
import { quietOf, type Quiet } from '../domain/routing/silence.ts';
import { isClosedByWord } from '../domain/decision/life.ts';
import { sentenceOf } from '../domain/decision/words.ts';
import type { Drill } from '../domain/drill/drill.ts';
import { leftBehind, overAt } from '../domain/routing/acknowledged.ts';
import { drillOf } from '../domain/environment/environment.ts';
import {
  happenedBefore,
  isUnnamed,
  nameOf,
  type Incident,
  type Resolution,
  type TakenBack,
} from '../domain/incident.ts';
import type {
  DrillMark,
  HandlingShown,
  LiveMessage,
  PageShown,
  PagingShown,
  PartOfMessage,
  StormShown,
  TrendShown,
  TroubleShown,
} from '../domain/sending/projection.ts';
import { directionOf } from '../domain/trend.ts';
import { pagerTrouble, pagingShown } from './shown/paging-shown.ts';
import { guestsShown, issuesShown, quieterShown, quotedIssue, servicesShown } from './shown/issues-shown.ts';
import { originShown } from './shown/sentry-shown.ts';
import { usersOf } from './shown/users.ts';
import { changesShown, deploysShown, unchangedShown } from './what-changed.ts';

/** What one message can carry; beyond these it says how many more there are. */
const caps = { tags: 20, releases: 5 };

/** What the living message of a root should show. */
export function messageProjection(state: BrainState, family: Family): LiveMessage {
  const tally = state.families.of(family.root);
  const trouble = troubleOf(state, family, tally);
  const paging = pagingShown(state, family.root, tally);
  const handling = handlingOf(state, family.root, tally, paging);
  return { ...trouble, ...paging, ...handling };
}

/** Made for every alert of a root, and named one by one: to spread every part takes as long as all the rest. */
function troubleOf(state: BrainState, family: Family, tally: FamilyTally): TroubleShown {
  const { root } = family;
  const { sample } = root;
  const { services, moreServices } = servicesShown(tally);
  const { issues, issueCount } = issuesShown(tally);
  const changes = changesShown(state, root, tally.running);
  const deploys = deploysShown(state, root, tally.running);
  return {
    surface: 'message',
    incident: root.id,
    title: nameOf(root),
    severity: severityOf(family),
    storm: stormShown(root),
    what: whatBroke(root),
    where: whereIn(tally, sample),
    quoted: quotedIssue(root, tally, state.issues.get(root.issues[0] ?? '')),
    services,
    moreServices,
    issues,
    ...quieterShown(tally),
    issueCount,
    guests: guestsShown(tally),
    since: tally.since,
    showFrom: root.showFrom,
    lastAlertAt: tally.lastAlertAt,
    alerts: tally.alerts,
    events: Math.max(tally.events, root.context?.events ?? 0),
    trend: trendShown(root, tally),
    sentryCount: tally.sentryCount,
    users: usersOf(state, root, tally),
    ...originShown(root, state.meta.policy, tally),
    rule: sample.rule,
    tags: sample.tags.slice(0, caps.tags),
    link: sample.link ?? tally.linked[0]?.link ?? null,
    shortId: sample.shortId,
    changes,
    deploys,
    ...(root.kind === 'own' && { own: true }),
    ...(changes.length + deploys.length === 0 &&
      root.kind !== 'own' && {
        unchanged: unchangedShown(state, root, tally.running),
      }),
    assignee: root.assignee,
    ...roomShown(root),
    previous: happenedBefore(root),
    drill: drillMark(state, root),
  };
}

function roomShown({ room }: Incident): Pick<TroubleShown, 'room'> {
  return room === undefined ? {} : { room: { channel: room.channel, archived: room.archived !== null } };
}

function trendShown({ lull }: Incident, { trend, lastAlertAt }: FamilyTally): TrendShown | null {
  const direction = directionOf(trend);
  if (direction === null) return null;
  const isQuiet = lull !== undefined && lull >= lastAlertAt;
  return { counts: trend, direction, ...(isQuiet && { quietSince: lastAlertAt }) };
}

function whereIn(
  { environments, releases }: FamilyTally,
  { transaction }: Incident['sample'],
): TroubleShown['where'] {
  return {
    environments: [...environments],
    releases: [...releases].slice(0, caps.releases),
    transaction,
  };
}

function whatBroke({ sample, services }: Incident): TroubleShown['what'] {
  const { type, message, culprit, frame, about } = sample;
  // Whose error stands for the rest: the first that fell may be another.
  return { type, message, culprit, frame, about, seenIn: services[0]?.name ?? null };
}

/** A root as its children point at it: what has no name yet is still a storm. */
export function rootTitle(root: Incident): string {
  return isUnnamed(root) ? `a storm, ${nameOf(root)}` : nameOf(root);
}

function stormShown(root: Incident): StormShown | null {
  if (root.storm === null) return null;
  const { cause, since } = root.storm;
  return { cause: cause.title, since, unnamed: isUnnamed(root) };
}

/** What a child shows once it was posted: where its story goes on. Its alerts count in its root. */
export function partOfProjection(
  state: Pick<BrainState, 'drills'>,
  child: Incident,
  root: Incident,
): PartOfMessage {
  return {
    surface: 'message',
    incident: child.id,
    state: 'part-of',
    partOf: { incident: root.id, title: rootTitle(root) },
    title: child.title,
    severity: child.severity,
    link: child.sample.link,
    shortId: child.sample.shortId,
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

function handlingOf(
  state: BrainState,
  root: Incident,
  tally: FamilyTally,
  { page }: PagingShown,
): HandlingShown {
  const { status, resolution: over, changedAt, acknowledgedBy, acknowledgedAt, quietSince } = root;
  const also = root.alsoAcknowledged?.length ? { also: root.alsoAcknowledged } : {};
  if (status === 'resolved') {
    const resolution =
      over === null ? { at: changedAt, by: 'human', who: null, reason: '', bare: true } : endShown(over);
    // A straggler is counted where its issue belongs, which in a storm mostly is a child that shows no message.
    const taken = { by: acknowledgedBy, at: acknowledgedAt ?? 0, ...also, ...backShown(root) };
    const acknowledged = acknowledgedAt === null ? {} : { acknowledged: taken };
    return { state: status, resolution, stillArriving: tally.stillArriving, ...acknowledged };
  }
  const notices = page === null || drillOf(root.environmentClass) !== null ? [] : pagerTrouble(state, root);
  const still = { quietSince, notices, ...muteShown(root) };
  return status === 'open'
    ? { state: status, ...still, ...onCallShown(state, root, page), ...hadShown(root) }
    : { state: status, acknowledgedBy, acknowledgedAt, ...also, ...still };
}

/** That nobody had it at the end, since whoever had taken it had it no longer. */
function backShown(root: Incident): { readonly back?: TakenBack } {
  const back = root.resolution === null ? null : leftBehind(root, overAt(root.resolution));
  return back === null ? {} : { back };
}

/** Whom to ask, where neither Sentry nor the pager has somebody look after it. */
function onCallShown(
  { meta: { onCall = [] } }: BrainState,
  { assignee, environmentClass }: Incident,
  page: PageShown | null,
): { readonly onCall?: readonly string[] } {
  const told = assignee !== null || (page?.pager?.assigned ?? null) !== null;
  return onCall.length === 0 || told || drillOf(environmentClass) !== null ? {} : { onCall };
}

function hadShown({ hadBefore: had }: Incident): { readonly had?: NonNullable<Incident['hadBefore']> } {
  return had === undefined ? {} : { had };
}

function muteShown(root: Incident): { readonly mute?: Quiet } {
  const mute = quietOf(root);
  return mute === null ? {} : { mute };
}

/** Ends that are nothing but somebody's word. */
const bareEnds: ReadonlySet<string> = new Set([
  'resolved-issues',
  'resolved-occurrence',
  'resolved-by-person',
]);

function endShown({
  at,
  by,
  who,
  reason,
}: Resolution): Extract<HandlingShown, { state: 'resolved' }>['resolution'] {
  return {
    at,
    by,
    who,
    reason: sentenceOf(reason),
    bare: bareEnds.has(reason.code),
    closed: isClosedByWord(reason),
  };
}
