import { replayedAfterMs, type Entry, type EntrySource } from '../domain/inbox/entry.ts';
import type { Reading, Source } from '../seams/source.ts';

/** Reads an alert out of an entry; null for entries that carry none. Throws when the body cannot be mapped. */
export type Reader = (entry: Entry) => Reading | null;

/** A reader that hands every entry to the source of its sender. */
export function createReader(sources: Readonly<Partial<Record<EntrySource, Source>>>): Reader {
  return (entry) => {
    const reading = sources[entry.source]?.read(entry) ?? null;
    return reading?.kind === 'alert' ? aged(reading, replayedAfterMs(entry), cameAfterMs(entry)) : reading;
  };
}

/** Two clocks differ by no more than this, ms: what came later after it was sent was on its way for so long. */
const clocksApartMs = 60_000;

/** How long a delivery was on its way to the door, ms. */
function cameAfterMs({ sentAt, receivedAt, firstReceivedAt }: Entry): number {
  const lateMs = sentAt === null ? 0 : (firstReceivedAt ?? receivedAt) - sentAt;
  return lateMs > clocksApartMs && lateMs < monthMs ? lateMs : 0;
}

/** Nothing is on its way for so long: it is a clock that was never set. */
const monthMs = 30 * 24 * 3_600_000;

/**
 * What was replayed is older than it was at the door by as long as it had waited: nobody is woken for yesterday. What it
 * tells of happened longer ago, too.
 */
function aged(reading: Extract<Reading, { kind: 'alert' }>, waitedMs: number, cameMs: number): Reading {
  const { alert } = reading;
  if (waitedMs === 0 && cameMs === 0) return reading;
  const { ageMs, agoMs = ageMs } = alert;
  return { ...reading, alert: { ...alert, ageMs: ageMs + waitedMs, agoMs: agoMs + waitedMs + cameMs } };
}
