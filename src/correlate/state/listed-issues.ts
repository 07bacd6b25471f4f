import type { Issue } from '../../domain/issue.ts';
import { releasesKey } from '../../domain/release.ts';
import { byAge, type Aged } from './orders.ts';

/** What an issue was running: whose releases may have changed shortly before. */
export interface Running extends Pick<Issue, 'service' | 'release'> {
  /** Key of the service's releases. */
  readonly releases: string;
}

interface Listed {
  issue: Issue;
  /** Whose it is. */
  readonly member: Aged;
  /** What it runs, and that as one text. */
  running: Running;
  key: string;
}

const linksKept = 10;

/**
 * The issues of a family in the order of its members, the root's in front. What is told of them in that order is made when
 * somebody asks: in a deploy, issues fire in one release and then in the other.
 */
export class ListedIssues {
  private readonly list: Listed[] = [];
  private readonly byKey = new Map<string, Listed>();
  private root: string | null = null;
  #running: readonly Running[] | null = null;
  #releases: ReadonlySet<string> | null = null;
  #linked: readonly Issue[] | null = null;

  get size(): number {
    return this.list.length;
  }

  /** Each service with each release, once. */
  get running(): readonly Running[] {
    this.#running ??= distinct(this.list);
    return this.#running;
  }

  get releases(): ReadonlySet<string> {
    this.#releases ??= new Set(this.running.map(({ release }) => release).filter((one) => one !== null));
    return this.#releases;
  }

  /** The first issues that have a link, at most 10. */
  get linked(): readonly Issue[] {
    this.#linked ??= firstLinked(this.list);
    return this.#linked;
  }

  /** Adds an issue of a member; that of the first is the root. */
  add(issue: Issue, { id, openedAt }: Aged): void {
    this.root ??= id;
    const listed: Listed = { issue, member: { id, openedAt }, ...runBy(issue) };
    this.byKey.set(issue.key, listed);
    this.list.splice(this.placeOf(listed.member), 0, listed);
    this.#running = null;
    this.#releases = null;
    this.#linked = null;
  }

  /** Follows an issue that keeps its service and its link. */
  follow(row: Issue): void {
    const listed = this.byKey.get(row.key);
    if (listed === undefined) return;
    const { issue } = listed;
    listed.issue = row;
    if (row.link !== null) this.#linked = null;
    if (row.release === issue.release) return;
    Object.assign(listed, runBy(row));
    this.#running = null;
    this.#releases = null;
  }

  private placeOf(member: Aged): number {
    let at = this.list.length;
    for (; at > 0; at -= 1) {
      const before = this.list[at - 1]?.member;
      if (before === undefined || before.id === this.root || byAge(before, member) <= 0) break;
    }
    return at;
  }
}

function runBy({ service, release, environmentClass }: Issue): Pick<Listed, 'running' | 'key'> {
  const releases = releasesKey(environmentClass, service);
  return { running: { releases, service, release }, key: `${releases} ${release ?? ''}` };
}

function distinct(list: readonly Listed[]): readonly Running[] {
  const byKey = new Map<string, Running>();
  for (const { key, running } of list) if (!byKey.has(key)) byKey.set(key, running);
  return [...byKey.values()];
}

function firstLinked(list: readonly Listed[]): readonly Issue[] {
  const found: Issue[] = [];
  for (const { issue } of list) {
    if (issue.link === null) continue;
    found.push(issue);
    if (found.length === linksKept) break;
  }
  return found;
}
