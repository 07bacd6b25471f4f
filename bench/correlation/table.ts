/** A table for a terminal: the first columns to the left, the rest to the right. */
export function tableOf(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  toTheLeft = 1,
): string {
  const widths = head.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, column) =>
        column < toTheLeft ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  ');
  return [line(head), ...rows.map(line)].join('\n');
}

/** A figure with some digits; `–` for none. */
export function digits(value: number | null, places: number): string {
  return value === null || Number.isNaN(value) ? '–' : value.toFixed(places);
}

/** A share as per cent. */
export function percent(part: number, whole: number): string {
  return whole === 0 ? '–' : `${((100 * part) / whole).toFixed(1)} %`;
}

/** The mean; NaN of nothing. */
export function mean(list: readonly number[]): number {
  return list.length === 0 ? NaN : list.reduce((sum, value) => sum + value, 0) / list.length;
}

/** The value below which a share of the list lies; NaN of nothing. */
export function quantile(list: readonly number[], share: number): number {
  const sorted = list.toSorted((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? NaN;
}
