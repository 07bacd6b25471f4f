import type { Store } from '../../seams/store.ts';
import { checkpoints } from './file/checkpoints.ts';
import type { Connection } from './file/connection.ts';
import type { FileLock } from './file/lock.ts';
import { logOnDisk } from './file/log-on-disk.ts';
import type { NewStore } from './file/newness.ts';
import { watchRoom, type RoomLimits } from './file/room.ts';
import { setting } from './file/settings.ts';
import { sharedMemoryOn } from './file/shared-memory.ts';
import { storeOn } from './store.ts';
import { groupWrites } from './file/write-group.ts';
import { writeTurn, type WriterKind } from './file/write-turn.ts';

/** Bounds of what a store's file may hold. */
export interface WatchLimits extends RoomLimits {
  /** Upper bound of the file in pages of 4 KiB; absent: as far as the disk goes. */
  readonly maxPages?: number;
}

/** 1 GiB of backlog, 5 % of the disk. */
const defaultLimits: RoomLimits = { unappliedBytes: 1024 ** 3, diskFreeShare: 0.05 };

/** A store on a file, with the id of its installation. */
export interface SqliteStore extends Store {
  /** Made when the file was new and the same ever since. */
  readonly install: string;
  /** It was made with this opening; null: it was there. */
  readonly made: NewStore | null;
  /** What another thread joins the file with (`join.ts`). */
  readonly memory: SharedArrayBuffer;
  /** The other thread has died: it waits for no turn, and has none. */
  readonly forfeit: () => void;
}

/** What a store is put together from. */
interface Assembly {
  readonly limits: Partial<RoomLimits>;
  readonly freeShare: ((folder: string) => number) | undefined;
  readonly memory: SharedArrayBuffer;
  readonly writer: WriterKind;
  /** Released after the file was closed; absent where it is held by another connection, or nobody writes. */
  readonly lock?: FileLock;
}

/** A store on an open connection. */
export function assemble(connection: Connection, assembly: Assembly): SqliteStore {
  const { limits, freeShare, memory, writer, lock } = assembly;
  const shared = sharedMemoryOn(memory);
  const turn = writeTurn(shared.turn, writer);
  const room = watchRoom(connection, {
    limits: { ...defaultLimits, ...limits },
    freeShare,
    bytes: shared.bytes,
  });
  const written = writer === 'behind' ? checkpoints(connection, turn) : (): void => undefined;
  const log = logOnDisk(connection.path);
  const close = (): void => {
    log.close();
    // The lock goes last: whoever gets it next finds a file that is closed.
    connection.close();
    lock?.release();
  };
  return {
    ...storeOn(connection, room, groupWrites(connection, turn, written, log), close),
    install: setting(connection, 'install') ?? '',
    made: null,
    memory,
    forfeit: () => turn.forfeit(),
  };
}
