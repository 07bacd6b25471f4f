import { settled } from './real.ts';

/** Who asked for something to happen: the world around the relay, or one life of the relay (from 1). */
type Owner = 'world' | number;

interface Happening {
  readonly at: number;
  /** Of what is due at one moment, chance says what comes first. */
  readonly tie: number;
  readonly order: number;
  readonly owner: Owner;
  readonly run: () => void;
  over: boolean;
}

/** What can be called off. */
interface Planned {
  cancel(): void;
}

/**
 * Time that passes only when nothing is left to do at this moment: a queue of what is to happen, in one thread. The code
 * that runs in it never waits for the machine, so the same seed gives the same run, step by step.
 */
export class VirtualTime {
  /** Virtual ms since the beginning; never runs back. */
  private at = 0;
  private order = 0;
  private readonly heap: Happening[] = [];
  /** What is to happen next, at this very moment, in the order in which it was asked for. */
  private soon: Happening[] = [];
  private owner: Owner = 'world';
  private readonly chance: () => number;
  /** The wall clock at the beginning, UNIX ms. */
  private readonly epoch: number;
  /** Lives that stand still, and what waits for them. */
  private readonly held = new Map<Owner, Happening[]>();
  /** By how much the relay's wall clock is off, ms. */
  skew = 0;

  constructor(epoch: number, chance: () => number) {
    this.epoch = epoch;
    this.chance = chance;
  }

  /** True time, virtual UNIX ms. */
  now(): number {
    return this.epoch + this.at;
  }

  /** Since the beginning, ms. */
  elapsed(): number {
    return this.at;
  }

  /** As the relay's machine has it, which may have been set wrong. */
  wall(): number {
    return this.epoch + this.at + this.skew;
  }

  current(): Owner {
    return this.owner;
  }

  /** Lets something happen after `ms`, on behalf of whoever runs now or of `owner`. */
  after(ms: number, run: () => void, owner: Owner = this.owner): Planned {
    const happening = this.happening(this.at + Math.max(0, ms), run, owner);
    push(this.heap, happening);
    return { cancel: () => void (happening.over = true) };
  }

  /** Lets something happen at this moment, behind what was asked for before. */
  next(run: () => void, owner: Owner = this.owner): Planned {
    const happening = this.happening(this.at, run, owner);
    this.soon.push(happening);
    return { cancel: () => void (happening.over = true) };
  }

  /** A life stands still, as after SIGSTOP; what is due for it waits. */
  hold(life: number): void {
    this.held.set(life, []);
  }

  /** It goes on, and finds that time has passed. */
  release(life: number): void {
    const waited = this.held.get(life) ?? [];
    this.held.delete(life);
    for (const one of waited) push(this.heap, { ...one, at: this.at });
  }

  /** Whatever this life of the relay still has before it never happens. */
  forget(life: number): void {
    this.held.delete(life);
    for (const one of [...this.heap, ...this.soon]) if (one.owner === life) one.over = true;
  }

  /** Lets happen what is due, moment by moment, until so many ms have passed since the beginning, or `stop` says so. */
  async run(until: number, stop: () => boolean): Promise<void> {
    for (;;) {
      await settled();
      if (stop()) return;
      const happening = this.soon.shift() ?? this.pop(until);
      if (happening === null) break;
      if (happening.over) continue;
      const held = this.held.get(happening.owner);
      if (held !== undefined) {
        held.push(happening);
        continue;
      }
      this.owner = happening.owner;
      happening.run();
    }
    this.at = Math.max(this.at, until);
  }

  private pop(until: number): Happening | null {
    const first = this.heap[0];
    if (first === undefined || first.at > until) return null;
    pop(this.heap);
    if (!first.over) this.at = Math.max(this.at, first.at);
    return first;
  }

  private happening(at: number, run: () => void, owner: Owner): Happening {
    this.order += 1;
    return { at, tie: this.chance(), order: this.order, owner, run, over: false };
  }
}

function isBefore(a: Happening, b: Happening): boolean {
  return a.at !== b.at ? a.at < b.at : a.tie !== b.tie ? a.tie < b.tie : a.order < b.order;
}

function push(heap: Happening[], one: Happening): void {
  let at = heap.push(one) - 1;
  while (at > 0) {
    const above = (at - 1) >> 1;
    const parent = heap[above];
    if (parent === undefined || !isBefore(one, parent)) break;
    heap[at] = parent;
    at = above;
  }
  heap[at] = one;
}

function pop(heap: Happening[]): void {
  const last = heap.pop();
  if (last === undefined || heap.length === 0) return;
  let at = 0;
  for (;;) {
    const left = 2 * at + 1;
    const [a, b] = [heap[left], heap[left + 1]];
    if (a === undefined) break;
    const [below, child] = b !== undefined && isBefore(b, a) ? [left + 1, b] : [left, a];
    if (!isBefore(child, last)) break;
    heap[at] = child;
    at = below;
  }
  heap[at] = last;
}
