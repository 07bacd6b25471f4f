import type { Baseline } from '../../domain/baseline.ts';
import type { Decision } from '../../domain/decision.ts';
import { howTold } from '../../domain/sending/how-told.ts';
import type { Drill } from '../../domain/drill/drill.ts';
import type { Incident } from '../../domain/incident.ts';
import type { Issue } from '../../domain/issue.ts';
import type { LaneState } from '../../domain/sending/lane.ts';
import type { Policy } from '../../domain/policy.ts';
import type { ProjectRhythm } from '../../domain/inbox/project-rhythm.ts';
import type { ServiceReleases } from '../../domain/release.ts';
import type { BrainMeta, Change } from '../../domain/state.ts';
import type { TimelineItem } from '../../domain/timeline.ts';
import type { Timer } from '../../domain/timer.ts';
import type { BrainState } from './brain-state.ts';
import { isUser } from './indexes/users-by-root.ts';
import { WrittenIncidents } from './indexes/written-incidents.ts';
import { ChangeLog } from './change-log.ts';

/** Distinct members (event ids and user hashes) that an incident remembers. */
const membersKept = 10_000;

/** The rows of a draft, one by one: as the state holds them, or as this step has changed them. */
export class DraftRows {
  /** The brain's time for this step, virtual ms. */
  readonly now: number;
  /**
   * When what this step tells came to a door for the first time, virtual ms: `now`, but for what is healed or replayed. What
   * is together, and how often, goes by it.
   */
  heardAt: number;
  readonly policy: Policy;
  protected readonly state: BrainState;
  /** Rows that this step has written or dropped: few, whatever the state holds. */
  protected readonly changedIssues = new Map<string, Issue | null>();
  protected readonly changedIncidents = new WrittenIncidents();
  protected readonly changedReleases = new Map<string, ServiceReleases | null>();
  private readonly changedBaselines = new Map<string, Baseline | null>();
  /** How often this step has written an issue or an incident, or tells of another time: what is made of them holds while it stands still. */
  rowsWritten = 0;
  /** The same of baselines. */
  baselinesWritten = 0;
  private readonly seq: number;
  private readonly log = new ChangeLog();
  /** Incident → the last line that this step has told of it. */
  private readonly told = new Map<string, TimelineItem>();
  private born = 0;
  /** Users whom an incident meets in this step for the first time. */
  private readonly usersMet: { readonly incident: string; readonly id: string }[] = [];

  /** Opens a draft at virtual time `now` for the entry `seq`. */
  constructor(state: BrainState, seq: number, now: number) {
    this.state = state;
    this.seq = seq;
    this.now = now;
    this.heardAt = now;
    this.policy = state.meta.policy;
  }

  meta(): BrainMeta {
    return this.log.get('meta', '')?.row ?? this.state.meta;
  }

  putMeta(row: BrainMeta): void {
    this.log.add({ table: 'meta', row });
  }

  issue(key: string): Issue | null {
    const changed = this.changedIssues.get(key);
    return changed === undefined ? (this.state.issues.get(key) ?? null) : changed;
  }

  /** Whether this step has written or dropped an issue. */
  hasWrittenIssue(key: string): boolean {
    return this.changedIssues.has(key);
  }

  putIssue(row: Issue): void {
    this.rowsWritten += 1;
    this.changedIssues.set(row.key, row);
    this.log.add({ table: 'issue', key: row.key, row });
  }

  dropIssue(key: string): void {
    this.rowsWritten += 1;
    this.changedIssues.set(key, null);
    this.log.add({ table: 'issue', key, row: null });
  }

  incident(id: string): Incident | null {
    return this.changedIncidents.get(id) ?? this.state.incidents.get(id) ?? null;
  }

  /** Whether this step has written an incident. */
  hasWrittenIncident(id: string): boolean {
    return this.changedIncidents.has(id);
  }

  /** Keys of the issues that this step has written. */
  issuesWritten(): readonly string[] {
    return [...this.changedIssues.keys()];
  }

  /** Incidents that this step has written. */
  incidentsWritten(): readonly string[] {
    return [...this.changedIncidents.keys()];
  }

  /** An incident as it was before this step; null: it was none. */
  incidentBefore(id: string): Incident | null {
    return this.state.incidents.get(id) ?? null;
  }

  /** Whether an incident was opened in this step. */
  isBorn(id: string): boolean {
    return this.changedIncidents.has(id) && !this.state.incidents.has(id);
  }

  /** Writes a new incident. */
  open(row: Incident): void {
    this.write(row);
  }

  /**
   * Changes an incident as it is now; nothing happens when it is gone. The only way to change one: a row that was
   * read earlier may have been changed by another rule since, and written back it would undo that.
   */
  change(id: string, how: (row: Incident) => Incident): Incident | null {
    const row = this.incident(id);
    if (row === null) return null;
    const next = how(row);
    if (next !== row) this.write(next);
    return next;
  }

  /** Has an incident shown anew, although nothing in its own row changed. */
  touch(id: string): void {
    const row = this.incident(id);
    if (row !== null) this.write(row);
  }

  /** The incident leaves memory when this step is folded in. */
  forget(id: string): void {
    this.log.add({ table: 'forget', key: id });
  }

  /** False when it was there already. The oldest leaves when the cap is reached. */
  addMember(incident: string, id: string): boolean {
    const known = this.state.members.get(incident);
    const member = { table: 'member', incident, id } as const;
    if (known?.has(id) === true || this.log.has(member)) return false;
    this.log.add(member);
    if (isUser(id)) this.usersMet.push({ incident, id });
    if (known !== undefined && known.size >= membersKept) this.dropOldestMember(incident, known);
    return true;
  }

  /** Members that an incident held before this step, oldest first. */
  membersOf(incident: string): Iterable<string> {
    return this.state.members.get(incident) ?? [];
  }

  /** Whether an incident holds a member, this step's own among them. */
  hasMember(incident: string, id: string): boolean {
    if (this.log.has({ table: 'drop-member', incident, id })) return false;
    return (
      this.state.members.get(incident)?.has(id) === true || this.log.has({ table: 'member', incident, id })
    );
  }

  /** A member goes elsewhere. */
  dropMember(incident: string, id: string): void {
    this.log.add({ table: 'drop-member', incident, id });
  }

  /** How many distinct users an incident and its children have hit. */
  usersOf(row: Incident): number {
    const { users } = this.state;
    const isNew = ({ incident, id }: { incident: string; id: string }): boolean =>
      (this.incident(incident)?.parent ?? incident) === row.id && !users.has(row.id, id);
    return users.count(row) + this.usersMet.filter(isNew).length;
  }

  /** The only user whom a root is known to have met; null for none, and for several. */
  onlyUserOf(root: string): string | null {
    return this.state.users.only(root, this.usersMet);
  }

  timer(id: string): Timer | null {
    const change = this.log.get('timer', id);
    return change === undefined ? (this.state.timers.get(id) ?? null) : change.row;
  }

  putTimer(row: Timer): void {
    this.log.add({ table: 'timer', key: row.id, row });
  }

  dropTimer(id: string): void {
    this.log.add({ table: 'timer', key: id, row: null });
  }

  /** Releases of `<environment class>/<service>`. */
  releasesOf(key: string): ServiceReleases | null {
    const changed = this.changedReleases.get(key);
    return changed === undefined ? (this.state.releases.get(key) ?? null) : changed;
  }

  /** Releases that the state holds, the service first that was heard of first. */
  releases(): Iterable<ServiceReleases> {
    return this.state.releases.values();
  }

  dropReleases(key: string): void {
    this.changedReleases.set(key, null);
    this.log.add({ table: 'release', key, row: null });
  }

  putReleases(row: ServiceReleases): void {
    this.changedReleases.set(row.key, row);
    this.log.add({ table: 'release', key: row.key, row });
  }

  baseline(key: string): Baseline | null {
    const changed = this.changedBaselines.get(key);
    return changed === undefined ? (this.state.baselines.get(key) ?? null) : changed;
  }

  putBaseline(row: Baseline): void {
    this.baselinesWritten += 1;
    this.changedBaselines.set(row.key, row);
    this.log.add({ table: 'baseline', key: row.key, row });
  }

  /** Baselines that the state holds and that may have faded by now, in the order in which they began. */
  fadingBaselines(halfLifeMs: number): readonly Baseline[] {
    return this.state.fading.by(this.now, halfLifeMs);
  }

  /** How many baselines the state holds. */
  baselineCount(): number {
    return this.state.baselines.size;
  }

  dropBaseline(key: string): void {
    this.baselinesWritten += 1;
    this.changedBaselines.set(key, null);
    this.log.add({ table: 'baseline', key, row: null });
  }

  /** How a project speaks; null where it has not. */
  project(key: string): ProjectRhythm | null {
    const change = this.log.get('project', key);
    return change === undefined ? (this.state.projects.get(key) ?? null) : change.row;
  }

  /** Projects that the state holds. */
  projects(): readonly ProjectRhythm[] {
    return [...this.state.projects.values()];
  }

  putProject(row: ProjectRhythm): void {
    this.log.add({ table: 'project', key: row.key, row });
  }

  dropProject(key: string): void {
    this.log.add({ table: 'project', key, row: null });
  }

  /** What holds up a lane; null while nothing does. */
  lane(id: string): LaneState | null {
    const change = this.log.get('lane', id);
    return change === undefined ? (this.state.lanes.get(id) ?? null) : change.row;
  }

  putLane(id: string, row: LaneState | null): void {
    this.log.add({ table: 'lane', key: id, row });
  }

  drill(id: string): Drill | null {
    const change = this.log.get('drill', id);
    return change === undefined ? (this.state.drills.get(id) ?? null) : change.row;
  }

  /** Ids of the drills that the state holds, oldest first. */
  drills(): Iterable<string> {
    return this.state.drills.keys();
  }

  putDrill(row: Drill): void {
    this.log.add({ table: 'drill', key: row.id, row });
  }

  dropDrill(id: string): void {
    this.log.add({ table: 'drill', key: id, row: null });
  }

  /**
   * Adds a line to an incident's timeline. Of what is muted only what the whole channel must know is told, and of what is
   * silenced nothing but its end.
   */
  tell(incident: string, kind: string, decision: Decision, tell: TimelineItem['tell'] = 'no'): void {
    this.tellAt(this.now, { incident, kind, decision, tell });
  }

  /** Tells what was done earlier, virtual ms, and is heard of only now. */
  tellAt(at: number, { incident, kind, decision, tell }: Omit<TimelineItem, 'n' | 'at'>): void {
    const last = this.told.get(incident) ?? this.state.timeline.get(incident)?.at(-1);
    const told = howTold(this.incident(incident), this.policy, { kind, decision, tell });
    const row: TimelineItem = {
      incident,
      n: (last?.n ?? 0) + 1,
      at: Math.min(at, this.now),
      kind,
      decision,
      tell: told,
    };
    this.told.set(incident, row);
    this.log.add({ table: 'timeline', row });
  }

  /** An id for a silence that this step adds; a step adds one at most. */
  silenceId(): string {
    return `sil-${this.seq}`;
  }

  /** An id for an incident born in this step. */
  newId(): string {
    this.born += 1;
    return this.born === 1 ? `inc-${this.seq}` : `inc-${this.seq}-${this.born}`;
  }

  /** What the step changed, at most one change a row. */
  changes(): readonly Change[] {
    return this.log.all();
  }

  private write(row: Incident): void {
    this.rowsWritten += 1;
    // Whoever changes it once more in this step has made a row of this step.
    const stamped = row.changedAt === this.now ? row : { ...row, changedAt: this.now };
    this.changedIncidents.write(this.state.incidents.get(row.id), stamped);
    this.log.add({ table: 'incident', key: row.id, row: stamped });
  }

  private dropOldestMember(incident: string, known: Iterable<string>): void {
    for (const id of known) {
      const left = { table: 'drop-member', incident, id } as const;
      if (this.log.has(left)) continue;
      this.log.add(left);
      return;
    }
  }
}
