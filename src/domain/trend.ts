/** Distinct events by slots of time, so that a reader sees at once whether it becomes worse. */
export interface EventTrend {
  /** Number of the newest slot, counted from 1970 on. */
  readonly slot: number;
  /** Events of the slots up to that one, oldest first. */
  readonly counts: readonly number[];
}

/** How long a slot lasts, ms: a minute into an outage there are enough of them to see a direction. */
export const slotMs = 15_000;
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
  const silent = new Array<number>(Math.min(slot - trend.slot - 1, slotsShown)).fill(0);
  return { slot, counts: [...counts, ...silent, 1].slice(-slotsShown - 1) };
}

/** In which direction the events of an incident go. */
export type Direction = 'rising' | 'steady' | 'falling';

/** Without an event for so long the events go nowhere: it is said since when it is quiet, ms. */
export const lullMs = 120_000;
/** Fewer events than these have no direction, only chance. */
export const leastEvents = 10;
/** A direction compares a minute with the minute before it, in slots; at the beginning half of what there is. */
const slotsCompared = 4;
/** Counts have to differ by so many standard deviations: chance alone does that once in a hundred looks. */
const deviations = 2.6;
/** What differs by less than this part is no news, however surely it differs. */
const leastPart = 0.15;

/** The direction of whole slots, oldest first; null where they say too little. */
export function directionOf(counts: readonly number[]): Direction | null {
  const half = Math.min(slotsCompared, Math.floor(counts.length / 2));
  if (half === 0 || sum(counts) < leastEvents) return null;
  const late = counts.slice(-half);
  const early = counts.slice(-2 * half, -half);
  const [now, before] = [sum(late), sum(early)];
  // It has only come back: after a silence there is nothing yet to compare.
  if (now === 0) return null;
  const byChance = deviations * Math.sqrt((now + before) * clumping(late, early)) + 1;
  if (Math.abs(now - before) <= Math.max(byChance, leastPart * before)) return 'steady';
  return now > before ? 'rising' : 'falling';
}

/**
 * How many times the variance of counts is that of single events that have nothing to do with each other (Poisson: 1).
 * What comes in heaps, as a job does that fails six times every minute, differs by more from one minute to the next.
 */
function clumping(late: readonly number[], early: readonly number[]): number {
  const freedom = late.length + early.length - 2;
  const mean = (sum(late) + sum(early)) / (late.length + early.length);
  return freedom === 0 ? 1 : Math.max(1, (squares(late) + squares(early)) / freedom / mean);
}

/** Sum of the squares by which counts differ from their mean. */
function squares(counts: readonly number[]): number {
  const mean = sum(counts) / counts.length;
  return counts.reduce((all, count) => all + (count - mean) ** 2, 0);
}

function sum(counts: readonly number[]): number {
  return counts.reduce((all, count) => all + count, 0);
}
