import type { InboxStore } from '../seams/store.ts';

/** An append that remembers why it last failed, so that readiness can say it. */
export interface WatchedAppend extends Pick<InboxStore, 'append'> {
  /** Why the newest append failed; null when it did not. */
  readonly trouble: () => string | null;
}

/** Watches the appends of a store. */
export function watchAppends(store: Pick<InboxStore, 'append'>): WatchedAppend {
  let trouble: string | null = null;
  return {
    trouble: () => trouble,
    append: async (deliveries, now) => {
      try {
        const appended = await store.append(deliveries, now);
        trouble = null;
        return appended;
      } catch (error) {
        trouble = error instanceof Error ? error.message : String(error);
        throw error;
      }
    },
  };
}
