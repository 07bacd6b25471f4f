import { isGuest, type Incident } from '../../domain/incident.ts';
import type { Issue } from '../../domain/issue.ts';
import type { Kin } from './indexes/kin.ts';
import { byAge } from './orders.ts';

/** Members beyond these add nothing that the first ones and the newest have not said. */
const read = { oldest: 29, newest: 90 };

/** The rows that lists are made of. */
interface Rows {
  readonly incidents: ReadonlyMap<string, Incident>;
  readonly issues: ReadonlyMap<string, Issue>;
}

/** The same rows as a step sees them. */
interface StepRows {
  incident(id: string): Incident | null;
  issue(key: string): Issue | null;
  firmOf(root: string, oldest: number, newest: number): readonly Incident[];
}

/** Issues, and whether rows from elsewhere are among them. */
interface Listed {
  readonly issues: readonly Issue[];
  readonly strays: boolean;
}

/**
 * The issues by which each storm is known, as their rows are now: they are asked for at every breakout beside a storm, and
 * few rows change between two of them. A list is made when somebody asks for it, follows its rows and whoever joins as the
 * youngest, and is thrown away when anything else changes in it. No list is ever changed: another one takes its place.
 */
export class FirmIssues {
  private readonly rows: Rows;
  private readonly kin: Kin;
  private readonly byRoot = new Map<string, readonly Issue[]>();

  constructor(rows: Rows, kin: Kin) {
    this.rows = rows;
    this.kin = kin;
  }

  /** What is known of a root; undefined when somebody has to list it first. */
  known(root: string): readonly Issue[] | undefined {
    return this.byRoot.get(root);
  }

  /** Keeps what was listed of the rows as the state holds them, unless rows from elsewhere are in it. */
  keep(root: string, { issues, strays }: Listed): readonly Issue[] {
    if (!strays) this.byRoot.set(root, issues);
    return issues;
  }

  /** An incident's row is about to become another one; undefined when it is new, null when it is gone. */
  followIncident(before: Incident | undefined, row: Incident | null): void {
    if (this.byRoot.size === 0 || !isListedAnew(before, row)) return;
    const [from, to] = [firmRootOf(before), firmRootOf(row)];
    if (from !== null) this.byRoot.delete(from);
    if (row === null || to === null || to === from) return;
    const list = this.byRoot.get(to);
    if (list === undefined) return;
    const { firm } = this.kin.of(to);
    const joined = withYoungest(list, firm, row, (key) => this.rows.issues.get(key));
    if (joined === null) this.byRoot.delete(to);
    else this.byRoot.set(to, joined);
  }

  /** An issue's row is about to become another one; undefined when it is new, null when it is gone. */
  followIssue(before: Issue | undefined, row: Issue | null): void {
    if (this.byRoot.size === 0) return;
    const stays = before !== undefined && before.incident === row?.incident;
    for (const issue of stays ? [before] : [before, row]) {
      const root = issue == null ? null : firmRootOf(this.rows.incidents.get(issue.incident));
      const list = root === null ? undefined : this.byRoot.get(root);
      if (root === null || list === undefined) continue;
      if (stays) this.byRoot.set(root, withRow(list, before, row));
      else this.byRoot.delete(root);
    }
  }

  /** All lists by root, for whoever compares. */
  all(): ReadonlyMap<string, readonly Issue[]> {
    return this.byRoot;
  }
}

/** Lists the issues of a root and of its firm children. What guests say and where they fail says nothing of the storm. */
export function listFirm(rows: StepRows, root: string): Listed {
  const row = rows.incident(root);
  const firm = rows.firmOf(root, read.oldest, read.newest);
  const issues: Issue[] = [];
  let strays = false;
  for (const member of row === null ? firm : [row, ...firm])
    for (const key of member.issues) {
      const issue = rows.issue(key);
      // One that moved on is written without its former incident, and one that is gone may come back elsewhere.
      if (issue?.incident !== member.id) strays = true;
      if (issue !== null) issues.push(issue);
    }
  return { issues, strays };
}

/** The list with another row in its issue's place. */
export function withRow(list: readonly Issue[], before: Issue, row: Issue): readonly Issue[] {
  const at = list.indexOf(before);
  return at < 0 ? list : list.with(at, row);
}

/**
 * The list after a member has joined that is younger than all others; null where it is not, or its issues are elsewhere.
 * @param firm The firm children before, oldest first.
 */
export function withYoungest(
  list: readonly Issue[],
  firm: readonly Incident[],
  member: Incident,
  issueOf: (key: string) => Issue | null | undefined,
): readonly Issue[] | null {
  const youngest = firm.at(-1);
  if (youngest !== undefined && byAge(youngest, member) >= 0) return null;
  // Of very many, the middle is left out.
  const left = firm.length < read.oldest + read.newest ? undefined : firm[firm.length - read.newest];
  const joined = left === undefined ? [...list] : list.filter(({ incident }) => incident !== left.id);
  for (const key of member.issues) {
    const issue = issueOf(key);
    if (issue?.incident !== member.id) return null;
    joined.push(issue);
  }
  return joined;
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
