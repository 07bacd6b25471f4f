import { isGuest, type Incident } from '../../domain/incident.ts';
import type { Issue } from '../../domain/issue.ts';

interface Rows {
  readonly incidents: ReadonlyMap<string, Incident>;
}

/**
 * The issues by which each storm is known, as their rows are now: they are asked for at every breakout beside a storm, and
 * few rows change between two of them. A list is made when somebody asks for it, and thrown away when a row in it changes.
 */
export class FirmIssues {
  private readonly rows: Rows;
  private readonly byRoot = new Map<string, readonly Issue[]>();

  constructor(rows: Rows) {
    this.rows = rows;
  }

  /** @param make Makes the list; what it makes is kept unless it says that rows from elsewhere are in it. */
  of(
    root: string,
    make: () => { readonly issues: readonly Issue[]; readonly strays: boolean },
  ): readonly Issue[] {
    const known = this.byRoot.get(root);
    if (known !== undefined) return known;
    const { issues, strays } = make();
    if (!strays) this.byRoot.set(root, issues);
    return issues;
  }

  /** An incident's row is about to become another one; undefined when it is new, null when it is gone. */
  followIncident(before: Incident | undefined, row: Incident | null): void {
    if (this.byRoot.size === 0 || !isListedAnew(before, row)) return;
    for (const one of [before, row]) if (one != null) this.byRoot.delete(one.parent ?? one.id);
  }

  /** An issue's row is about to become another one; undefined when it is new, null when it is gone. */
  followIssue(before: Issue | undefined, row: Issue | null): void {
    if (this.byRoot.size === 0) return;
    for (const issue of [before, row]) {
      const root = issue == null ? null : firmRootOf(this.rows.incidents.get(issue.incident));
      if (root !== null) this.byRoot.delete(root);
    }
  }

  /** All lists by root, for whoever compares. */
  all(): ReadonlyMap<string, readonly Issue[]> {
    return this.byRoot;
  }
}

/** Whether an incident's issues have to be listed anew: by another root, firmly or no more, in another place, or others of them. */
export function isListedAnew(before: Incident | null | undefined, row: Incident | null | undefined): boolean {
  if (before == null || row == null) return true;
  return (
    before.parent !== row.parent ||
    before.issues !== row.issues ||
    before.openedAt !== row.openedAt ||
    isGuest(before) !== isGuest(row)
  );
}

/** The root whose list has the issues of an incident; null for a guest's, which no list has. */
export function firmRootOf(incident: Incident | null | undefined): string | null {
  if (incident == null || isGuest(incident)) return null;
  return incident.parent ?? incident.id;
}
