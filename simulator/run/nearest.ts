/** The name that somebody probably meant, or null when none is like what was written. */
export function nearest(written: string, names: readonly string[]): string | null {
  const word = written.toLowerCase();
  const best = names
    .map((name) => ({ name, steps: distance(word, name.toLowerCase()) }))
    .sort((a, b) => a.steps - b.steps)[0];
  if (best !== undefined && best.steps <= Math.max(1, Math.floor(best.name.length * 0.4))) return best.name;
  return names.find((name) => word.length >= 3 && (name.includes(word) || word.includes(name))) ?? null;
}

/** Letters to add, drop, change or swap with their neighbour until one word is the other. */
function distance(from: string, to: string): number {
  let before: readonly number[] = [];
  let row: readonly number[] = Array.from({ length: to.length + 1 }, (_, at) => at);
  for (let i = 1; i <= from.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= to.length; j += 1) {
      const same = from[i - 1] === to[j - 1];
      const swapped = i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1];
      next.push(
        Math.min(
          (row[j] ?? 0) + 1,
          (next[j - 1] ?? 0) + 1,
          (row[j - 1] ?? 0) + (same ? 0 : 1),
          swapped ? (before[j - 2] ?? 0) + 1 : Infinity,
        ),
      );
    }
    before = row;
    row = next;
  }
  return row[to.length] ?? 0;
}
