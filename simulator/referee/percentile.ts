/** The nearest-rank percentile (`share` in 0 to 1) of some figures; 0 when there are none. */
export function percentile(figures: readonly number[], share: number): number {
  if (figures.length === 0) return 0;
  const sorted = [...figures].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))] ?? 0;
}

/** The most moments that fall into one window of `windowMs`. */
export function peakInWindow(moments: readonly number[], windowMs: number): number {
  const sorted = [...moments].sort((a, b) => a - b);
  let peak = 0;
  let from = 0;
  for (const [index, at] of sorted.entries()) {
    while (at - (sorted[from] ?? at) >= windowMs) from += 1;
    peak = Math.max(peak, index - from + 1);
  }
  return peak;
}
