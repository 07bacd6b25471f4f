/** How much is read of senders only to be refused. Long bodies of whoever has used that up are refused unread. */
interface ReadInVain {
  /** Whether a body of so many bytes may be read. `now`: real ms from any origin. */
  mayRead(sender: Sender, bytes: number, now: number): boolean;
  /** So many bytes were read, and refused. */
  add(sender: Sender, bytes: number, now: number): void;
}

/** Who sends. */
export interface Sender {
  readonly network: string;
  readonly isProven: boolean;
}

const mebibyte = 1024 * 1024;

/** What one network may send in vain at once, and anew each second; and up to which length its bodies are always read. */
const allowances = {
  stranger: { burst: 32 * mebibyte, aSecond: 2 * mebibyte, short: 64 * 1024 },
  /** No alert of Sentry's is longer than 256 KiB, so what an address shares with strangers costs it no alert. */
  proven: { burst: 64 * mebibyte, aSecond: 8 * mebibyte, short: 256 * 1024 },
} as const;
/** All strangers together: they may have many networks. */
const allStrangers = { burst: 64 * mebibyte, aSecond: 4 * mebibyte } as const;
/** Of more networks nothing is remembered but what all strangers sent. */
const networksAtMost = 10_000;

/** Counts from now on. */
export function createReadInVain(): ReadInVain {
  const networks = new Map<string, Debt>();
  const strangers: Debt = { bytes: 0, at: 0 };
  return {
    mayRead: ({ network, isProven }, bytes, now) => {
      const allowed = isProven ? allowances.proven : allowances.stranger;
      if (bytes <= allowed.short) return true;
      const debt = networks.get(network);
      if (debt !== undefined && owed(debt, allowed.aSecond, now) >= allowed.burst) return false;
      return isProven || owed(strangers, allStrangers.aSecond, now) < allStrangers.burst;
    },
    add: ({ network, isProven }, bytes, now) => {
      if (!isProven) owe(strangers, { bytes, aSecond: allStrangers.aSecond, now });
      const debt = networks.get(network);
      const { aSecond } = isProven ? allowances.proven : allowances.stranger;
      if (debt !== undefined) owe(debt, { bytes, aSecond, now });
      else {
        if (networks.size >= networksAtMost) networks.clear();
        networks.set(network, { bytes, at: now });
      }
    },
  };
}

/** What is not made up for yet. */
interface Debt {
  bytes: number;
  at: number;
}

function owed({ bytes, at }: Debt, aSecond: number, now: number): number {
  return Math.max(0, bytes - ((now - at) / 1_000) * aSecond);
}

function owe(
  debt: Debt,
  more: { readonly bytes: number; readonly aSecond: number; readonly now: number },
): void {
  debt.bytes = owed(debt, more.aSecond, more.now) + more.bytes;
  debt.at = more.now;
}
