import type { Incident } from '../../../domain/incident.ts';
import type { Issue } from '../../../domain/issue.ts';
import type { TimelineItem } from '../../../domain/timeline.ts';
import type { Breakouts } from '../breakouts.ts';
import type { FamilyTallies } from '../family-tallies.ts';
import { FewTexts } from '../few.ts';
import type { FirmIssues } from '../firm-issues.ts';
import type { UsersByRoot } from '../indexes/users-by-root.ts';
import { Packer, type Household } from './household.ts';
import { mayRest } from './may-rest.ts';
import type { RestingRows } from './resting-rows.ts';
import { Sleeper } from './sleeper.ts';

/** The rows that may rest, and the indexes that hold rows. */
interface Beds {
  readonly incidents: RestingRows<Incident>;
  readonly issues: RestingRows<Issue>;
  readonly members: RestingRows<FewTexts>;
  readonly timeline: RestingRows<TimelineItem[]>;
  readonly children: ReadonlyMap<string, ReadonlySet<string>>;
  readonly breakouts: Breakouts;
  readonly families: FamilyTallies;
  readonly firmIssues: FirmIssues;
  readonly users: UsersByRoot;
}

/** So many are looked at in one go, and so many packed, which takes 40 µs each. */
const lookedAt = 256;
const laidDown = 32;

/**
 * Puts quiet incidents to sleep, each with the rows that are its own, and wakes them when anything asks for one. A brain of
 * which some sleep decides as if none did: asked for, a row is what it was, and no index holds one that sleeps.
 */
export class Sleepers {
  readonly #beds: Beds;
  readonly #packer = new Packer();
  /** Whoever was looked at longest ago first. */
  readonly #awake = new Set<string>();

  constructor(beds: Beds) {
    this.#beds = beds;
  }

  /** How many incidents are awake. */
  get awake(): number {
    return this.#awake.size;
  }

  /** An incident is new. */
  add(id: string): void {
    this.#awake.add(id);
  }

  /** An incident leaves memory. */
  remove(id: string): void {
    this.#awake.delete(id);
  }

  /** Puts some of those to sleep that may at virtual ms `now`. Not within a step: it holds rows. */
  sweep(now: number): void {
    const most = Math.min(lookedAt, this.#awake.size);
    let [looked, slept] = [0, 0];
    for (const id of this.#awake) {
      if (looked === most || slept === laidDown) return;
      looked += 1;
      if (this.rest(id, now)) slept += 1;
      else {
        this.#awake.delete(id);
        this.#awake.add(id);
      }
    }
  }

  /** Puts one to sleep; false when it may not. */
  rest(id: string, now: number): boolean {
    const incident = this.#beds.incidents.awake(id);
    if (incident === undefined || !mayRest(incident, now) || this.#beds.children.has(id)) return false;
    const issues = this.#issuesOf(incident);
    if (issues === null) return false;
    this.#layDown(incident, issues);
    return true;
  }

  wake(sleeper: Sleeper): void {
    const { incidents, issues, members, timeline, users } = this.#beds;
    const { id } = sleeper;
    const household = this.unpack(sleeper);
    incidents.putBack(id, household.incident);
    for (const row of household.issues) issues.putBack(row.key, row);
    const [first, ...others] = household.members;
    if (first !== undefined) {
      const texts = new FewTexts(first);
      for (const text of others) texts.add(text);
      members.putBack(id, texts);
      for (const text of texts) users.add(id, text);
    }
    if (household.timeline.length > 0) timeline.putBack(id, [...household.timeline]);
    this.#awake.add(id);
  }

  unpack(sleeper: Sleeper): Household {
    return this.#packer.unpack(sleeper);
  }

  /** The issues that live in an incident; null when one of them is still heard. */
  #issuesOf(incident: Incident): readonly Issue[] | null {
    const { issues, breakouts } = this.#beds;
    const own = incident.issues
      .map((key) => issues.awake(key))
      .filter((row): row is Issue => row?.incident === incident.id);
    return own.some((row) => breakouts.has(row.key)) ? null : own;
  }

  #layDown(incident: Incident, own: readonly Issue[]): void {
    const { incidents, issues, members, timeline, families, firmIssues, users } = this.#beds;
    const { id } = incident;
    const household = {
      incident,
      issues: own,
      members: [...(members.get(id) ?? [])],
      timeline: timeline.get(id) ?? [],
    };
    const sleeper = new Sleeper(incident, this.#packer.pack(household), this);
    families.forgetIncident(incident);
    firmIssues.followIncident(incident, null);
    users.move(incident, id, null);
    incidents.layDown(id, sleeper);
    for (const { key } of own) issues.layDown(key, sleeper);
    // What is empty has nothing to be put back.
    if (household.members.length > 0) members.layDown(id, sleeper);
    if (household.timeline.length > 0) timeline.layDown(id, sleeper);
    this.#awake.delete(id);
  }
}
