import { assemble, type SqliteStore } from './assemble.ts';
import { connect } from './connection.ts';
import { unusable } from './unusable.ts';

/** Which file is joined. */
interface JoinOptions {
  readonly path: string;
  /** The memory of the store that this process has open, with `joined`, in another thread; it holds the lock. */
  readonly memory: SharedArrayBuffer;
}

/**
 * A second connection of this process to a file that it has open. The first one's writes go before this one's, and this
 * one makes the checkpoints for both.
 * @throws StoreUnusable when the file cannot be opened.
 */
export function joinSqliteStore({ path, memory }: JoinOptions): Promise<SqliteStore> {
  return new Promise((resolve) => {
    try {
      const connection = connect({ path, readOnly: false, checkpointsElsewhere: true });
      resolve(assemble(connection, { limits: {}, freeShare: undefined, memory, writer: 'behind' }));
    } catch (error) {
      throw unusable(error, path);
    }
  });
}
