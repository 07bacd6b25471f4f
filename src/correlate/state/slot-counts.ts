import { slotAt, slotsShown, type EventTrend } from '../../domain/trend.ts';

/** The events of several incidents, slot by slot, which follow their rows. */
export class SlotCounts {
  private readonly counts = new Map<number, number>();
  private newest = -Infinity;

  /** An incident's trend becomes another one; undefined: it had none, or has none any more. */
  follow(before: EventTrend | undefined, after: EventTrend | undefined): void {
    if (before === after) return;
    if (before !== undefined && after !== undefined && areSlotsSame(before, after))
      after.counts.forEach((count, n) => this.addIn(slotOf(after, n), count - (before.counts[n] ?? 0)));
    else {
      this.add(before, -1);
      this.add(after, 1);
    }
    this.newest = Math.max(this.newest, after?.slot ?? -Infinity);
  }

  /**
   * Events of the whole slots before the newest one, oldest first, at most `slotsShown`. The newest still runs: in it
   * everything would seem to fall.
   * @param since Virtual ms of the beginning; the slot in which it lies is left out, for it is no whole one either.
   */
  whole(since: number): readonly number[] {
    const first = Math.max(slotAt(since) + 1, this.newest - slotsShown);
    const counts: number[] = [];
    for (let slot = first; slot < this.newest; slot += 1) counts.push(this.counts.get(slot) ?? 0);
    return counts;
  }

  private add(trend: EventTrend | undefined, sign: 1 | -1): void {
    trend?.counts.forEach((count, n) => this.addIn(slotOf(trend, n), sign * count));
  }

  private addIn(slot: number, by: number): void {
    if (by === 0) return;
    const left = (this.counts.get(slot) ?? 0) + by;
    if (left === 0) this.counts.delete(slot);
    else this.counts.set(slot, left);
  }
}

/** Mostly one more event was counted in the newest slot. */
function areSlotsSame(a: EventTrend, b: EventTrend): boolean {
  return a.slot === b.slot && a.counts.length === b.counts.length;
}

/** The slot of the nth count. */
function slotOf({ slot, counts }: EventTrend, n: number): number {
  return slot - counts.length + 1 + n;
}
