import type { ObservedSend } from '../deliver/dispatcher.ts';
import { isDrill } from '../domain/notification.ts';
import type { Clock } from '../seams/clock.ts';
import type { Batch } from '../seams/store.ts';
import { createMetrics, type Metrics } from './metrics.ts';
import { createRates, type Rates } from './rates.ts';
import { createRefusals, type Refusals } from './refusals.ts';

/** Everything that counts: for scrapers, for the live page, and for whoever wonders what was refused. */
export interface Instruments {
  readonly metrics: Metrics;
  readonly rates: Rates;
  readonly refusals: Refusals;
  /** The brain committed a run that took `realMs`. */
  readonly committed: (batch: Pick<Batch, 'dispositions'>, realMs: number) => void;
  /** A send was settled. One of a drill counts for nothing. */
  readonly settled: (send: ObservedSend) => void;
}

/** Instruments at zero. */
export function createInstruments(clock: Pick<Clock, 'now'>): Instruments {
  const metrics = createMetrics();
  const rates = createRates();
  return {
    metrics,
    rates,
    refusals: createRefusals(),
    committed: ({ dispositions }, realMs) => {
      const kinds = dispositions.map(({ disposition }) => disposition.kind);
      metrics.applied(kinds, realMs);
      rates.applied.count(clock.now(), kinds.length);
    },
    settled: ({ row, step, outcome, lagMs }) => {
      // Drills are in no statistics; what became of one is told by its report.
      if (isDrill(row)) return;
      const delivered = outcome === 'delivered';
      metrics.sent(row.lane, step, outcome, delivered ? lagMs : null);
      if (delivered) rates.sent.count(clock.now());
    },
  };
}
