import type { Entry, EntrySource } from '../domain/entry.ts';
import type { Reading, Source } from '../seams/source.ts';

/** Reads an alert out of an entry; null for entries that carry none. Throws when the body cannot be mapped. */
export type Reader = (entry: Entry) => Reading | null;

/** A reader that hands every entry to the source of its sender. */
export function createReader(sources: Readonly<Partial<Record<EntrySource, Source>>>): Reader {
  return (entry) => sources[entry.source]?.read(entry) ?? null;
}
