import { emptyState, newState, type BrainState } from '../../correlate/state/brain-state.ts';
import type { Entry } from '../../domain/inbox/entry.ts';
import type { BrainMeta } from '../../domain/state.ts';
import type { InboxStore } from '../../seams/store.ts';

/** So many bodies are in memory at a time. */
const entriesAtOnce = 500;

/** A recorded inbox, as far as it is kept. */
interface Recorded {
  /** The same state for whoever asks: what the relay knew before the first of these entries, as far as that is known. */
  readonly beginning: () => BrainState;
  /** Virtual ms from which older entries are gone, so that what was open then is not known; null: nothing is missing. */
  readonly goneBefore: number | null;
  /** In order, up to the last one that is applied. */
  readonly entries: () => AsyncGenerator<Entry>;
}

/**
 * The inbox of a store. What is kept of it from the first entry on is replayed exactly; where the oldest entries are
 * gone, a replay begins with a relay that knows its present rules and nothing else.
 * @param meta What the brain remembers now.
 */
export async function recorded(store: Pick<InboxStore, 'read'>, meta: BrainMeta): Promise<Recorded> {
  const { install, policy, cursor } = meta;
  const [first] = await store.read(0, 1);
  const whole = first === undefined || first.seq === 1;
  return {
    beginning: () =>
      whole
        ? newState(install)
        : emptyState({ install, now: 0, cursor: first.seq - 1, policy, pagesWanted: [] }),
    goneBefore: whole ? null : first.receivedAt,
    entries: () => entriesOf(store, cursor),
  };
}

async function* entriesOf(store: Pick<InboxStore, 'read'>, last: number): AsyncGenerator<Entry> {
  for (let after = 0; after < last;) {
    const entries = await store.read(after, entriesAtOnce);
    if (entries.length === 0) return;
    for (const entry of entries) if (entry.seq <= last) yield entry;
    after = entries.at(-1)?.seq ?? last;
  }
}
