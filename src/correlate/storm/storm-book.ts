import type { Evidence } from '../../domain/cause.ts';
import type { Incident } from '../../domain/incident.ts';
import type { Issue } from '../../domain/issue.ts';
import { tracesOf } from './voter.ts';

/** What the members of a storm say, and where. */
interface Sayings {
  /** Each distinct one once. */
  readonly evidences: readonly Evidence[];
  readonly services: ReadonlySet<string>;
}

/**
 * What was last made of the members of a storm. A storm is looked at for every newcomer, while few of its members have
 * changed since and fewer say anything else: whoever asks brings the members' rows, and only what differs is made anew.
 */
export class StormBook {
  private sayings: Sayings = { evidences: [], services: new Set() };
  private saidBy: readonly Issue[] = [];
  /** The members whose traces and wordings are counted, and their rows by key. */
  private counts: readonly Issue[] = [];
  private readonly counted = new Map<string, Counted>();
  private looks = 0;
  /** An issue is among the members twice, since two of the storm's incidents list it. */
  private twice = false;
  /** Trace → how many members know it. */
  private readonly traces = new Map<string, number>();
  /** Key of a wording or an identifier → how many members have it. */
  private readonly wordings = new Map<string, number>();

  said(issues: readonly Issue[]): Sayings {
    if (!saySame(this.saidBy, issues)) this.sayings = sayingsOf(issues);
    this.saidBy = issues;
    return this.sayings;
  }

  knowsTrace(issues: readonly Issue[], id: string): boolean {
    this.follow(issues);
    return this.traces.has(id);
  }

  /** How many members have a wording or an identifier; one that two of a storm's incidents list says it twice. */
  countOfWording(issues: readonly Issue[], key: string): number {
    this.follow(issues);
    if (!this.twice) return this.wordings.get(key) ?? 0;
    return issues.flatMap(({ evidence }) => wordingsOf(evidence)).filter((one) => one === key).length;
  }

  private follow(issues: readonly Issue[]): void {
    if (this.counts === issues) return;
    this.counts = issues;
    this.looks += 1;
    let distinct = 0;
    for (const issue of issues) {
      const known = this.counted.get(issue.key);
      if (known?.look !== this.looks) distinct += 1;
      if (known !== undefined && saysTheSame(known.issue, issue)) {
        known.look = this.looks;
        continue;
      }
      if (known !== undefined) this.count(known.issue, -1);
      this.count(issue, 1);
      this.counted.set(issue.key, { issue, look: this.looks });
    }
    this.twice = distinct < issues.length;
    if (this.counted.size > distinct) this.dropOthers();
  }

  /** Drops who was not among those that were looked at last. */
  private dropOthers(): void {
    for (const [key, { issue, look }] of this.counted) {
      if (look === this.looks) continue;
      this.count(issue, -1);
      this.counted.delete(key);
    }
  }

  private count(issue: Issue, by: 1 | -1): void {
    for (const id of tracesOf(issue)) add(this.traces, id, by);
    for (const key of wordingsOf(issue.evidence)) add(this.wordings, key, by);
  }
}

interface Counted {
  readonly issue: Issue;
  /** When it was last seen among the members. */
  look: number;
}

function saysTheSame(before: Issue, issue: Issue): boolean {
  return before === issue || (before.traces === issue.traces && before.evidence === issue.evidence);
}

function wordingsOf({ weak }: Evidence): readonly string[] {
  return weak.filter(({ kind }) => kind !== 'service').map(({ key }) => key);
}

function add(counts: Map<string, number>, key: string, by: 1 | -1): void {
  const now = (counts.get(key) ?? 0) + by;
  if (now === 0) counts.delete(key);
  else counts.set(key, now);
}

/** A book goes with what its root says of the storm. */
const books = new WeakMap<NonNullable<Incident['storm']>, StormBook>();

/** The book of a storm. */
export function bookOf(storm: NonNullable<Incident['storm']>): StormBook {
  const known = books.get(storm);
  if (known !== undefined) return known;
  const made = new StormBook();
  books.set(storm, made);
  return made;
}

function saySame(before: readonly Issue[], issues: readonly Issue[]): boolean {
  if (before === issues) return true;
  if (before.length !== issues.length) return false;
  for (let n = 0; n < issues.length; n += 1) {
    const [was, is] = [before[n], issues[n]];
    if (was !== is && (was?.evidence !== is?.evidence || was?.service !== is?.service)) return false;
  }
  return true;
}

function sayingsOf(issues: readonly Issue[]): Sayings {
  const evidences = new Map<string, Evidence>();
  const services = new Set<string>();
  for (const { evidence, service } of issues) {
    evidences.set(sayingOf(evidence), evidence);
    services.add(service);
  }
  return { evidences: [...evidences.values()], services };
}

/** An issue keeps its evidence while nothing richer comes. */
const sayings = new WeakMap<Evidence, string>();

/** What evidence says of the cause, equal where it says the same. */
function sayingOf(evidence: Evidence): string {
  const known = sayings.get(evidence);
  if (known !== undefined) return known;
  const { named, family, driver, names, unreachable, noRoute } = evidence;
  const saying = JSON.stringify([named?.key, family, driver, names, unreachable, noRoute]);
  sayings.set(evidence, saying);
  return saying;
}
