import type { StoreStats } from '../../seams/store.ts';

/** How far the brain is behind: since when what is not applied was there, as often as somebody looks. */
export class InboxLag {
  private marks: readonly { readonly seq: number; readonly at: number }[] = [];

  /** Ms that the oldest of what waits is known to have waited; 0: nothing does. `now` is the machine's own clock. */
  after({ cursor, lastSeq }: Pick<StoreStats, 'cursor' | 'lastSeq'>, now: number): number {
    this.marks = [...this.marks.filter(({ seq }) => seq > cursor), { seq: lastSeq, at: now }];
    const [oldest] = this.marks;
    return oldest === undefined || cursor >= lastSeq ? 0 : now - oldest.at;
  }
}
