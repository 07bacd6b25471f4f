import type { Notification } from '../domain/notification.ts';

const minute = 60_000;
const hour = 60 * minute;

/** A row at fault is given up after so many failures over so long: a provider's bad minutes must not cost a message. */
const hopelessAfter = 8;
const hopelessMs = 5 * minute;

/** How often a row failed, since when, and what the receiver said last. */
interface Failures {
  readonly atFault: boolean;
  readonly count: number;
  /** From the first failure to this one, in ms. */
  readonly forMs: number;
  readonly reason: string;
}

/** Why a row that failed once more is given up, as a sentence; null while it is tried again. */
export function whyGivenUp({ surface }: Pick<Notification, 'surface'>, failures: Failures): string | null {
  const { atFault, count, forMs, reason } = failures;
  if (atFault && count >= hopelessAfter && forMs >= hopelessMs)
    return `Failed ${count} times while its lane delivered others: ${reason}`;
  const patience = surface === 'page' ? 6 * hour : 24 * hour;
  return forMs > patience ? `Gave up after ${Math.round(forMs / hour)} h: ${reason}` : null;
}
