import { integer } from '../../file/columns.ts';
import type { Connection } from '../../file/connection.ts';
import type { Room } from '../../file/room.ts';
import { carriedUpto } from '../../file/settings.ts';
import { addBytes } from '../books/carried.ts';
import type { Bite } from './bite.ts';
import { removeDispositions } from './dispositions.ts';

/** Entries that one call looks at most, of those that may go and of those that were held back. */
const entriesACall = 200;
const heldACall = 50;

interface Body {
  readonly seq: number;
  readonly bytes: number;
  readonly receivedAt: number;
  /** Its dead letter is open: it may be replayed. */
  readonly isNeeded: boolean;
}

/**
 * Goes through applied entries, the oldest first, and removes the bodies that are too old or too many. What became of an
 * entry is kept for as long as the retention says, also where its body went earlier; then it is a number of the books.
 */
export class BodyWalk {
  private readonly connection: Connection;
  private readonly room: Room;
  /** Up to here every body is gone, or held back by an open dead letter. */
  private front = 0;
  /** Where the look at those that were held back goes on. */
  private held = 0;
  /** Up to here everything is gone, but for what is held back. */
  private told = 0;

  constructor(connection: Connection, room: Room) {
    this.connection = connection;
    this.room = room;
  }

  /** One bounded step; the caller holds the transaction. */
  step(before: number, maxBytes: number): Bite {
    const { connection } = this;
    let excess = this.room.sizes().all - maxBytes;
    const takes = ({ receivedAt, isNeeded, bytes }: Body): boolean => {
      const goes = (receivedAt < before && !isNeeded) || excess > 0;
      if (goes) excess -= bytes;
      return goes;
    };
    const held = this.bodies(this.held, this.front, heldACall);
    const freed = held.filter(takes);
    const next = this.bodies(this.front, carriedUpto(connection), entriesACall);
    const gone: Body[] = [];
    let front = this.front;
    let isYoung = false;
    for (const body of next) {
      isYoung = body.receivedAt >= before && excess <= 0;
      if (isYoung) break;
      front = body.seq;
      if (takes(body)) gone.push(body);
    }
    const removed = this.remove([...freed, ...gone], before);
    const told = this.removeTold(before);
    const heldUpto = held.length < heldACall ? 0 : (held.at(-1)?.seq ?? 0);
    connection.afterCommit(() => {
      this.front = front;
      this.held = heldUpto;
    });
    const more = freed.length > 0 || (!isYoung && next.length === entriesACall) || told.more;
    return { removed: removed + told.removed, more };
  }

  private bodies(after: number, upto: number, atMost: number): readonly Body[] {
    return this.connection
      .sql(
        `SELECT seq, bytes, received_at, EXISTS (
           SELECT 1 FROM dead_letter WHERE kind = 'entry' AND subject = CAST(inbox.seq AS TEXT) AND state = 'open'
         ) AS needed FROM inbox NOT INDEXED WHERE seq > ? AND seq <= ? ORDER BY seq LIMIT ?`,
      )
      .all(after, upto, atMost)
      .map((row) => ({
        seq: integer(row, 'seq'),
        bytes: integer(row, 'bytes'),
        receivedAt: integer(row, 'received_at'),
        isNeeded: integer(row, 'needed') === 1,
      }));
  }

  private remove(bodies: readonly Body[], before: number): number {
    const { connection, room } = this;
    for (const { seq, receivedAt } of bodies) {
      connection.sql('DELETE FROM body WHERE seq = ?').run(seq);
      connection.sql('DELETE FROM inbox WHERE seq = ?').run(seq);
      if (receivedAt >= before) connection.sql('UPDATE disposition SET pruned = 1 WHERE seq = ?').run(seq);
    }
    const bytes = bodies.reduce((sum, body) => sum + body.bytes, 0);
    if (bytes > 0) addBytes(connection, -bytes);
    room.removed(bytes);
    const old = bodies.filter(({ receivedAt }) => receivedAt < before);
    removeDispositions(
      connection,
      old.map(({ seq }) => seq),
    );
    return bodies.length;
  }

  /** What became of entries whose bodies went before their time, once that has come. */
  private removeTold(before: number): Bite {
    const { connection } = this;
    const rows = connection
      .sql(
        `SELECT seq, received_at, pruned FROM disposition NOT INDEXED
         WHERE seq > ? AND seq <= ? ORDER BY seq LIMIT ?`,
      )
      .all(this.told, this.front, entriesACall);
    const old = rows.filter((row) => integer(row, 'received_at') < before);
    const gone = old.filter((row) => integer(row, 'pruned') === 1).map((row) => integer(row, 'seq'));
    removeDispositions(connection, gone);
    const last = old.at(-1);
    if (last !== undefined) connection.afterCommit(() => (this.told = integer(last, 'seq')));
    return { removed: gone.length, more: old.length === entriesACall };
  }
}
