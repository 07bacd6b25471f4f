import type { Books } from '../domain/books.ts';

/** One message row of a root, at one receiver. */
export interface MessageRow {
  /** Accepted alerts that the version shown there covers. */
  readonly alerts: number;
  /** It is a message of the root's own; otherwise an overflow message stands for it. */
  readonly own: boolean;
  /** It was given up at the version that is wanted now. */
  readonly dead: boolean;
}

/** What the rows say of a root incident and its children. */
export interface RootRows {
  readonly root: string;
  /** Sentry entries counted for it or for a child of it. */
  readonly counted: number;
  /** Its messages, one a receiver. Children's messages point at the root and cover nothing. */
  readonly messages: readonly MessageRow[];
  /** Whether it is told in a channel at all, or will be. */
  readonly chat: boolean;
}

/** Everything that the books are recounted from; the unit is a Sentry entry. */
export interface BookRows {
  readonly accepted: number;
  readonly unapplied: number;
  readonly setAside: number;
  readonly suppressed: number;
  /** Entries that could not be applied. */
  readonly deadEntries: number;
  readonly roots: readonly RootRows[];
}

/** Where the counted alerts of one root stand. covered + inFlight + dead = counted. */
interface RootBalance {
  readonly covered: number;
  readonly inFlight: number;
  readonly dead: number;
}

/**
 * Balances one root. An alert is covered when every receiver shows it. It is dead when a receiver that was given
 * up does not show it: what such a message showed before stays visible and stays covered. The rest is in flight.
 * A root without any message is in flight where it is told in a channel; where it is not (pages only), its alerts are at
 * once as visible as they will ever be.
 */
export function balanceRoot({ counted, messages, chat }: RootRows): RootBalance {
  if (messages.length === 0) return { covered: chat ? 0 : counted, inFlight: chat ? counted : 0, dead: 0 };
  const living = leastShown(
    messages.filter((message) => !message.dead),
    counted,
  );
  const given = leastShown(
    messages.filter((message) => message.dead),
    counted,
  );
  return { covered: Math.min(living, given), inFlight: Math.max(0, given - living), dead: counted - given };
}

function leastShown(messages: readonly MessageRow[], counted: number): number {
  return Math.min(counted, ...messages.map((message) => message.alerts));
}

/**
 * Adds the books up. A root with a message of its own stands for one shown alert; what its message covers besides is
 * folded into it, and what an overflow message covers is folded into that.
 */
export function balanceBooks(rows: BookRows): Omit<Books, 'oldestInFlightMs'> {
  const sum = { shown: 0, folded: 0, dead: rows.deadEntries, inFlight: rows.unapplied };
  for (const root of rows.roots) {
    const { covered, inFlight, dead } = balanceRoot(root);
    const shown = covered > 0 && root.messages.some((message) => message.own) ? 1 : 0;
    sum.shown += shown;
    sum.folded += covered - shown;
    sum.dead += dead;
    sum.inFlight += inFlight;
  }
  return { accepted: rows.accepted, ...sum, suppressed: rows.suppressed, setAside: rows.setAside };
}
