import type { Incident } from '../../../domain/incident.ts';
import { joinedBy } from '../../../domain/routing/desk.ts';

const nobody: ReadonlySet<string> = new Set();
const none: readonly string[] = [];

/** Which incidents share a collecting page, by its id. */
export class JoinedPages {
  private readonly known = new Map<string, Set<string>>();

  /** Ids of the incidents of which a page has joined this one. */
  of(collector: string): ReadonlySet<string> {
    return this.known.get(collector) ?? nobody;
  }

  /** An incident's row has become another one; null: it has left memory. */
  follow(before: Incident | undefined, row: Incident | null): void {
    const was = before === undefined ? none : joinedBy(before);
    const is = row === null ? none : joinedBy(row);
    for (const collector of was) if (!is.includes(collector)) this.leave(collector, before?.id ?? '');
    for (const collector of is) this.join(collector, row?.id ?? '');
  }

  private join(collector: string, id: string): void {
    const joined = this.known.get(collector);
    if (joined === undefined) this.known.set(collector, new Set([id]));
    else joined.add(id);
  }

  private leave(collector: string, id: string): void {
    const joined = this.known.get(collector);
    joined?.delete(id);
    if (joined?.size === 0) this.known.delete(collector);
  }
}
