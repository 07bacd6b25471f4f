import type { Clock } from '../seams/clock.ts';
import type { Log } from '../seams/log.ts';
import { LostLease, StoreGone, type Lease, type LeaseStore } from '../seams/store.ts';

/** What taking and keeping leases needs. */
interface LeasesDeps {
  readonly store: Pick<LeaseStore, 'acquireLease' | 'renewLease'>;
  readonly clock: Pick<Clock, 'now' | 'sleep'>;
  readonly log: Log;
  /** Told why a lease cannot be written now, and of null once it can. */
  readonly note?: (why: string | null) => void;
}

/** So long a lease holds after its holder was last heard of, virtual ms. */
const ttlMs = 60_000;
/** Twice a renewal may fail before the lease can be lost by it. */
const renewEveryMs = 20_000;
/** One that could not be renewed is tried so soon again: what is said of the store is true of now. */
const againMs = 5_000;

/**
 * Takes a lease.
 * @throws LostLease when somebody else has it.
 */
export async function takeLease(
  { store, clock }: Pick<LeasesDeps, 'store' | 'clock'>,
  name: string,
  holder: string,
): Promise<Lease> {
  const epoch = await store.acquireLease(name, holder, clock.now(), ttlMs);
  if (epoch !== null) return { name, epoch };
  throw new LostLease(`Another process still holds the ${name} lease of this store. Stop it first.`);
}

/**
 * Renews leases until the signal aborts.
 * @throws LostLease when one of them has changed hands, StoreGone when nothing can be written any more: whoever works under it
 * must stop.
 */
export async function keepLeases(
  deps: LeasesDeps,
  leases: readonly Lease[],
  signal: AbortSignal,
): Promise<void> {
  const { clock } = deps;
  let waitMs = renewEveryMs;
  for (;;) {
    await clock.sleep(waitMs, signal);
    if (signal.aborted) return;
    waitMs = renewEveryMs;
    for (const lease of leases) {
      const renewed = await renew(deps, lease);
      if (renewed === null) waitMs = againMs;
      if (renewed !== false) continue;
      throw new LostLease(
        `The ${lease.name} lease has changed hands: another process goes on in place of this one.`,
      );
    }
  }
}

/** Null: the store refuses for a while (a full disk), and has not given the lease to anybody. */
async function renew({ store, clock, log, note }: LeasesDeps, lease: Lease): Promise<boolean | null> {
  try {
    const renewed = await store.renewLease(lease, clock.now(), ttlMs);
    note?.(null);
    return renewed;
  } catch (error) {
    if (error instanceof StoreGone) throw error;
    note?.(String(error));
    log.warn({ lease: lease.name, error: String(error) }, 'A lease could not be renewed; trying again soon.');
    return null;
  }
}
