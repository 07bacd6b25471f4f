import type { Incident } from '../../../domain/incident.ts';
import { leads } from '../brain-state.ts';

/**
 * The incidents that a step has written, and those of one family found without looking through them: a step may write ten
 * thousand, and ask that of each, as when all that nobody has seen is paged at once.
 */
export class WrittenIncidents extends Map<string, Incident> {
  /** Those that led at one of their writes. */
  readonly leading = new Set<string>();
  readonly #families = new Map<string, Set<string>>();

  /** @param before The row before this step. */
  write(before: Incident | undefined, row: Incident): void {
    if (before !== undefined && !this.has(row.id)) this.#note(before);
    this.#note(row);
    if (leads(row)) this.leading.add(row.id);
    this.set(row.id, row);
  }

  /** The rows that were in a root's family before the step or at one of their writes, the root among them; such as have left it meanwhile, too. */
  ofFamily(root: string): readonly Incident[] {
    const rows: Incident[] = [];
    for (const id of this.#families.get(root) ?? []) {
      const row = this.get(id);
      if (row !== undefined) rows.push(row);
    }
    return rows;
  }

  #note({ id, parent }: Incident): void {
    const root = parent ?? id;
    const known = this.#families.get(root);
    if (known === undefined) this.#families.set(root, new Set([id]));
    else known.add(id);
  }
}

/** Whether an incident came into another family, or holds other issues in its own. */
export function hasMoved(before: Incident | undefined, row: Incident): boolean {
  return (
    before?.parent !== row.parent ||
    before.issues !== row.issues ||
    before.adoption?.soft !== row.adoption?.soft
  );
}
