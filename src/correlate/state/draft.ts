import type { EnvironmentClass } from '../../domain/environment/environment.ts';
import { isGuest, type Incident } from '../../domain/incident.ts';
import type { Issue } from '../../domain/issue.ts';
import { joinedBy } from '../../domain/routing/desk.ts';
import { isOfClass, newSince, shippedAs, type ServiceReleases } from '../../domain/release.ts';
import type { Timer } from '../../domain/timer.ts';
import type { HeardVoter, Hearing, StormView } from './heard.ts';
import { leads } from './brain-state.ts';
import { breakoutOf, isHeard, putInOrder, type BreakoutRow } from './breakouts.ts';
import type { CountsHere } from './counts-here.ts';
import { DraftRows } from './draft-rows.ts';
import { firmRootOf, isListedAnew, listFirm, withRow, withYoungest } from './firm-issues.ts';
import type { FamilyTally } from './family-tally.ts';
import { hasMoved } from './indexes/written-incidents.ts';
import type { Look } from './look.ts';
import { MadeOfRows } from './made-of-rows.ts';
import { inOrderOfAge, inOrderWith } from './orders.ts';
import { awakeIn } from './rest/resting-rows.ts';

/**
 * One step of the brain: reads a state, remembers what it would change, and sees its own changes. The state
 * itself is never touched, so a step that throws leaves nothing behind. What is asked here about many rows is
 * answered out of the state's indexes, and by looking through the few rows that this step has changed.
 */
export class Draft extends DraftRows {
  /** By class: who may vote, who broke out in the last minutes, and the storms that take up new issues. */
  readonly heard = new MadeOfRows<readonly HeardVoter[]>();
  readonly recent = new MadeOfRows<readonly HeardVoter[]>();
  readonly storms = new MadeOfRows<readonly StormView[]>();
  /** By class: what was counted, made of baselines alone. */
  readonly counts = new MadeOfRows<CountsHere>();
  /** What paging has to look at next; whoever decides takes it away. */
  readonly looks: Look[] = [];
  /** Silences that have begun in this step, by id; whoever decides what is quiet takes them away. */
  readonly silencesBegun: string[] = [];
  /** Roots that receivers in the shadow alone have to look at. */
  readonly looksInShadow: string[] = [];
  private readonly kin = new MadeOfRows<readonly Incident[]>();

  /** Children of a root, oldest first. */
  childrenOf(root: string): readonly Incident[] {
    return this.kin.of(this.rowsWritten, root, () => this.childrenNow(root));
  }

  /**
   * The oldest and the newest firm children of a root, oldest first; all of them where they are no more than that. Asked
   * for at every breakout beside a storm, of which there may be a thousand.
   */
  firmOf(root: string, oldest: number, newest: number): readonly Incident[] {
    const belongs = (row: Incident): boolean => row.parent === root && !isGuest(row);
    return this.endsOf(root, { list: this.state.kin.of(root).firm, belongs, oldest, newest });
  }

  /** The issues by which a storm is known: those of its root and of its firm children, of very many the first and the newest. */
  firmIssuesOf(root: string): readonly Issue[] {
    const known = this.state.firmIssues.known(root);
    const now = known === undefined ? null : this.firmSince(root, known);
    if (now !== null) return now;
    const listed = listFirm(this, root);
    return this.writesFirm(root) ? listed.issues : this.state.firmIssues.keep(root, listed);
  }

  /** A root's list as this step has changed it; null where it has to be made anew. */
  private firmSince(root: string, known: readonly Issue[]): readonly Issue[] | null {
    let list: readonly Issue[] | null = known;
    let joined: Incident | null = null;
    for (const row of this.changedIncidents.ofFamily(root)) {
      const before = this.state.incidents.get(row.id);
      if (!isListedAnew(before, row)) continue;
      const [was, is] = [firmRootOf(before) === root, firmRootOf(row) === root];
      if (!was && !is) continue;
      if (was || joined !== null) return null;
      joined = row;
    }
    for (const [key, row] of this.changedIssues) {
      const before = this.state.issues.get(key);
      if (before !== undefined && before.incident === row?.incident) list = withRow(list, before, row);
      else if (this.isFirmIn(root, before) || (this.isFirmIn(root, row) && row?.incident !== joined?.id))
        return null;
    }
    if (joined === null) return list;
    return withYoungest(list, this.state.kin.of(root).firm, joined, (key) => this.issue(key));
  }

  private isFirmIn(root: string, issue: Issue | null | undefined): boolean {
    return issue != null && firmRootOf(this.incident(issue.incident)) === root;
  }

  /** Whether this step has written a row that a root's firm issues are made of. */
  private writesFirm(root: string): boolean {
    for (const row of this.changedIncidents.ofFamily(root)) {
      const before = this.state.incidents.get(row.id);
      if (!isListedAnew(before, row)) continue;
      if (firmRootOf(before) === root || firmRootOf(row) === root) return true;
    }
    for (const [key, row] of this.changedIssues)
      if (this.isFirmIn(root, this.state.issues.get(key)) || this.isFirmIn(root, row)) return true;
    return false;
  }

  /** The oldest guests of a root, at most so many, oldest first. */
  guestsOf(root: string, most: number): readonly Incident[] {
    const belongs = (row: Incident): boolean => row.parent === root && isGuest(row);
    return this.endsOf(root, { list: this.state.kin.of(root).guests, belongs, oldest: most, newest: 0 });
  }

  private endsOf(root: string, { list, belongs, oldest, newest }: Ends): readonly Incident[] {
    const written = this.changedIncidents.ofFamily(root);
    // Of most storms a step writes nothing, and each of them is looked at for every newcomer.
    if (written.length === 0 && list.length <= oldest + newest) return list;
    const changed: Incident[] = [];
    const gone = new Set<Incident>();
    for (const row of written) {
      const before = this.state.incidents.get(row.id);
      if (before !== undefined && belongs(before)) gone.add(before);
      if (belongs(row)) changed.push(row);
    }
    if (list.length - gone.size + changed.length <= oldest + newest)
      return inOrderWith(changed, staying(list, gone, Infinity));
    const head = inOrderWith(changed, staying(list, gone, oldest)).slice(0, oldest);
    if (newest === 0) return head;
    return [...head, ...inOrderWith(changed, staying(list, gone, -newest)).slice(-newest)];
  }

  private childrenNow(root: string): readonly Incident[] {
    const known = this.state.kin.childrenOf(root);
    const changed = this.changedIncidents.ofFamily(root);
    if (changed.length === 0) return known;
    const rows = known
      .map((row) => this.changedIncidents.get(row.id) ?? row)
      .filter(({ parent }) => parent === root);
    for (const row of changed)
      if (row.parent === root && this.state.incidents.get(row.id)?.parent !== root) rows.push(row);
    return inOrderOfAge(rows);
  }

  /**
   * What a root's family added up to before this step; null where this step changes of whom or of which issues the
   * family consists. Its figures are those before the step all the same.
   */
  tallyOf(root: string): FamilyTally | null {
    const row = this.state.incidents.get(root);
    if (row === undefined) return null;
    const changed = this.changedIncidents.ofFamily(root);
    if (changed.some((row) => hasMoved(this.state.incidents.get(row.id), row))) return null;
    for (const [key, row] of this.changedIssues) {
      const before = this.state.issues.get(key);
      if (before === undefined || before.project !== row?.project) return null;
    }
    return this.state.families.of(row);
  }

  /** Incidents whose page joined this collector, oldest first. */
  joinedTo(collector: string): readonly Incident[] {
    return this.related(this.state.joinedPages.of(collector), (row) => joinedBy(row).includes(collector));
  }

  /** Incidents that keep quiet what a rule calls so (routing/inhibit-rule.ts), oldest first. */
  inhibiting(key: string): readonly Incident[] {
    return this.related(
      this.state.inhibitions.by(key),
      ({ inhibits, status }) => status !== 'resolved' && inhibits?.includes(key) === true,
    );
  }

  /** Incidents that one keeps quiet, oldest first. */
  inhibitedBy(source: string): readonly Incident[] {
    return this.related(
      this.state.inhibitions.heldBy(source),
      ({ silenced, status }) => status !== 'resolved' && silenced?.source === source,
    );
  }

  /** Ids of the incidents that kept others quiet before this step. */
  inhibitors(): Iterable<string> {
    return this.state.inhibitions.sources();
  }

  /** Open storms and open collecting pages, oldest first. */
  roots(): readonly Incident[] {
    return this.related(this.state.roots, leads, this.changedIncidents.leading);
  }

  /** Every incident in memory, oldest first. */
  incidents(): readonly Incident[] {
    return this.related(this.state.incidents, () => true);
  }

  /** Those that are awake, oldest first: enough for whoever looks for what none has that rests (`mayRest`). */
  incidentsAwake(): readonly Incident[] {
    const awake = new Set(Array.from(awakeIn(this.state.incidents), ({ id }) => id));
    return this.related(awake, () => true);
  }

  /** How many issues of an incident still fire. */
  openIssuesOf(incident: string): number {
    const opens = (issue: Issue | null | undefined): boolean =>
      issue?.status === 'open' && issue.incident === incident;
    let open = this.state.openIssues.get(incident) ?? 0;
    for (const [key, row] of this.changedIssues)
      open += Number(opens(row)) - Number(opens(this.state.issues.get(key)));
    return open;
  }

  /** Ids of the incidents that hold issues with this group key. */
  incidentsInGroup(groupKey: string): ReadonlySet<string> {
    const counts = new Map(this.state.groups.get(groupKey) ?? []);
    const count = (issue: Issue | null | undefined, by: 1 | -1): void => {
      if (issue?.groupKey === groupKey) counts.set(issue.incident, (counts.get(issue.incident) ?? 0) + by);
    };
    for (const [key, row] of this.changedIssues) {
      count(this.state.issues.get(key), -1);
      count(row, 1);
    }
    return new Set([...counts].flatMap(([incident, issues]) => (issues > 0 ? [incident] : [])));
  }

  /** Tells the incident of issues that broke out: two hundred are asked for, and few of them has this step changed. */
  homes(): (breakout: BreakoutRow) => Incident | null {
    const changed = this.state.breakouts.homesOf(this.changedIncidents.keys());
    return ({ row, home }) =>
      home === null || home.row === null || changed.includes(home) ? this.incident(row.incident) : home.row;
  }

  /** The hearing of those who stay with their breakouts, held by this step. */
  hearing(): Hearing {
    return this.state.breakouts.heardIn(this);
  }

  /**
   * What broke out in a class after `since`, and no longer after this step's own time than that is before it, in the order
   * (breakout, key).
   * @param most Only the newest so many are looked for.
   */
  breakoutsSince(since: number, environmentClass: EnvironmentClass, most = Infinity): readonly BreakoutRow[] {
    const belongs = (issue: Issue): boolean =>
      issue.environmentClass === environmentClass && isHeard(issue, 2 * this.heardAt - since, this.now);
    const known = this.state.breakouts.since(since, belongs, most + this.changedIssues.size);
    // Few of them are written in one step, and hundreds are looked at.
    for (const key of this.changedIssues.keys()) {
      const before = this.state.issues.get(key);
      const at = before === undefined ? -1 : known.findLastIndex(({ row }) => row === before);
      if (at >= 0) known.splice(at, 1);
    }
    const found = known.length > most ? known.slice(-most) : known;
    for (const issue of this.changedIssues.values()) {
      if (issue === null || issue.breakoutAt <= since || !belongs(issue)) continue;
      putInOrder(found, breakoutOf(issue, null));
    }
    return found.length > most ? found.slice(-most) : found;
  }

  /** Timers that are due by this draft's time, in the order (due, id); what this step has changed of them apart. */
  timersDue(): readonly Timer[] {
    return this.state.dueOrder.dueBy(this.now);
  }

  /** The releases of those services of a class that ship a release, as `shippedAs` names it. */
  *releasesWithVersion(environmentClass: EnvironmentClass, version: string): Iterable<ServiceReleases> {
    const known = this.state.shipped.services(environmentClass, version);
    for (const key of new Set([...known, ...this.changedReleases.keys()])) {
      const row = this.releasesOf(key);
      if (row === null || !isOfClass(key, environmentClass)) continue;
      if (row.versions.some((seen) => shippedAs(seen.version) === version)) yield row;
    }
  }

  /** When a release, as `shippedAs` names it, was last new to any service of a class, virtual ms; -Infinity when it was new to none. */
  versionNewAt(environmentClass: EnvironmentClass, version: string): number {
    let newest = this.state.shipped.newestSight(environmentClass, version);
    for (const [key, row] of this.changedReleases) {
      if (!isOfClass(key, environmentClass)) continue;
      const [was, is] = [newSince(this.state.releases.get(key), version), newSince(row, version)];
      if (is === was) continue;
      // The row may have been the one that was newest: then only the rows themselves can tell.
      if (was === newest && newest > -Infinity) return this.newestOf(environmentClass, version);
      newest = Math.max(newest, is);
    }
    return newest;
  }

  private newestOf(environmentClass: EnvironmentClass, version: string): number {
    let newest = -Infinity;
    for (const row of this.releasesWithVersion(environmentClass, version))
      newest = Math.max(newest, newSince(row, version));
    return newest;
  }

  /** @param changed What of this step's rows may belong there besides. */
  private related(
    ids: Ids,
    belongs: (row: Incident) => boolean,
    changed: Iterable<string> = this.changedIncidents.keys(),
  ): Incident[] {
    const rows: Incident[] = [];
    const take = (id: string): void => {
      const row = this.incident(id);
      if (row !== null && belongs(row)) rows.push(row);
    };
    for (const id of ids.keys()) take(id);
    for (const id of changed) if (!ids.has(id)) take(id);
    return inOrderOfAge(rows);
  }
}

/** The rows of a list that are not gone: the first so many, or with a minus the last. */
function staying(list: readonly Incident[], gone: ReadonlySet<Incident>, most: number): Incident[] {
  const found: Incident[] = [];
  const [from, by] = most < 0 ? [list.length - 1, -1] : [0, 1];
  for (let at = from; at >= 0 && at < list.length && found.length < Math.abs(most); at += by) {
    const row = list[at];
    if (row !== undefined && (gone.size === 0 || !gone.has(row))) found.push(row);
  }
  return most < 0 ? found.reverse() : found;
}

/** So many of either end of a list. */
interface Ends {
  readonly list: readonly Incident[];
  readonly belongs: (row: Incident) => boolean;
  readonly oldest: number;
  readonly newest: number;
}

/** What a set and a map have in common. */
interface Ids {
  has(id: string): boolean;
  keys(): Iterable<string>;
}
