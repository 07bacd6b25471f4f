import type { Delivery, Entry } from '../domain/inbox/entry.ts';
import { idDigest } from './id-digest.ts';

const prefix = 'replay';

/**
 * A stored entry as a new delivery, so that it is applied again behind everything that came since. Its id and its
 * digest name what it replays: the same dead letter is replayed once, and the original is no duplicate of it. It keeps when it first came, so that
 * what lay for hours is not taken for new.
 */
export function replayedEntry(entry: Entry, deadLetter: number): Delivery {
  const id = `${prefix}:${entry.seq}:${deadLetter}`;
  return {
    source: entry.source,
    id,
    kind: entry.kind,
    body: entry.body,
    digest: idDigest(id, entry.digest),
    verifiedBy: entry.verifiedBy,
    sentAt: entry.sentAt,
    firstReceivedAt: entry.firstReceivedAt ?? entry.receivedAt,
  };
}

/** Which entry this one replays; null when it replays none. */
export function readReplayed({ id }: Pick<Entry, 'id'>): number | null {
  const [word, seq, letter] = id.split(':');
  return word === prefix && letter !== undefined && Number.isSafeInteger(Number(seq)) ? Number(seq) : null;
}
