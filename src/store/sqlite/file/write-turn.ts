/**
 * Whose turn it is to write. SQLite lets one connection to a file write at a time, and lets the others sleep with their
 * whole threads; so the connections of one process ask each other first, and whoever has to wait goes on with its other
 * work meanwhile.
 */
export interface WriteTurn {
  /** Runs `work`, which writes and never awaits, while no other connection of this process writes; at once when none does. */
  take<T>(work: () => T): Promise<T>;
  /** Turns that have ended, of all connections. */
  ended(): number;
  /** Ends the turn of other threads, which have died. */
  forfeit(): void;
}

/** Who asks: the door goes first, because Sentry waits for its answer. */
export type WriterKind = 'door' | 'behind';

/** Where in the shared words something stands. */
const at = { holder: 0, ended: 1, doorWaits: 2, othersWait: 3, doorInARow: 4 } as const;
const holders: Readonly<Record<WriterKind, number>> = { door: 1, behind: 2 };
/** Words of 32 bits that a turn needs. */
export const turnWords = 5;

/** The door goes first so many times while another waits; then it is the other's turn, or a storm would never be applied. */
const doorInARowAtMost = 4;
/** Somebody who has died tells nobody that his turn has ended. */
const lookAgainMs = 250;

/** The turns of one file. All connections share the words, of which all are 0 in the beginning. */
export function writeTurn(words: Int32Array<SharedArrayBuffer>, kind: WriterKind): WriteTurn {
  const end = (): void => {
    Atomics.store(words, at.holder, 0);
    tellEnd(words);
  };
  const run = <T>(work: () => T): T => {
    try {
      return work();
    } finally {
      end();
    }
  };
  return {
    take: (work) =>
      isTaken(words, kind)
        ? new Promise((resolve) => resolve(run(work)))
        : waitForTurn(words, kind).then(() => run(work)),
    ended: () => Atomics.load(words, at.ended),
    forfeit: () => {
      const other = kind === 'door' ? 'behind' : 'door';
      Atomics.compareExchange(words, at.holder, holders[other], 0);
      tellEnd(words);
    },
  };
}

function tellEnd(words: Int32Array<SharedArrayBuffer>): void {
  Atomics.add(words, at.ended, 1);
  Atomics.notify(words, at.ended);
}

/** Takes the turn, if it may be had now. */
function isTaken(words: Int32Array<SharedArrayBuffer>, kind: WriterKind): boolean {
  const doorHadEnough = Atomics.load(words, at.doorInARow) >= doorInARowAtMost;
  const othersWait = Atomics.load(words, at.othersWait) > 0;
  const allowed =
    kind === 'door'
      ? !(othersWait && doorHadEnough)
      : doorHadEnough || Atomics.load(words, at.doorWaits) === 0;
  if (!allowed || Atomics.compareExchange(words, at.holder, 0, holders[kind]) !== 0) return false;
  if (kind === 'door' && othersWait) Atomics.add(words, at.doorInARow, 1);
  else Atomics.store(words, at.doorInARow, 0);
  return true;
}

async function waitForTurn(words: Int32Array<SharedArrayBuffer>, kind: WriterKind): Promise<void> {
  const waits = kind === 'door' ? at.doorWaits : at.othersWait;
  Atomics.add(words, waits, 1);
  try {
    for (;;) {
      // Read before the try: an end between the two is not missed.
      const ended = Atomics.load(words, at.ended);
      if (isTaken(words, kind)) return;
      await Atomics.waitAsync(words, at.ended, ended, lookAgainMs).value;
    }
  } finally {
    Atomics.sub(words, waits, 1);
  }
}
