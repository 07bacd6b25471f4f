const units: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000 };

/** Reads `5` (seconds), `500ms`, `30s` or `2m` as milliseconds; null when it is none of them. */
export function durationOf(text: string): number | null {
  const match = /^(\d{1,7}(?:\.\d{1,3})?)\s*(ms|s|m)?$/.exec(text.trim());
  if (match === null) return null;
  const factor = units[match[2] ?? 's'] ?? 1000;
  return Math.round(Number(match[1]) * factor);
}

/** A duration as people read it: to the millisecond where limits are, coarser where nobody counts them. */
export function wordsOfMs(ms: number): string {
  return ms < 10_000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1).replace(/\.0$/, '')} s`;
}

/** A limit as people would set it. */
export function wordsOfSetting(ms: number): string {
  return ms % 1000 === 0 ? `${ms / 1000} s` : `${ms} ms`;
}
