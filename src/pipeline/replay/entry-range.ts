import type { Entry } from '../../domain/inbox/entry.ts';
import type { InboxStore } from '../../seams/store.ts';

/** So many bodies are in memory at a time. */
const entriesAtOnce = 500;

/** Entries by their numbers: behind `after`, up to `upto`. */
export interface EntryRange {
  readonly after: number;
  readonly upto: number;
}

/** The entries of a range, in order. */
export async function* entriesIn(
  store: Pick<InboxStore, 'read'>,
  { after: first, upto }: EntryRange,
): AsyncGenerator<Entry> {
  for (let after = first; after < upto;) {
    const entries = await store.read(after, entriesAtOnce);
    if (entries.length === 0) return;
    for (const entry of entries) if (entry.seq <= upto) yield entry;
    after = entries.at(-1)?.seq ?? upto;
  }
}
