import type { Baseline } from '../../domain/baseline.ts';
import type { Drill } from '../../domain/drill/drill.ts';
import type { Incident } from '../../domain/incident.ts';
import type { Issue } from '../../domain/issue.ts';
import type { LaneState } from '../../domain/sending/lane.ts';
import { defaultPolicy } from '../../domain/policy.ts';
import type { ProjectRhythm } from '../../domain/inbox/project-rhythm.ts';
import type { ServiceReleases } from '../../domain/release.ts';
import type { BrainMeta, BrainRows, Change } from '../../domain/state.ts';
import type { TimelineItem } from '../../domain/timeline.ts';
import type { Timer } from '../../domain/timer.ts';
import { Breakouts } from './breakouts.ts';
import { addTo, count, removeFrom, setOrDelete } from './indexes/buckets.ts';
import { DueOrder } from './indexes/due-order.ts';
import { FadingBaselines } from './indexes/fading-baselines.ts';
import { FewCounts, FewTexts } from './few.ts';
import { FamilyTallies } from './family-tallies.ts';
import { FirmIssues } from './firm-issues.ts';
import { Inhibitions } from './indexes/inhibitions.ts';
import { JoinedPages } from './indexes/joined-pages.ts';
import { Kin } from './indexes/kin.ts';
import { ShippedVersions } from './indexes/shipped-versions.ts';
import { UsersByRoot } from './indexes/users-by-root.ts';
import { RestingRows } from './rest/resting-rows.ts';
import { Sleepers } from './rest/sleepers.ts';

/**
 * Everything the brain remembers, as maps of the very rows that the store holds. The last members are
 * indexes: they follow from the rows and are never stored.
 */
export interface BrainState {
  meta: BrainMeta;
  readonly issues: RestingRows<Issue>;
  readonly incidents: RestingRows<Incident>;
  /** Incident → its distinct event ids (`e:…`) and user hashes (`u:…`), oldest first. */
  readonly members: RestingRows<FewTexts>;
  readonly timers: Map<string, Timer>;
  readonly releases: Map<string, ServiceReleases>;
  readonly baselines: Map<string, Baseline>;
  readonly projects: Map<string, ProjectRhythm>;
  readonly lanes: Map<string, LaneState>;
  readonly drills: Map<string, Drill>;
  /** Incident → its newest timeline items, oldest first. */
  readonly timeline: RestingRows<TimelineItem[]>;
  /** Root → its children, in any order; `kin` has them in the order of their age. */
  readonly children: Map<string, Set<string>>;
  readonly joinedPages: JoinedPages;
  readonly inhibitions: Inhibitions;
  /** Group key → the incidents that hold issues with it, and how many. */
  readonly groups: Map<string, FewCounts>;
  /** Incident → how many of its issues still fire; none where it is not named. */
  readonly openIssues: Map<string, number>;
  /** The newest breakout of each issue, only those young enough to matter. */
  readonly breakouts: Breakouts;
  /** Open storms and open collecting pages. */
  readonly roots: Set<string>;
  readonly shipped: ShippedVersions;
  readonly users: UsersByRoot;
  readonly families: FamilyTallies;
  readonly firmIssues: FirmIssues;
  readonly kin: Kin;
  readonly fading: FadingBaselines;
  readonly dueOrder: DueOrder<Timer>;
  readonly sleepers: Sleepers;
  /** No timer is due before this virtual ms; Infinity when none waits. */
  timersFrom: number;
}

/** How many timeline items an incident keeps in memory: enough for its thread, which says who joined a large storm. */
const timelineKept = 240;
const shortTimeline = 4;

/** The state that a store's rows describe. */
export function stateFromRows(rows: BrainRows): BrainState {
  const state = emptyState(rows.meta);
  for (const change of changesOf(rows)) fold(state, change);
  return state;
}

/** One by one: all of them at once would take a third of what the state takes. */
function* changesOf(rows: BrainRows): Iterable<Change> {
  for (const row of rows.incidents) yield { table: 'incident', key: row.id, row };
  for (const row of rows.issues) yield { table: 'issue', key: row.key, row };
  for (const row of rows.members) yield { table: 'member', ...row };
  for (const row of rows.timers) yield { table: 'timer', key: row.id, row };
  for (const row of rows.releases) yield { table: 'release', key: row.key, row };
  for (const row of rows.baselines) yield { table: 'baseline', key: row.key, row };
  for (const row of rows.projects) yield { table: 'project', key: row.key, row };
  for (const lane of rows.lanes) yield { table: 'lane', ...lane };
  for (const row of rows.drills) yield { table: 'drill', key: row.id, row };
  for (const row of [...rows.timeline].sort((a, b) => a.n - b.n)) yield { table: 'timeline', row };
}

/** The state of a new installation. Its real policy is the first thing that its inbox tells it. */
export function newState(install: string): BrainState {
  return emptyState({ install, now: 0, cursor: 0, policy: defaultPolicy, former: [], pagesWanted: [] });
}

/** A state that remembers nothing but its settings. */
export function emptyState(settings: Omit<BrainMeta, 'former'> & Partial<BrainMeta>): BrainState {
  const rows = {
    issues: new RestingRows<Issue>(),
    incidents: new RestingRows<Incident>(),
    members: new RestingRows<FewTexts>(),
    timeline: new RestingRows<TimelineItem[]>(),
    timers: new Map<string, Timer>(),
    releases: new Map<string, ServiceReleases>(),
    children: new Map<string, Set<string>>(),
    baselines: new Map<string, Baseline>(),
  };
  const kin = new Kin();
  const holders = {
    breakouts: new Breakouts(rows.incidents),
    users: new UsersByRoot(rows.members),
    families: new FamilyTallies(rows),
    firmIssues: new FirmIssues(rows, kin),
  };
  return {
    meta: { ...settings, former: settings.former ?? [] },
    ...rows,
    ...holders,
    projects: new Map(),
    lanes: new Map(),
    drills: new Map(),
    joinedPages: new JoinedPages(),
    inhibitions: new Inhibitions(),
    groups: new Map(),
    openIssues: new Map(),
    roots: new Set(),
    shipped: new ShippedVersions(rows.releases),
    kin,
    fading: new FadingBaselines(rows.baselines),
    dueOrder: new DueOrder(rows.timers),
    sleepers: new Sleepers({ ...rows, ...holders }),
    timersFrom: Infinity,
  };
}

/**
 * Folds changes into the state, in place. A step of the brain never calls this: it reads a state and answers with
 * changes. `pipeline/apply-inbox.ts` folds them in before the next entry, so the state is ahead of the store until the
 * run is committed; that commit is repeated until it holds, or until the brain has to stop.
 */
export function evolve(state: BrainState, changes: readonly Change[]): void {
  for (const change of changes) fold(state, change);
}

function fold(state: BrainState, change: Change): void {
  switch (change.table) {
    case 'meta':
      state.meta = change.row;
      state.breakouts.forget(change.row.now);
      return;
    case 'issue':
      foldIssue(state, change.key, change.row);
      return;
    case 'incident':
      foldIncident(state, change.row);
      return;
    case 'forget':
      forgetIncident(state, change.key);
      return;
    case 'member':
      foldMember(state, change.incident, change.id);
      return;
    case 'drop-member':
      if (state.members.get(change.incident)?.delete(change.id) === true)
        state.users.remove(rootOf(state, change.incident), change.id);
      return;
    case 'timer':
      foldTimer(state, change.key, change.row);
      return;
    case 'release':
      state.shipped.note(state.releases.get(change.key), change.row);
      setOrDelete(state.releases, change.key, change.row);
      return;
    case 'baseline':
      setOrDelete(state.baselines, change.key, change.row);
      state.fading.follow(change.key, change.row);
      return;
    case 'project':
      setOrDelete(state.projects, change.key, change.row);
      return;
    case 'lane':
      setOrDelete(state.lanes, change.key, change.row);
      return;
    case 'drill':
      setOrDelete(state.drills, change.key, change.row);
      return;
    case 'timeline':
      foldTimeline(state, change.row);
  }
}

function foldIssue(state: BrainState, key: string, row: Issue | null): void {
  const before = state.issues.get(key);
  state.families.followIssue(before, row);
  state.firmIssues.followIssue(before, row);
  setOrDelete(state.issues, key, row);
  if (before?.groupKey !== row?.groupKey || before?.incident !== row?.incident) {
    if (before !== undefined) countIn(state.groups, before, -1);
    if (row !== null) countIn(state.groups, row, 1);
  }
  if (before?.status !== row?.status || before?.incident !== row?.incident) {
    if (before?.status === 'open') count(state.openIssues, before.incident, -1);
    if (row?.status === 'open') count(state.openIssues, row.incident, 1);
  }
  state.breakouts.note(before, row, state.meta.now);
}

function countIn(groups: BrainState['groups'], { groupKey, incident }: Issue, by: 1 | -1): void {
  const group = groups.get(groupKey) ?? new FewCounts();
  group.add(incident, by);
  if (group.size === 0) groups.delete(groupKey);
  else groups.set(groupKey, group);
}

function rootOf({ incidents }: BrainState, id: string): string {
  return incidents.get(id)?.parent ?? id;
}

function foldMember(state: BrainState, incident: string, id: string): void {
  const known = state.members.get(incident);
  if (known?.has(id) === true) return;
  if (known === undefined) state.members.set(incident, new FewTexts(id));
  else known.add(id);
  state.users.add(rootOf(state, incident), id);
}

function foldIncident(state: BrainState, row: Incident): void {
  const before = state.incidents.get(row.id);
  if (before === undefined) state.sleepers.add(row.id);
  state.families.followIncident(before, row);
  state.firmIssues.followIncident(before, row);
  state.users.move(row, rootOf(state, row.id), row.parent ?? row.id);
  if (before?.parent != null && before.parent !== row.parent)
    removeFrom(state.children, before.parent, row.id);
  state.incidents.set(row.id, row);
  if (leads(row)) state.roots.add(row.id);
  else state.roots.delete(row.id);
  if (row.parent !== null) addTo(state.children, row.parent, row.id);
  state.kin.follow(before, row);
  state.joinedPages.follow(before, row);
  state.inhibitions.follow(before, row);
  state.breakouts.followIncident(row.id, row);
}

/** Whether an incident is an open storm or an open collecting page. */
export function leads({ status, storm, kind }: Incident): boolean {
  return status !== 'resolved' && (storm !== null || kind === 'collector');
}

function forgetIncident(state: BrainState, id: string): void {
  const row = state.incidents.get(id);
  if (row === undefined) return;
  state.families.forgetIncident(row);
  state.firmIssues.followIncident(row, null);
  state.users.move(row, row.parent ?? id, null);
  if (row.parent !== null) removeFrom(state.children, row.parent, id);
  state.kin.follow(row, null);
  state.joinedPages.follow(row, null);
  state.inhibitions.follow(row, null);
  state.breakouts.followIncident(id, null);
  state.incidents.delete(id);
  state.sleepers.remove(id);
  state.roots.delete(id);
  state.members.delete(id);
  state.timeline.delete(id);
}

function foldTimer(state: BrainState, key: string, row: Timer | null): void {
  setOrDelete(state.timers, key, row);
  if (row !== null) state.dueOrder.add(row);
  state.timersFrom = state.dueOrder.from();
}

function foldTimeline(state: BrainState, row: TimelineItem): void {
  const items = state.timeline.get(row.incident) ?? [];
  // Most incidents have a line or two, and what is pushed to gets room for sixteen more.
  if (items.length < shortTimeline) {
    state.timeline.set(row.incident, items.concat(row));
    return;
  }
  items.push(row);
  if (items.length > timelineKept) items.shift();
}
