import type { StoreFailed } from '../../domain/inbox/own-trouble.ts';
import { StoreFull, type InboxStore } from '../../seams/store.ts';

/**
 * An append that remembers why it last failed, so that readiness can say it. A balancer sends nothing to what is not ready, and
 * a quiet night brings nothing: whether the store works again is looked at, and not learned of the next webhook alone.
 */
export interface WatchedAppend extends Pick<InboxStore, 'append'> {
  /** Why the newest append failed; null when it did not. */
  readonly trouble: () => string | null;
  /** Finds out whether a store takes something again that has refused; nothing where it has not. */
  readonly lookAgain: (now: number) => Promise<void>;
}

interface Failing {
  /** Virtual ms. */
  readonly since: number;
  readonly refused: number;
  /** Of the newest. */
  readonly why: StoreFailed['why'];
}

/** Watches the appends of a store; `recovered` is called once it takes something again. */
export function watchAppends(
  store: Pick<InboxStore, 'append' | 'tryWrite'>,
  recovered: (what: StoreFailed) => void,
): WatchedAppend {
  let trouble: string | null = null;
  let failing: Failing | null = null;
  const works = (now: number): void => {
    trouble = null;
    const before = failing;
    failing = null;
    if (before === null) return;
    const { refused, since, why } = before;
    recovered({ refused, forMs: now - since, from: since, why });
  };
  return {
    trouble: () => trouble,
    lookAgain: async (now) => {
      if (trouble === null) return;
      try {
        await store.tryWrite(now);
        works(now);
      } catch (error) {
        trouble = error instanceof Error ? error.message : String(error);
      }
    },
    append: async (deliveries, now) => {
      try {
        const appended = await store.append(deliveries, now);
        works(now);
        return appended;
      } catch (error) {
        trouble = error instanceof Error ? error.message : String(error);
        // Several that fail together are tried one by one, but where there is no room for any.
        const isFinal = deliveries.length === 1 || error instanceof StoreFull;
        const refused = (failing?.refused ?? 0) + (isFinal ? deliveries.length : 0);
        const why = error instanceof StoreFull ? error.why : 'other';
        failing = { since: failing?.since ?? now, refused, why };
        throw error;
      }
    },
  };
}
