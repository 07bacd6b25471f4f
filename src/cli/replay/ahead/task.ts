import type { ReaderSettings } from '../../../config/reader.ts';
import type { Entry } from '../../../domain/inbox/entry.ts';
import type { EntryRange } from '../../../pipeline/replay/entry-range.ts';
import type { Reading } from '../../../seams/source.ts';

/** What the thread that reads ahead is given. */
export interface AheadTask {
  readonly from: EntriesFrom;
  readonly reader: ReaderSettings;
  /** Whether somebody asks for the bodies of what was read. They are most of what there is to carry. */
  readonly bodies: boolean;
}

/** A file of captured webhooks (`-`: standard input), or the store at a path. */
type EntriesFrom =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'store'; readonly path: string; readonly range: EntryRange };

/** An entry, and what its sender's source reads out of it; `failed`: why it cannot be read. */
export interface ReadEntry {
  /** Without its body where nobody asks for it: nothing but the source reads it. */
  readonly entry: Entry;
  readonly reading: Reading | { readonly kind: 'failed'; readonly why: string } | null;
}

/** What was left out of a file, and why. */
export interface LeftOut {
  readonly broken: number;
  readonly duplicates: number;
  /** Lines that are older than the one before: they count as of its time, since a relay's time never runs back. */
  readonly late: number;
}

/** What the thread tells. Between two of its words the other side says that it has taken the first (`taken`). */
export type FromAhead =
  | { readonly kind: 'read'; readonly entries: readonly ReadEntry[]; readonly complaints: readonly string[] }
  | { readonly kind: 'end'; readonly leftOut: LeftOut }
  /** What to read is not there, or not readable: a sentence for whoever named it. */
  | { readonly kind: 'unreadable'; readonly why: string };

/** So many batches may lie between the two threads: enough that neither waits for the other's odd moment. */
export const batchesAhead = 4;
