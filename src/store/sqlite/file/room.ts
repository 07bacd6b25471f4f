import { statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import { StoreFull } from '../../../seams/store.ts';
import { integer } from './columns.ts';
import type { Connection } from './connection.ts';
import { carriedUpto, cursor, setting } from './settings.ts';

/** How much a store may hold. */
export interface RoomLimits {
  /** Bytes of bodies that wait to be applied. */
  readonly unappliedBytes: number;
  /** Share of the disk that must stay free, 0 to 1. */
  readonly diskFreeShare: number;
}

/** Bytes of the kept bodies. */
interface BodySizes {
  readonly unapplied: number;
  readonly all: number;
}

/** Watches how much room is left. It counts along, so that an append need not count the whole inbox. */
export interface Room {
  /**
   * Asks whether one more webhook may come in.
   * @throws StoreFull when it may not.
   */
  check(now: number): void;
  /** Counts bodies that came in, once their transaction is committed. */
  appended(bytes: number): void;
  /** Counts bodies that were applied, once their transaction is committed. */
  applied(bytes: number): void;
  /** Counts applied bodies that were removed, once their transaction is committed. */
  removed(bytes: number): void;
  sizes(): BodySizes;
}

/** The share of a folder's disk that is free for this process, 0 to 1. */
export function diskFreeShare(folder: string): number {
  const { bavail, blocks } = statfsSync(folder);
  return blocks === 0 ? 1 : bavail / blocks;
}

/** The disk is asked at most once in so many virtual ms: an append must not wait for it. */
const askEveryMs = 1_000;

/** What watching needs. */
interface RoomOptions {
  readonly limits: RoomLimits;
  readonly freeShare?: ((folder: string) => number) | undefined;
  /** Where all connections of this process count. */
  readonly bytes: BigInt64Array<SharedArrayBuffer>;
}

const unappliedAt = 0;
const allAt = 1;

/** Counts what the file holds, of which most is carried, once, before any of its connections is used. */
export function countRoom(connection: Connection, bytes: BigInt64Array<SharedArrayBuffer>): void {
  const { unapplied, all } = countBodies(connection);
  Atomics.store(bytes, unappliedAt, BigInt(unapplied));
  Atomics.store(bytes, allAt, BigInt(all));
}

/** Starts to watch the room of an open store. */
export function watchRoom(connection: Connection, { limits, freeShare, bytes }: RoomOptions): Room {
  const folder = dirname(connection.path);
  // What a full disk takes back never was: counted all the same, it would close the doors for ever.
  const count = (index: number, by: number): void =>
    connection.afterCommit(() => void Atomics.add(bytes, index, BigInt(by)));
  const counted = (index: number): number => Number(Atomics.load(bytes, index));
  let askedAt = Number.NEGATIVE_INFINITY;
  let free = 1;
  const askDisk = (now: number): void => {
    // A clock that was set back must not silence the question.
    if (now >= askedAt && now - askedAt < askEveryMs) return;
    askedAt = now;
    free = (freeShare ?? diskFreeShare)(folder);
  };
  return {
    check: (now) => {
      askDisk(now);
      const unapplied = counted(unappliedAt);
      if (unapplied >= limits.unappliedBytes)
        throw new StoreFull(backlogMessage(connection.path, unapplied, limits), { why: 'backlog' });
      if (free < limits.diskFreeShare) throw new StoreFull(diskMessage(connection.path, free, limits));
    },
    appended: (size) => {
      count(unappliedAt, size);
      count(allAt, size);
    },
    applied: (size) => count(unappliedAt, -size),
    removed: (size) => count(allAt, -size),
    sizes: () =>
      connection.readOnly
        ? countBodies(connection)
        : { unapplied: counted(unappliedAt), all: counted(allAt) },
  };
}

function countBodies(connection: Connection): BodySizes {
  const after = connection.sql('SELECT coalesce(sum(bytes), 0) AS bytes FROM inbox WHERE seq > ?');
  const behind = (seq: number): number => integer(after.get(seq) ?? {}, 'bytes');
  const carried = Number(setting(connection, 'carried-bytes') ?? '0');
  return { all: carried + behind(carriedUpto(connection)), unapplied: behind(cursor(connection)) };
}

function backlogMessage(path: string, unapplied: number, limits: RoomLimits): string {
  return (
    `The store ${path} holds ${mebibytes(unapplied)} of entries that are not applied yet; its limit is ` +
    `${mebibytes(limits.unappliedBytes)}. It takes new ones again as soon as the backlog shrinks: see the log for what holds it up.`
  );
}

function diskMessage(path: string, free: number, limits: RoomLimits): string {
  return (
    `Only ${percent(free)} of the disk of the store ${path} is free; ${percent(limits.diskFreeShare)} must stay free. ` +
    'Free disk space, or shorten the retention; it then goes on by itself.'
  );
}

function mebibytes(bytes: number): string {
  return `${(bytes / 1024 / 1024).toFixed(1)} MiB`;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}
