import { z } from 'zod';
import type { SentryDelivery } from '../../../observed.ts';
import { defineCheck } from '../../check.ts';
import { acceptedDeliveries, type Evidence } from '../../evidence.ts';
import { found, SLACK_UNSEEN, spoken } from '../../finding.ts';
import { percentile } from '../../percentile.ts';
import { coverageCurve } from '../../root-messages.ts';

/** Counters slow down to one a minute after ten minutes (DESIGN, "Cadence"). */
const FAST_CADENCE_MS = 600_000;

/** For each accepted alert that counts, how long the visible messages' sum took to cover it (virtual ms). */
export function coverageLags(evidence: Evidence): number[] {
  const curve = coverageCurve(evidence.slack?.messages ?? []);
  let step = 0;
  const lagOf = (delivery: SentryDelivery, index: number): number => {
    while (step < curve.length && (curve[step]?.covered ?? 0) < index + 1) step += 1;
    return Math.max(0, (curve[step]?.at ?? Infinity) - delivery.at);
  };
  return acceptedDeliveries(evidence)
    .filter((one) => one.truth.counts && one.at - evidence.start < FAST_CADENCE_MS)
    .map(lagOf);
}

/** The figures people read are never far behind. */
export const countersLag = defineCheck({
  name: 'counters-lag',
  says: 'Each alert is soon counted in a visible message',
  timing: true,
  parameters: z.strictObject({ p99Ms: z.number().positive() }),
  judge: (evidence, { p99Ms }) => {
    if (evidence.slack === null) return SLACK_UNSEEN;
    const lags = coverageLags(evidence);
    const p99 = percentile(lags, 0.99);
    return found(
      lags.length > 0 && p99 <= p99Ms,
      `p99 ${spoken(p99)}, median ${spoken(percentile(lags, 0.5))} over ${lags.length} alerts (bound ${spoken(p99Ms)})`,
    );
  },
});
