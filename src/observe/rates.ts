/** How often something happened lately, in virtual time. */
export interface Rate {
  count(now: number, times?: number): void;
  /** Within the last 60 s (55 to 60 s, because the running slot is still filling). */
  perMinute(now: number): number;
  /** Counts per slot of 5 s over the last five minutes, oldest first; the last one is still filling. */
  series(now: number): readonly number[];
  total(): number;
}

/** The rates that the overview shows; doors, brain and dispatch count into them. */
export interface Rates {
  readonly accepted: Rate;
  readonly duplicate: Rate;
  readonly refused: Rate;
  /** Entries that the brain applied. */
  readonly applied: Rate;
  /** Sends that a receiver took. */
  readonly sent: Rate;
  /** Sends that are tried again, because a receiver limited us or failed. */
  readonly retried: Rate;
}

const slotMs = 5_000;
const slots = 60;
const slotsAMinute = 60_000 / slotMs;

/** Counts of the last five minutes: bounded, however much happens. */
export function createRate(): Rate {
  const counts = new Array<number>(slots).fill(0);
  let head = 0;
  let total = 0;

  function advance(now: number): void {
    const slot = Math.floor(now / slotMs);
    const steps = Math.min(slot - head, slots);
    for (let step = 1; step <= steps; step += 1) counts[(slot - steps + step) % slots] = 0;
    head = Math.max(head, slot);
  }

  function series(now: number): readonly number[] {
    advance(now);
    return Array.from({ length: slots }, (_, index) => counts[(head + 1 + index) % slots] ?? 0);
  }

  return {
    count: (now, times = 1) => {
      advance(now);
      counts[head % slots] = (counts[head % slots] ?? 0) + times;
      total += times;
    },
    perMinute: (now) =>
      series(now)
        .slice(-slotsAMinute)
        .reduce((sum, value) => sum + value, 0),
    series,
    total: () => total,
  };
}

/** The six rates, all at zero. */
export function createRates(): Rates {
  return {
    accepted: createRate(),
    duplicate: createRate(),
    refused: createRate(),
    applied: createRate(),
    sent: createRate(),
    retried: createRate(),
  };
}
