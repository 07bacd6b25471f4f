/** Distinct events by slots of time, so that a reader sees at once whether it becomes worse. */
export interface EventTrend {
  /** Number of the newest slot, counted from 1970 on. */
  readonly slot: number;
  /** Events of the slots up to that one, oldest first. */
  readonly counts: readonly number[];
}

/** How long a slot lasts, ms: a minute into an outage there are enough of them to see a direction. */
const slotMs = 15_000;
/** How many whole slots are shown; the running one is kept beside them. */
export const slotsShown = 12;

/** The slot of a moment (virtual ms). */
export function slotAt(now: number): number {
  return Math.floor(now / slotMs);
}

/** A trend after one more event; undefined stands for none so far. */
export function trendAfter(trend: EventTrend | undefined, now: number): EventTrend {
  const slot = slotAt(now);
  if (trend === undefined) return { slot, counts: [1] };
  const { counts } = trend;
  if (slot <= trend.slot) return { slot: trend.slot, counts: counts.with(-1, (counts.at(-1) ?? 0) + 1) };
  const silent = Array.from({ length: Math.min(slot - trend.slot - 1, slotsShown) }, () => 0);
  return { slot, counts: [...counts, ...silent, 1].slice(-slotsShown - 1) };
}

/** In which direction the events of an incident go. */
export type Direction = 'rising' | 'steady' | 'falling';

/** Without an event for so long the events go nowhere: it is said since when it is quiet, ms. */
export const lullMs = 120_000;
/** Fewer events than these have no direction, only chance. */
export const leastEvents = 10;
/** Sums of Poisson counts differ by so many standard deviations before one is called larger. */
const deviations = 2;

/** The direction of whole slots, oldest first; null where they say too little. */
export function directionOf(counts: readonly number[]): Direction | null {
  const half = Math.min(2, Math.floor(counts.length / 2));
  if (half === 0 || sum(counts) < leastEvents) return null;
  const late = sum(counts.slice(-half));
  const early = sum(counts.slice(-2 * half, -half));
  // Whatever came before them, after a silence there is nothing yet to compare.
  if (late + early === 0) return null;
  if (Math.abs(late - early) <= Math.max(deviations * Math.sqrt(late + early), 0.15 * early)) return 'steady';
  return late > early ? 'rising' : 'falling';
}

function sum(counts: readonly number[]): number {
  return counts.reduce((all, count) => all + count, 0);
}
