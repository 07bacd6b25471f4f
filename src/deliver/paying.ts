import { allAllowedFrom, spend, type Purse } from './budget.ts';
import type { Debit, StoredBucket } from '../domain/sending/budget.ts';
import type { Log } from '../seams/log.ts';
import type { DispatchStore } from '../seams/store.ts';

/** Who pays, out of what, and where it is written down. */
export interface Payer {
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

/** Writes down which buckets are empty; a store that refuses changes nothing of what this process does. */
export async function keepEmptied(payer: Payer, emptied: readonly string[]): Promise<void> {
  const { credential, store, log } = payer;
  try {
    await store.saveBuckets(bucketsOf(payer, emptied));
  } catch (error) {
    log.warn({ error: String(error), credential }, 'What a look was told to wait is not written down.');
  }
}

/** Buckets as they are stored. */
export function bucketsOf(
  { credential, purse }: Pick<Payer, 'credential' | 'purse'>,
  names: readonly string[],
): readonly StoredBucket[] {
  return names.flatMap((bucket) => {
    const state = purse.get(bucket);
    return state === undefined ? [] : [{ credential, bucket, state }];
  });
}
