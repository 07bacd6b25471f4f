import { isSentrys, entrySources } from '../../../../domain/inbox/entry.ts';
import { integer, oneOf, text, textOrNull, type Row } from '../../file/columns.ts';
import type { Connection } from '../../file/connection.ts';
import { add, fold } from '../books/carried.ts';

/** What goes of one kind and incident. */
interface Going {
  readonly kind: string;
  readonly incident: string;
  entries: number;
  /** When the newest of them came. */
  newest: number;
}

/**
 * Removes what became of entries whose bodies are gone. Those that were counted stay in the books as numbers for as long
 * as their incident is kept; others leave them. The caller holds the transaction.
 */
export function removeDispositions(connection: Connection, entries: readonly number[]): void {
  const going = new Map<string, Going>();
  for (const seq of entries) {
    const row = connection
      .sql('DELETE FROM disposition WHERE seq = ? RETURNING source, kind, incident, received_at')
      .get(seq);
    if (row !== undefined && isSentrys(oneOf(row, 'source', entrySources))) note(going, row);
  }
  for (const { kind, incident, entries: count, newest } of going.values()) {
    if (kind === 'counted') fold(connection, { kind, incident, entries: count }, newest);
    else leave(connection, kind, count);
  }
}

function note(going: Map<string, Going>, row: Row): void {
  const [kind, incident] = [text(row, 'kind'), textOrNull(row, 'incident') ?? ''];
  const one = going.get(`${kind} ${incident}`) ?? { kind, incident, entries: 0, newest: 0 };
  one.entries += 1;
  one.newest = Math.max(one.newest, integer(row, 'received_at'));
  going.set(`${kind} ${incident}`, one);
}

function leave(connection: Connection, kind: string, entries: number): void {
  for (const one of [kind, 'accepted']) add(connection, { kind: one, incident: '', entries: -entries });
}
