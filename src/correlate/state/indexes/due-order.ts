/** Rows that were moved or dropped stay in the heap until so many more are in it than the state holds. */
const staleAllowed = 64;

/** What comes due at a virtual ms: a timer, for example. */
export interface Due {
  readonly id: string;
  readonly due: number;
}

/**
 * Rows by when they come due. A heap, in which what was moved or dropped is passed over: a row counts while `rows`
 * holds that very row.
 */
export class DueOrder<Row extends Due> {
  private readonly rows: ReadonlyMap<string, Row>;
  private heap: Row[] = [];

  constructor(rows: ReadonlyMap<string, Row>) {
    this.rows = rows;
  }

  /** Takes up a row that `rows` has just come to hold. */
  add(row: Row): void {
    if (this.heap.length > 2 * this.rows.size + staleAllowed) this.rebuild();
    else this.push(row);
  }

  /** No row is due before this virtual ms; Infinity when none waits. */
  from(): number {
    for (;;) {
      const [first] = this.heap;
      if (first === undefined) return Infinity;
      if (this.counts(first)) return first.due;
      this.pop();
    }
  }

  /** Every row that is due by `now`, in the order (due, id). Changes nothing. */
  dueBy(now: number): readonly Row[] {
    const due: Row[] = [];
    const look = (at: number): void => {
      const row = this.heap[at];
      if (row === undefined || row.due > now) return;
      if (this.counts(row)) due.push(row);
      look(2 * at + 1);
      look(2 * at + 2);
    };
    look(0);
    return due.sort((a, b) => a.due - b.due || (a.id < b.id ? -1 : 1));
  }

  private counts(row: Row): boolean {
    return this.rows.get(row.id) === row;
  }

  private rebuild(): void {
    // Ascending order is a heap.
    this.heap = [...this.rows.values()].sort((a, b) => a.due - b.due);
  }

  private push(row: Row): void {
    const { heap } = this;
    let at = heap.length;
    for (;;) {
      const above = (at - 1) >> 1;
      const parent = at === 0 ? undefined : heap[above];
      if (parent === undefined || parent.due <= row.due) break;
      heap[at] = parent;
      at = above;
    }
    heap[at] = row;
  }

  private pop(): void {
    const { heap } = this;
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return;
    let at = 0;
    for (;;) {
      const left = 2 * at + 1;
      const [a, b] = [heap[left], heap[left + 1]];
      if (a === undefined) break;
      const [below, child] = b !== undefined && b.due < a.due ? [left + 1, b] : [left, a];
      if (child.due >= last.due) break;
      heap[at] = child;
      at = below;
    }
    heap[at] = last;
  }
}
