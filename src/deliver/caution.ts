import type { BucketSpec, Debit } from '../domain/sending/budget.ts';
import { emptyUntil, type Purse } from './budget.ts';

/** How long a receiver that limited a burst is sent single messages only. */
const cautiousMs = 10 * 60_000;

/**
 * Vendors do not say how large a burst they let through (docs.slack.dev, "Rate limits": "Slack does not share
 * precise burst limits externally"), so a 429 is the only way to learn it: from then on a bucket saves nothing up
 * for a while.
 */
export class Caution {
  private readonly until = new Map<string, number>();

  /** The debits as they may be made at `now`: without a burst where one was limited lately. */
  temper(debits: readonly Debit[], now: number): readonly Debit[] {
    return debits.map((debit) => ({ ...debit, spec: this.specOf(debit, now) }));
  }

  /**
   * A send was limited for `waitMs`: its token buckets are empty until then, whatever they had saved up. Where it has
   * none, its windows are: which of several was meant nobody says, and the tokens are the narrower one. Answers with their
   * ids.
   */
  limited(debits: readonly Debit[], purse: Purse, waitMs: number, now: number): readonly string[] {
    const tokens = debits.filter(({ spec }) => spec.kind === 'tokens');
    const emptied = tokens.length > 0 ? tokens : debits;
    for (const { bucket, spec } of emptied)
      purse.set(bucket, emptyUntil(now + waitMs, spec, purse.get(bucket)));
    for (const { bucket } of tokens) this.until.set(bucket, now + cautiousMs);
    return emptied.map(({ bucket }) => bucket);
  }

  private specOf({ bucket, spec }: Debit, now: number): BucketSpec {
    const careful = spec.kind === 'tokens' && (this.until.get(bucket) ?? 0) > now;
    return careful ? { ...spec, burst: 1 } : spec;
  }
}
