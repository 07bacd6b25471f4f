import { replayedAfterMs, type Entry, type EntrySource } from '../domain/inbox/entry.ts';
import type { Reading, Source } from '../seams/source.ts';

/** Reads an alert out of an entry; null for entries that carry none. Throws when the body cannot be mapped. */
export type Reader = (entry: Entry) => Reading | null;

/** A reader that hands every entry to the source of its sender. */
export function createReader(sources: Readonly<Partial<Record<EntrySource, Source>>>): Reader {
  return (entry) => {
    const reading = sources[entry.source]?.read(entry) ?? null;
    return reading?.kind === 'alert' ? aged(reading, replayedAfterMs(entry)) : reading;
  };
}

/** What was replayed is older than it was at the door by as long as it had waited: nobody is woken for yesterday. */
function aged(reading: Extract<Reading, { kind: 'alert' }>, waitedMs: number): Reading {
  const { alert } = reading;
  return waitedMs === 0 ? reading : { ...reading, alert: { ...alert, ageMs: alert.ageMs + waitedMs } };
}
