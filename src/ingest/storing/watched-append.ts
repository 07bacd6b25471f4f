import { StoreFull, type InboxStore } from '../../seams/store.ts';

/** An append that remembers why it last failed, so that readiness can say it. */
export interface WatchedAppend extends Pick<InboxStore, 'append'> {
  /** Why the newest append failed; null when it did not. */
  readonly trouble: () => string | null;
}

/** What was refused until the store took something again. */
export interface Recovered {
  readonly refused: number;
  /** Virtual ms from the first that was refused. */
  readonly forMs: number;
}

/** Watches the appends of a store; `recovered` is called once it takes something again. */
export function watchAppends(
  store: Pick<InboxStore, 'append'>,
  recovered: (what: Recovered) => void,
): WatchedAppend {
  let trouble: string | null = null;
  let failing: { readonly since: number; readonly refused: number } | null = null;
  return {
    trouble: () => trouble,
    append: async (deliveries, now) => {
      try {
        const appended = await store.append(deliveries, now);
        trouble = null;
        const before = failing;
        failing = null;
        if (before !== null) recovered({ refused: before.refused, forMs: now - before.since });
        return appended;
      } catch (error) {
        trouble = error instanceof Error ? error.message : String(error);
        // Several that fail together are tried one by one, but where there is no room for any.
        const isFinal = deliveries.length === 1 || error instanceof StoreFull;
        const refused = (failing?.refused ?? 0) + (isFinal ? deliveries.length : 0);
        failing = { since: failing?.since ?? now, refused };
        throw error;
      }
    },
  };
}
