import type { Timer } from '../domain/timer.ts';

/** Timers that were moved or dropped stay in the heap until so many more are in it than the state holds. */
const staleAllowed = 64;

/**
 * The timers of a state by when they come due. A heap, in which what was moved or dropped is passed over: a timer
 * counts while `timers` holds that very row.
 */
export class DueOrder {
  private readonly timers: ReadonlyMap<string, Timer>;
  private heap: Timer[] = [];

  constructor(timers: ReadonlyMap<string, Timer>) {
    this.timers = timers;
  }

  /** Takes up a row that the state has just come to hold. */
  add(timer: Timer): void {
    if (this.heap.length > 2 * this.timers.size + staleAllowed) this.rebuild();
    else this.push(timer);
  }

  /** No timer is due before this virtual ms; Infinity when none waits. */
  from(): number {
    for (;;) {
      const [first] = this.heap;
      if (first === undefined) return Infinity;
      if (this.counts(first)) return first.due;
      this.pop();
    }
  }

  /** Every timer that is due by `now`, in the order (due, id). Changes nothing. */
  dueBy(now: number): readonly Timer[] {
    const due: Timer[] = [];
    const look = (at: number): void => {
      const timer = this.heap[at];
      if (timer === undefined || timer.due > now) return;
      if (this.counts(timer)) due.push(timer);
      look(2 * at + 1);
      look(2 * at + 2);
    };
    look(0);
    return due.sort((a, b) => a.due - b.due || (a.id < b.id ? -1 : 1));
  }

  private counts(timer: Timer): boolean {
    return this.timers.get(timer.id) === timer;
  }

  private rebuild(): void {
    // Ascending order is a heap.
    this.heap = [...this.timers.values()].sort((a, b) => a.due - b.due);
  }

  private push(timer: Timer): void {
    const { heap } = this;
    let at = heap.length;
    for (;;) {
      const above = (at - 1) >> 1;
      const parent = at === 0 ? undefined : heap[above];
      if (parent === undefined || parent.due <= timer.due) break;
      heap[at] = parent;
      at = above;
    }
    heap[at] = timer;
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
