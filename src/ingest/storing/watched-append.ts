import type { StoreFailed } from '../../domain/inbox/own-trouble.ts';
import { StoreFull, type InboxStore } from '../../seams/store.ts';

/** A time in which something was refused, once something is taken again. */
interface Recovered {
  /** Virtual ms. */
  readonly forMs: number;
  /** What the store itself had refused; null: nothing, it only was too slow. */
  readonly failed: StoreFailed | null;
}

/**
 * An append that remembers why it last failed, so that readiness can say it, and since when something is refused, whoever
 * refused it. A balancer sends nothing to what is not ready, and a quiet night brings nothing: whether the store works again
 * is looked at, and not learned of the next webhook alone.
 */
export interface WatchedAppend extends Pick<InboxStore, 'append'> {
  /** Why the newest append failed; null when it did not. */
  readonly trouble: () => string | null;
  /** Finds out whether a store takes something again that has refused; nothing where it has not. */
  readonly lookAgain: (now: number) => Promise<void>;
  /** Something was refused before it came to the store. */
  readonly turnedAway: (now: number) => void;
}

interface Refusing {
  /** Virtual ms. */
  readonly since: number;
  /** By the store: since when, how many, and why the newest. */
  readonly failed: {
    readonly from: number;
    readonly refused: number;
    readonly why: StoreFailed['why'];
  } | null;
}

/** Watches the appends of a store; `recovered` is called once something is taken again after something was refused. */
export function watchAppends(
  store: Pick<InboxStore, 'append' | 'tryWrite'>,
  recovered: (what: Recovered) => void,
): WatchedAppend {
  let trouble: string | null = null;
  let refusing: Refusing | null = null;
  const works = (now: number): void => {
    trouble = null;
    const before = refusing;
    refusing = null;
    if (before === null) return;
    const { since, failed } = before;
    const told = failed && { ...failed, forMs: now - failed.from };
    recovered({ forMs: now - since, failed: told });
  };
  const fails = (error: unknown, many: number, now: number): void => {
    trouble = error instanceof Error ? error.message : String(error);
    // Several that fail together are tried one by one, but where there is no room for any.
    if (many > 1 && !(error instanceof StoreFull)) return;
    const { from = now, refused = 0 } = refusing?.failed ?? {};
    const why = error instanceof StoreFull ? error.why : 'other';
    refusing = { since: refusing?.since ?? now, failed: { from, refused: refused + many, why } };
  };
  return {
    trouble: () => trouble,
    turnedAway: (now) => {
      refusing ??= { since: now, failed: null };
    },
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
        fails(error, deliveries.length, now);
        throw error;
      }
    },
  };
}
