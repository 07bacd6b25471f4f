import type { Issue } from '../domain/issue.ts';

/** Breakouts older than this can neither vote nor be adopted. */
const keptMs = 15 * 60_000;

interface Breakout {
  readonly key: string;
  readonly at: number;
}

/** The newest breakout of every issue that had one lately, in the order (breakout, key). */
export class Breakouts {
  private readonly list: Breakout[] = [];

  /** How many are remembered. */
  get size(): number {
    return this.list.length;
  }

  /** Follows one issue: what was known of it, and what is known now; null when it is gone. */
  note(before: Issue | undefined, row: Issue | null, now: number): void {
    if (before?.breakoutAt === row?.breakoutAt) return;
    if (before !== undefined) this.remove({ key: before.key, at: before.breakoutAt });
    if (row !== null && row.breakoutAt >= now - keptMs) this.insert({ key: row.key, at: row.breakoutAt });
  }

  /** Forgets what has become too old. */
  forget(now: number): void {
    let old = 0;
    while ((this.list[old]?.at ?? now) < now - keptMs) old += 1;
    if (old > 0) this.list.splice(0, old);
  }

  /** Keys of the issues that broke out after `since`, the newest first. */
  *newestFirst(since: number): Iterable<string> {
    for (let n = this.list.length - 1; n >= 0; n -= 1) {
      const breakout = this.list[n];
      if (breakout === undefined || breakout.at <= since) return;
      yield breakout.key;
    }
  }

  private insert(breakout: Breakout): void {
    const at = this.placeOf(breakout);
    if (at === this.list.length) this.list.push(breakout);
    else this.list.splice(at, 0, breakout);
  }

  private remove(breakout: Breakout): void {
    const at = this.placeOf(breakout);
    if (this.list[at]?.key === breakout.key) this.list.splice(at, 1);
  }

  /** Where a breakout stands, or would stand. */
  private placeOf(breakout: Breakout): number {
    let [from, to] = [0, this.list.length];
    while (from < to) {
      const middle = (from + to) >> 1;
      const there = this.list[middle];
      if (there !== undefined && isBefore(there, breakout)) from = middle + 1;
      else to = middle;
    }
    return from;
  }
}

function isBefore(a: Breakout, b: Breakout): boolean {
  return a.at < b.at || (a.at === b.at && a.key < b.key);
}
