import { spanIn } from './span.ts';

/** Reads `5` (seconds), `500ms`, `1.5m` or `1h30m` as milliseconds; null when it is none of them. */
export function durationOf(text: string): number | null {
  const [, count, unit = 's'] = /^(\d{1,7}(?:\.\d{1,3})?)\s*(ms|s|m|h)?$/.exec(text.trim()) ?? [];
  return count === undefined ? spanIn(text) : Math.round(Number(count) * (spanIn(`1${unit}`) ?? 0));
}

/** A duration as people read it: to the millisecond where limits are, coarser where nobody counts them. */
export function wordsOfMs(ms: number): string {
  return ms < 10_000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1).replace(/\.0$/, '')} s`;
}

/** A limit as people would set it. */
export function wordsOfSetting(ms: number): string {
  return ms % 1000 === 0 ? `${ms / 1000} s` : `${ms} ms`;
}
