import type { Became } from '../domain/inbox/disposition.ts';
import type { Clock } from '../seams/clock.ts';
import type { CountedSend } from './counted-send.ts';
import { createMetrics, type Metrics } from './metrics.ts';
import { createRates, type Rates } from './rates.ts';
import { createRefusals, type Refusals } from './refusals.ts';

/** Everything that counts: for scrapers, for the live page, and for whoever wonders what was refused. */
export interface Instruments {
  readonly metrics: Metrics;
  readonly rates: Rates;
  readonly refusals: Refusals;
  /** The brain committed a run that took `realMs`: what became of the entries that count. */
  readonly committed: (became: readonly Became[], realMs: number) => void;
  /** A send was settled. One of a drill counts for nothing. */
  readonly settled: (send: CountedSend) => void;
}

/** Instruments at zero. */
export function createInstruments(clock: Pick<Clock, 'now'>): Instruments {
  const metrics = createMetrics();
  const rates = createRates();
  return {
    metrics,
    rates,
    refusals: createRefusals(),
    committed: (became, realMs) => {
      metrics.applied(became, realMs);
      rates.applied.count(clock.now(), became.length);
    },
    settled: ({ lane, isDrill: drill, step, outcome, lagMs }) => {
      // Drills are in no statistics; what became of one is told by its report.
      if (drill) return;
      const delivered = outcome === 'delivered';
      metrics.sent(lane, step, outcome, delivered ? lagMs : null);
      if (delivered) rates.sent.count(clock.now());
      else if (outcome === 'limited' || outcome === 'failed') rates.retried.count(clock.now());
    },
  };
}
