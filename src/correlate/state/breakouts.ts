import type { Incident } from '../../domain/incident.ts';
import type { Issue } from '../../domain/issue.ts';
import type { HeardVoter, Hearing, HearingStep } from './heard.ts';

/** Breakouts that became known longer ago than this can neither vote nor be adopted. */
const keptMs = 15 * 60_000;
/** Voters stay with the newest so many: a step hears two hundred of a class, and who was heard longer ago is made anew. */
const votersKept = 500;

type Place = Pick<BreakoutRow, 'key' | 'at'>;

/** The newest breakout of an issue. */
export interface BreakoutRow {
  readonly key: string;
  /** Virtual ms. */
  readonly at: number;
  /** The issue as it is now. */
  row: Issue;
  /** Its incident; null for a breakout that only a step knows. */
  home: Home | null;
  /** Who was heard last for it: the same two hundred are heard for every newcomer. It follows from rows alone. */
  voter: HeardVoter | null;
}

/** The incident of some breakouts: two hundred of them are asked for at every breakout. */
interface Home {
  /** As it is now; null when it is gone, or has not come yet. */
  row: Incident | null;
  breakouts: number;
}

/** The newest breakout of every issue that had one lately, in the order (breakout, key). */
export class Breakouts {
  private readonly list: BreakoutRow[] = [];
  private readonly byKey = new Map<string, BreakoutRow>();
  private readonly incidents: ReadonlyMap<string, Incident>;
  private readonly homes = new Map<string, Home>();
  private hearing: Hearing | null = null;

  constructor(incidents: ReadonlyMap<string, Incident>) {
    this.incidents = incidents;
  }

  /** How many are remembered. */
  get size(): number {
    return this.list.length;
  }

  /** Whether an issue's breakout is remembered. */
  has(key: string): boolean {
    return this.byKey.has(key);
  }

  /** The homes of these incidents: those of others know nothing of them. */
  homesOf(incidents: Iterable<string>): readonly Home[] {
    const found: Home[] = [];
    for (const id of incidents) {
      const home = this.homes.get(id);
      if (home !== undefined) found.push(home);
    }
    return found;
  }

  /** The hearing of all who stay with their breakouts, which this step holds from now on. */
  heardIn(step: HearingStep): Hearing {
    if (this.hearing === null) this.hearing = { step };
    else this.hearing.step = step;
    return this.hearing;
  }

  /** Follows one issue: what was known of it, and what is known now; null when it is gone. */
  note(before: Issue | undefined, row: Issue | null, now: number): void {
    if (before?.breakoutAt === row?.breakoutAt) {
      const known = row === null ? undefined : this.byKey.get(row.key);
      if (known !== undefined && row !== null) this.replace(known, row);
      return;
    }
    if (before !== undefined) this.remove({ key: before.key, at: before.breakoutAt });
    if (row !== null && !isForgotten(row, now)) this.insert(row);
  }

  /** An incident's row has become another one; null when it is gone. */
  followIncident(id: string, row: Incident | null): void {
    const home = this.homes.get(id);
    if (home !== undefined) home.row = row;
  }

  /** Forgets what has become too old. */
  forget(now: number): void {
    let old = 0;
    while ((this.list[old]?.at ?? now) < now - keptMs) old += 1;
    // What is told late counts from when it is known: it may stand before what is forgotten.
    const over = this.list.slice(0, old).filter(({ row }) => isForgotten(row, now));
    if (over.length === 0) return;
    const staying = this.list.splice(0, old).filter(({ row }) => !isForgotten(row, now));
    this.list.unshift(...staying);
    for (const { key, row } of over) {
      this.byKey.delete(key);
      this.leave(row.incident);
    }
  }

  /**
   * Breakouts after `since`, in the order (breakout, key).
   * @param most Only the newest so many are taken.
   */
  since(since: number, belongs: (issue: Issue) => boolean, most: number): BreakoutRow[] {
    const found: BreakoutRow[] = [];
    for (let n = this.list.length - 1; n >= 0 && found.length < most; n -= 1) {
      const breakout = this.list[n];
      if (breakout === undefined || breakout.at <= since) break;
      if (belongs(breakout.row)) found.push(breakout);
    }
    return found.reverse();
  }

  private insert(row: Issue): void {
    const breakout = breakoutOf(row, this.enter(row.incident));
    const at = this.placeOf(breakout);
    if (at === this.list.length) this.list.push(breakout);
    else this.list.splice(at, 0, breakout);
    const unheard = this.list[this.list.length - 1 - votersKept];
    if (unheard !== undefined) unheard.voter = null;
    this.byKey.set(row.key, breakout);
  }

  private remove(breakout: Place): void {
    const at = this.placeOf(breakout);
    const known = this.list[at];
    if (known?.key !== breakout.key) return;
    this.list.splice(at, 1);
    this.byKey.delete(breakout.key);
    this.leave(known.row.incident);
  }

  private replace(known: BreakoutRow, row: Issue): void {
    if (known.row.incident !== row.incident) {
      this.leave(known.row.incident);
      known.home = this.enter(row.incident);
    }
    known.row = row;
  }

  private enter(incident: string): Home {
    const known = this.homes.get(incident);
    const home = known ?? { row: this.incidents.get(incident) ?? null, breakouts: 0 };
    home.breakouts += 1;
    if (known === undefined) this.homes.set(incident, home);
    return home;
  }

  private leave(incident: string): void {
    const home = this.homes.get(incident);
    if (home === undefined) return;
    home.breakouts -= 1;
    if (home.breakouts === 0) this.homes.delete(incident);
  }

  /** Where a breakout stands, or would stand. */
  private placeOf(breakout: Place): number {
    let [from, to] = [0, this.list.length];
    while (from < to) {
      const middle = (from + to) >> 1;
      const there = this.list[middle];
      if (there !== undefined && isBefore(there, breakout)) from = middle + 1;
      else to = middle;
    }
    return from;
  }
}

/** Whether a breakout is one of those before virtual ms `until`, and has not been known for too long. */
export function isHeard(issue: Issue, until: number, now: number): boolean {
  return issue.breakoutAt < until && !isForgotten(issue, now);
}

/** Whether an issue's breakout became known so long ago that nobody asks for it. */
function isForgotten({ breakoutAt, late }: Issue, now: number): boolean {
  return breakoutAt + (late?.breakoutMs ?? 0) < now - keptMs;
}

/** Whether one stands before another. */
function isBefore(a: Place, b: Place): boolean {
  return a.at < b.at || (a.at === b.at && a.key < b.key);
}

/** The breakout of an issue whose row is this one. */
export function breakoutOf(row: Issue, home: Home | null): BreakoutRow {
  return { key: row.key, at: row.breakoutAt, row, home, voter: null };
}

/** Puts a breakout where it belongs: what a step has changed mostly broke out last. */
export function putInOrder(found: BreakoutRow[], breakout: BreakoutRow): void {
  let at = found.length;
  for (let last = found[at - 1]; last !== undefined && isBefore(breakout, last); last = found[at - 1])
    at -= 1;
  found.splice(at, 0, breakout);
}
