import type { BucketSpec, Debit } from '../domain/sending/budget.ts';
import type { Purse } from './budget.ts';

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

  /** A send was limited for `waitMs`: its token buckets are empty until then, whatever they had saved up. */
  limited(debits: readonly Debit[], purse: Purse, waitMs: number, now: number): void {
    for (const { bucket, spec } of debits) {
      if (spec.kind !== 'tokens') continue;
      this.until.set(bucket, now + cautiousMs);
      purse.set(bucket, { kind: 'tokens', tokens: 0, at: now + waitMs });
    }
  }

  private specOf({ bucket, spec }: Debit, now: number): BucketSpec {
    const careful = spec.kind === 'tokens' && (this.until.get(bucket) ?? 0) > now;
    return careful ? { ...spec, burst: 1 } : spec;
  }
}
