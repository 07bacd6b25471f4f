/** So many stand in a list: to look through it takes no longer than to hash. */
const listed = 4;

/**
 * A set of texts that takes a fifth of a `Set` while it has few: there are tens of thousands of them, and most never have
 * more. They are told in the order in which they came.
 */
export class FewTexts implements Iterable<string> {
  private held: string | readonly string[] | Set<string>;

  constructor(first: string) {
    this.held = first;
  }

  get size(): number {
    const { held } = this;
    if (typeof held === 'string') return 1;
    return held instanceof Set ? held.size : held.length;
  }

  has(text: string): boolean {
    const { held } = this;
    if (typeof held === 'string') return held === text;
    return held instanceof Set ? held.has(text) : held.includes(text);
  }

  add(text: string): void {
    const { held } = this;
    if (held instanceof Set) held.add(text);
    else if (!this.has(text)) {
      const more = [...this, text];
      this.held = more.length > listed ? new Set(more) : more;
    }
  }

  /** Whether it was there. */
  delete(text: string): boolean {
    if (!this.has(text)) return false;
    if (this.held instanceof Set && this.held.size > listed + 1) return this.held.delete(text);
    const rest = [...this].filter((one) => one !== text);
    const [only = ''] = rest;
    this.held = rest.length === 1 ? only : rest;
    return true;
  }

  [Symbol.iterator](): Iterator<string> {
    const { held } = this;
    return (typeof held === 'string' ? [held] : held)[Symbol.iterator]();
  }
}

/** How often each of some texts counts, as lean as `FewTexts` while it is one; what counts nothing is not there. */
export class FewCounts implements Iterable<readonly [string, number]> {
  private one: string | null = null;
  private count = 0;
  private more: Map<string, number> | null = null;

  get size(): number {
    return this.more?.size ?? (this.one === null ? 0 : 1);
  }

  of(text: string): number {
    return this.more === null ? (this.one === text ? this.count : 0) : (this.more.get(text) ?? 0);
  }

  /** Counts a text so many times more, or less. */
  add(text: string, by: number): void {
    const now = this.of(text) + by;
    if (this.more === null && (this.one === null || this.one === text)) {
      this.one = now === 0 ? null : text;
      this.count = now;
      return;
    }
    this.more ??= new Map(this);
    this.one = null;
    this.count = 0;
    if (now === 0) this.more.delete(text);
    else this.more.set(text, now);
    if (this.more.size > 1) return;
    [[this.one, this.count] = [null, 0]] = this.more;
    this.more = null;
  }

  [Symbol.iterator](): Iterator<readonly [string, number]> {
    if (this.more !== null) return this.more[Symbol.iterator]();
    return (this.one === null ? [] : [[this.one, this.count] as const])[Symbol.iterator]();
  }
}
