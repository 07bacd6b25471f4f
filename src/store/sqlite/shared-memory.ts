import { turnWords } from './write-turn.ts';

/** What all connections of one process to one file share, whichever threads they belong to. */
interface SharedMemory {
  /** Whose turn it is to write (`write-turn.ts`). */
  readonly turn: Int32Array<SharedArrayBuffer>;
  /** Bytes of the bodies that wait, and of all that are kept (`room.ts`). */
  readonly bytes: BigInt64Array<SharedArrayBuffer>;
}

const bytesCounted = 2;
const bytesAt = Math.ceil((turnWords * Int32Array.BYTES_PER_ELEMENT) / 8) * 8;

/** Memory for one file, everything in it 0. */
export function newSharedMemory(): SharedArrayBuffer {
  return new SharedArrayBuffer(bytesAt + bytesCounted * BigInt64Array.BYTES_PER_ELEMENT);
}

/** Reads memory that `newSharedMemory` made. */
export function sharedMemoryOn(memory: SharedArrayBuffer): SharedMemory {
  return {
    turn: new Int32Array(memory, 0, turnWords),
    bytes: new BigInt64Array(memory, bytesAt, bytesCounted),
  };
}
