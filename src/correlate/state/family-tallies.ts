import { isGuest, type Incident } from '../../domain/incident.ts';
import type { Issue } from '../../domain/issue.ts';
import { OpenTally, type FamilyTally } from './family-tally.ts';
import { byAge } from './orders.ts';

/** Smaller families are added up faster than they are remembered. */
const worthKeeping = 4;

/** The rows that tallies are made of. */
interface Rows {
  readonly incidents: ReadonlyMap<string, Incident>;
  readonly issues: ReadonlyMap<string, Issue>;
  readonly children: ReadonlyMap<string, ReadonlySet<string>>;
}

interface Kept {
  readonly tally: OpenTally;
  /** The member that was opened last. */
  youngest: Incident;
  /** Issues that a member lists although they have moved on to an incident of their own. */
  readonly strays: readonly string[];
}

/**
 * What each root's family adds up to, so that an alert of a storm costs the same however many are part of it. A tally
 * is made when somebody asks for it, follows the figures of its rows, and is thrown away when its family changes.
 */
export class FamilyTallies {
  private readonly rows: Rows;
  private readonly kept = new Map<string, Kept>();
  /** Issue → roots whose kept tally counts it as a stray. */
  private readonly straysOf = new Map<string, Set<string>>();

  constructor(rows: Rows) {
    this.rows = rows;
  }

  /** The tally of an incident with its children. */
  of(root: Incident): FamilyTally {
    const known = this.kept.get(root.id);
    if (known !== undefined) return known.tally;
    const made = this.make(root);
    // A child's own figures are followed in its root.
    if (root.parent === null && made.size >= worthKeeping) this.keep(root.id, made);
    return made.tally;
  }

  /** An incident's row is about to become another one; undefined when it is new. */
  followIncident(before: Incident | undefined, row: Incident): void {
    const root = row.parent ?? row.id;
    if (before?.parent === row.parent) {
      const known = this.kept.get(root);
      if (known !== undefined && !known.tally.followMember(before, row)) this.drop(root);
      return;
    }
    this.drop(row.id);
    if (before?.parent != null) this.drop(before.parent);
    if (row.parent === null || !this.join(row.parent, row)) this.drop(root);
  }

  /** An incident leaves memory. */
  forgetIncident(row: Incident): void {
    this.drop(row.parent ?? row.id);
    this.drop(row.id);
  }

  /** An issue's row is about to become another one; undefined when it is new, null when it is gone. */
  followIssue(before: Issue | undefined, row: Issue | null): void {
    const key = row?.key ?? before?.key;
    if (key === undefined) return;
    for (const root of this.straysOf.get(key) ?? []) this.drop(root);
    if (before !== undefined && row !== null && before.incident === row.incident) {
      const root = this.rootOf(row.incident);
      const known = this.kept.get(root);
      if (known === undefined) return;
      const holder = this.rows.incidents.get(row.incident);
      const guest = holder !== undefined && isGuest(holder);
      if (!known.tally.followIssue(before, row, guest)) this.drop(root);
      return;
    }
    if (before !== undefined) this.drop(this.rootOf(before.incident));
    if (row !== null) this.drop(this.rootOf(row.incident));
  }

  /** The roots whose tally is kept at the moment, for whoever compares. */
  keptRoots(): readonly string[] {
    return [...this.kept.keys()];
  }

  /** Adds a child, which mostly comes last; false when the tally has to be made anew. */
  private join(root: string, row: Incident): boolean {
    const known = this.kept.get(root);
    if (known === undefined) return true;
    const issues = row.issues.map((key) => this.rows.issues.get(key));
    if (issues.some((issue) => issue?.incident !== row.id)) return false;
    if (byAge(known.youngest, row) < 0) known.youngest = row;
    else if (!known.tally.takesLate(row)) return false;
    known.tally.add(row, issues);
    return true;
  }

  private rootOf(incident: string): string {
    return this.rows.incidents.get(incident)?.parent ?? incident;
  }

  private make(root: Incident): Kept & { readonly size: number } {
    const { incidents, issues, children } = this.rows;
    const tally = new OpenTally();
    const strays: string[] = [];
    const rows = [...(children.get(root.id) ?? [])].map((id) => incidents.get(id));
    const members = [root, ...rows.filter((row) => row !== undefined).sort(byAge)];
    let size = members.length;
    for (const member of members) {
      size += member.issues.length;
      const listed = member.issues.map((key) => issues.get(key));
      strays.push(...member.issues.filter((_, n) => listed[n]?.incident !== member.id));
      tally.add(member, listed);
    }
    return { tally, strays, size, youngest: members.at(-1) ?? root };
  }

  private keep(root: string, kept: Kept): void {
    this.kept.set(root, kept);
    for (const key of kept.strays) {
      const roots = this.straysOf.get(key);
      if (roots === undefined) this.straysOf.set(key, new Set([root]));
      else roots.add(root);
    }
  }

  private drop(root: string): void {
    const known = this.kept.get(root);
    if (known === undefined) return;
    this.kept.delete(root);
    for (const key of known.strays) {
      const roots = this.straysOf.get(key);
      roots?.delete(root);
      if (roots?.size === 0) this.straysOf.delete(key);
    }
  }
}
