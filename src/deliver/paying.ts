import { allAllowedFrom, spend, type Purse } from './budget.ts';
import type { Debit } from '../domain/sending/budget.ts';
import type { Log } from '../seams/log.ts';
import type { DispatchStore } from '../seams/store.ts';

/** Who pays, out of what, and where it is written down. */
interface Payer {
  readonly credential: string;
  readonly purse: Purse;
  readonly store: Pick<DispatchStore, 'saveBuckets'>;
  readonly log: Pick<Log, 'warn'>;
}

/**
 * Pays all debits at virtual ms `now`. False when one of them allows nothing now, or when the store cannot write down
 * that it was spent: then nobody may look. What it means that the store refuses, the next round says.
 */
export async function pays(
  { credential, purse, store, log }: Payer,
  debits: readonly Debit[],
  now: number,
): Promise<boolean> {
  if (allAllowedFrom(purse, debits, now) > now) return false;
  try {
    await store.saveBuckets(spend(purse, credential, debits, now));
    return true;
  } catch (error) {
    log.warn({ error: String(error), credential }, 'A look could not be paid for; it is put off.');
    return false;
  }
}
