import type { GivenUp } from '../../domain/decision/giving-up.ts';
import type { Notification } from '../../domain/sending/notification.ts';
import type { Why } from '../../domain/sending/outcome.ts';

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
  readonly why: Why;
}

/** Why a row that failed once more is given up; null while it is tried again. */
export function whyGivenUp({ surface }: Pick<Notification, 'surface'>, failures: Failures): GivenUp | null {
  const { atFault, count, forMs, why } = failures;
  const said = { trouble: why.code, said: why.reason } as const;
  if (atFault && count >= hopelessAfter && forMs >= hopelessMs)
    return { code: 'given-up-at-fault', failures: count, ...said };
  const patience = surface === 'page' ? 6 * hour : 24 * hour;
  return forMs > patience ? { code: 'given-up-after', forMs, ...said } : null;
}
