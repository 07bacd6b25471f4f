import type { Evidence } from '../../domain/cause.ts';
import type { Incident } from '../../domain/incident.ts';
import type { Issue } from '../../domain/issue.ts';
import { tracesOf } from './voter.ts';

/** What the members of a storm say, and where. */
interface Sayings {
  /** Each distinct one once. */
  readonly evidences: readonly Evidence[];
  readonly services: ReadonlySet<string>;
  /** How many have a wording or an identifier, by the key of its weak cause. */
  readonly wordings: ReadonlyMap<string, number>;
}

/**
 * What was last made of the members of a storm. A storm is looked at for every newcomer, while few of its members have
 * changed since and fewer say anything else: whoever asks brings the members' rows, and only what differs is made anew.
 */
export class StormBook {
  private sayings: Sayings = { evidences: [], services: new Set(), wordings: new Map() };
  private saidBy: readonly Issue[] = [];
  private tracedBy: readonly Issue[] = [];
  /** The members whose traces are counted, by key. */
  private readonly counted = new Map<string, Issue>();
  /** Trace → how many members know it. */
  private readonly traces = new Map<string, number>();

  said(issues: readonly Issue[]): Sayings {
    if (!saySame(this.saidBy, issues)) this.sayings = sayingsOf(issues);
    this.saidBy = issues;
    return this.sayings;
  }

  knowsTrace(issues: readonly Issue[], id: string): boolean {
    this.followTraces(issues);
    return this.traces.has(id);
  }

  private followTraces(issues: readonly Issue[]): void {
    if (this.tracedBy === issues) return;
    this.tracedBy = issues;
    for (const issue of issues) {
      const before = this.counted.get(issue.key);
      if (before?.traces === issue.traces && before.evidence === issue.evidence) continue;
      this.count(before, -1);
      this.count(issue, 1);
      this.counted.set(issue.key, issue);
    }
    if (this.counted.size !== issues.length) this.dropAllBut(issues);
  }

  private dropAllBut(issues: readonly Issue[]): void {
    const stay = new Set(issues.map(({ key }) => key));
    for (const [key, issue] of this.counted) {
      if (stay.has(key)) continue;
      this.count(issue, -1);
      this.counted.delete(key);
    }
  }

  private count(issue: Issue | undefined, by: 1 | -1): void {
    for (const id of issue === undefined ? [] : tracesOf(issue)) {
      const now = (this.traces.get(id) ?? 0) + by;
      if (now === 0) this.traces.delete(id);
      else this.traces.set(id, now);
    }
  }
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
  const wordings = new Map<string, number>();
  for (const { evidence } of issues) {
    evidences.set(sayingOf(evidence), evidence);
    for (const { kind, key } of evidence.weak)
      if (kind !== 'service') wordings.set(key, (wordings.get(key) ?? 0) + 1);
  }
  return {
    evidences: [...evidences.values()],
    services: new Set(issues.map(({ service }) => service)),
    wordings,
  };
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
