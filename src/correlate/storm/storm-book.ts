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
  /** Keys of the members without whom something said, or a service, would stand elsewhere or be missing. */
  private readonly firsts = new Set<string>();
  /** Each thing that is said, as one text. */
  private readonly texts = new Set<string>();
  /** The members whose traces and wordings are counted. */
  private counts: readonly Issue[] = [];
  /** Trace → how many members know it. */
  private readonly traces = new Map<string, number>();
  /** Key of a wording or an identifier → how many members have it. */
  private readonly wordings = new Map<string, number>();
  /** How many wordings and identifiers several members have. */
  private repeated = 0;

  said(issues: readonly Issue[]): Sayings {
    if (this.saidBy === issues) return this.sayings;
    const newcomers = this.newcomersIn(issues);
    this.saidBy = issues;
    if (newcomers === null) {
      this.firsts.clear();
      this.texts.clear();
      this.sayings = this.saidToo({ evidences: [], services: new Set() }, issues);
    } else if (newcomers.length > 0) this.sayings = this.saidToo(this.sayings, newcomers);
    return this.sayings;
  }

  /** Who came behind all others since somebody asked last, and says something new; null where more became different. */
  private newcomersIn(issues: readonly Issue[]): readonly Issue[] | null {
    const newcomers: Issue[] = [];
    const others: Issue[] = [];
    forDifferences(this.saidBy, issues, (gone, come, last) => {
      if (gone?.evidence === come?.evidence && gone?.service === come?.service) return;
      if (gone !== undefined && this.firsts.has(gone.key)) others.push(gone);
      if (come === undefined) return;
      if (!last) others.push(come);
      else if (!this.sayings.services.has(come.service) || !this.texts.has(sayingOf(come.evidence)))
        newcomers.push(come);
    });
    return others.length === 0 ? newcomers : null;
  }

  /** What was said, and what these say besides. */
  private saidToo(known: Sayings, issues: readonly Issue[]): Sayings {
    const evidences = [...known.evidences];
    const services = new Set(known.services);
    for (const { key, evidence, service } of issues) {
      const text = sayingOf(evidence);
      if (!this.texts.has(text)) evidences.push(evidence);
      else if (services.has(service)) continue;
      this.firsts.add(key);
      this.texts.add(text);
      services.add(service);
    }
    return { evidences, services };
  }

  knowsTrace(issues: readonly Issue[], id: string): boolean {
    this.follow(issues);
    return this.traces.has(id);
  }

  /** How many members have a wording or an identifier; one that two of a storm's incidents list says it twice. */
  countOfWording(issues: readonly Issue[], key: string): number {
    this.follow(issues);
    return this.wordings.get(key) ?? 0;
  }

  /** Whether several members share a wording or an identifier. */
  repeatsWording(issues: readonly Issue[]): boolean {
    this.follow(issues);
    return this.repeated > 0;
  }

  private follow(issues: readonly Issue[]): void {
    if (this.counts === issues) return;
    forDifferences(this.counts, issues, (before, issue) => {
      if (before !== undefined && before.evidence === issue?.evidence) {
        // With another alert a trace has come, and maybe one has gone.
        this.countTraces(tracesOf(before), tracesOf(issue));
        return;
      }
      if (before !== undefined) this.count(before, -1);
      if (issue !== undefined) this.count(issue, 1);
    });
    this.counts = issues;
  }

  private countTraces(before: readonly string[], after: readonly string[]): void {
    if (before === after) return;
    for (const id of before) if (!after.includes(id)) add(this.traces, id, -1);
    for (const id of after) if (!before.includes(id)) add(this.traces, id, 1);
  }

  private count(issue: Issue, by: 1 | -1): void {
    for (const id of tracesOf(issue)) add(this.traces, id, by);
    for (const key of wordingsOf(issue.evidence)) {
      const now = add(this.wordings, key, by);
      if (now === (by > 0 ? 2 : 1)) this.repeated += by;
    }
  }
}

/**
 * Walks along two lists that are mostly the same, and tells what left the first and came to the second: another row in the
 * same place as both at once, and `last` where it came behind all others.
 */
function forDifferences(
  before: readonly Issue[],
  after: readonly Issue[],
  tell: (gone: Issue | undefined, come: Issue | undefined, last: boolean) => void,
): void {
  let [a, b] = [0, 0];
  while (a < before.length || b < after.length) {
    const [gone, come] = [before[a], after[b]];
    if (gone === come) {
      a += 1;
      b += 1;
    } else if (come === undefined || before[a + 1] === come) {
      tell(gone, undefined, false);
      a += 1;
    } else if (gone === undefined || after[b + 1] === gone) {
      tell(undefined, come, gone === undefined);
      b += 1;
    } else {
      tell(gone, come, false);
      a += 1;
      b += 1;
    }
  }
}

function wordingsOf({ weak }: Evidence): readonly string[] {
  return weak.filter(({ kind }) => kind !== 'service').map(({ key }) => key);
}

/** Answers with the new count. */
function add(counts: Map<string, number>, key: string, by: 1 | -1): number {
  const now = (counts.get(key) ?? 0) + by;
  if (now === 0) counts.delete(key);
  else counts.set(key, now);
  return now;
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

/** An issue keeps its evidence while nothing richer comes. */
const sayings = new WeakMap<Evidence, string>();

/** What evidence says of the cause, equal where it says the same. */
function sayingOf(evidence: Evidence): string {
  const known = sayings.get(evidence);
  if (known !== undefined) return known;
  const { named, family, driver, names, unreachable, noRoute } = evidence;
  // None of them holds a line break.
  const saying = [named?.key, family, driver, String(unreachable), String(noRoute), ...names].join('\n');
  sayings.set(evidence, saying);
  return saying;
}
