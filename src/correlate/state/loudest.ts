import { broughtBy, type Issue } from '../../domain/issue.ts';

/** The issues with the most events that a tally keeps apart. */
const loudestKept = 8;

/** The loudest issues of a family, the loudest first, which follow their rows. Events only ever become more. */
export class Loudest {
  readonly issues: Issue[] = [];
  private readonly byService = new Map<string, Issue>();

  /** The loudest of a service, however quiet it is beside the others; null: it has none. */
  of(service: string): Issue | null {
    return this.byService.get(service) ?? null;
  }

  add(issue: Issue): void {
    const { issues } = this;
    const known = this.byService.get(issue.service);
    if (known === undefined || byLoudness(issue, known) < 0) this.byService.set(issue.service, issue);
    let at = issues.length;
    for (
      let other = issues[at - 1];
      other !== undefined && byLoudness(issue, other) < 0;
      other = issues[at - 1]
    )
      at -= 1;
    issues.splice(at, 0, issue);
    if (issues.length > loudestKept) issues.pop();
  }

  follow(before: Issue, row: Issue): void {
    const rank = this.issues.indexOf(before);
    if (rank >= 0) this.issues.splice(rank, 1);
    if (this.byService.get(before.service) === before) this.byService.delete(before.service);
    this.add(row);
  }
}

/** Most events in its incident first, since that is the number that readers see; one event brings several alerts. */
function byLoudness(a: Issue, b: Issue): number {
  const [one, other] = [broughtBy(a), broughtBy(b)];
  return (
    other.occurrences - one.occurrences ||
    other.alerts - one.alerts ||
    a.firstAt - b.firstAt ||
    (a.key < b.key ? -1 : 1)
  );
}
