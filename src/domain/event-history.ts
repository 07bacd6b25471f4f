/** Distinct events by minutes, from the first on: what is told of an incident when it is over. */
export interface EventHistory {
  /** How many minutes a slot lasts, a power of two: what goes on for long is remembered more coarsely. */
  readonly minutes: number;
  /** Number of the first slot, counted from 1970 on. */
  readonly slot: number;
  /** Events of the slots from that one on, silent ones as 0. */
  readonly counts: readonly number[];
}

const minuteMs = 60_000;
/** Slots that are kept: the first two hours to the minute. */
const slotsKept = 120;

/** A history after one more event (virtual ms); undefined stands for none so far. */
export function historyAfter(history: EventHistory | undefined, now: number): EventHistory {
  const minute = Math.floor(now / minuteMs);
  if (history === undefined) return { minutes: 1, slot: minute, counts: [1] };
  const { slot, minutes, counts } = history;
  const at = Math.max(0, Math.floor(minute / minutes) - slot);
  if (at >= slotsKept) return historyAfter(coarser(history), now);
  const known = counts[at];
  if (known !== undefined) return { minutes, slot, counts: counts.with(at, known + 1) };
  const silent = Array.from({ length: at - counts.length }, () => 0);
  return { minutes, slot, counts: [...counts, ...silent, 1] };
}

/** What several add up to; null where nothing was counted. */
export function sumOfHistories(histories: readonly EventHistory[]): EventHistory | null {
  const minutes = Math.max(...histories.map((one) => one.minutes));
  const alike = histories.map((one) => asCoarse(one, minutes));
  const slot = Math.min(...alike.map((one) => one.slot));
  const end = Math.max(...alike.map((one) => one.slot + one.counts.length));
  if (!Number.isFinite(slot)) return null;
  if (end - slot > slotsKept) return sumOfHistories(alike.map(coarser));
  const counts = Array.from({ length: end - slot }, () => 0);
  for (const one of alike)
    for (const [n, count] of one.counts.entries()) {
      const at = one.slot - slot + n;
      counts[at] = (counts[at] ?? 0) + count;
    }
  return { minutes, slot, counts };
}

/**
 * So many events came within some minute at least; null where that tells no more than all of them over all that time do.
 * Slots are minutes of the clock, which may cut the loudest in two: what they know less of than the mean says is not told.
 * @param all Events that are told beside it.
 * @param lastedMs From the first to the last of them.
 */
export function peakOf({ minutes, counts }: EventHistory, all: number, lastedMs: number): number | null {
  const peak = Math.ceil(Math.max(...counts) / minutes);
  const mean = (all * minuteMs) / Math.max(minuteMs, lastedMs);
  return peak >= mean && peak < all ? peak : null;
}

/** When its first slot began, and how long each lasts, virtual ms. */
export function slotsOf({ minutes, slot }: EventHistory): {
  readonly from: number;
  readonly everyMs: number;
} {
  const everyMs = minutes * minuteMs;
  return { from: slot * everyMs, everyMs };
}

function asCoarse(history: EventHistory, minutes: number): EventHistory {
  return history.minutes >= minutes ? history : asCoarse(coarser(history), minutes);
}

function coarser({ minutes, slot, counts }: EventHistory): EventHistory {
  const first = Math.floor(slot / 2);
  const pairs: number[] = [];
  for (const [n, count] of counts.entries()) {
    const at = Math.floor((slot + n) / 2) - first;
    pairs[at] = (pairs[at] ?? 0) + count;
  }
  return { minutes: 2 * minutes, slot: first, counts: pairs };
}
