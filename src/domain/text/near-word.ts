/** The word that was probably meant: the one of `words` that is at most `most` letters away, the nearest; null: none is. */
export function nearWord<W extends string>(said: string, words: readonly W[], most = 2): W | null {
  let nearest: W | null = null;
  let reach = most;
  for (const word of words) {
    const far = distance(word, said, reach);
    if (far > reach) continue;
    nearest = word;
    // Of two that are as far the first is meant.
    reach = far - 1;
    if (far === 0) break;
  }
  return nearest;
}

/**
 * How many letters have to be typed, struck, changed, or swapped with the next (Damerau and Levenshtein's distance), up to
 * `most`; more than that is `most` + 1. Only what lies within that of the diagonal is looked at: a file may hold many
 * words that are none, each beside six hundred time zones.
 */
function distance(a: string, b: string, most: number): number {
  const beyond = most + 1;
  if (Math.abs(a.length - b.length) > most) return beyond;
  let [before, row, next] = [0, 1, 2].map(() => new Array<number>(b.length + 2).fill(beyond)) as Rows;
  for (let j = 0; j <= Math.min(b.length, most); j += 1) row[j] = j;
  let nearBefore = true;
  for (let i = 1; i <= a.length; i += 1) {
    const [from, to] = [Math.max(0, i - most), Math.min(b.length, i + most)];
    if (from > 0) next[from - 1] = beyond;
    let near = false;
    for (let j = from; j <= to; j += 1) {
      const far = j === 0 ? i : stepTo(a, b, { i, j, before, row, next, beyond });
      next[j] = far;
      near ||= far <= most;
    }
    next[to + 1] = beyond;
    if (!near && !nearBefore) return beyond;
    nearBefore = near;
    [before, row, next] = [row, next, before];
  }
  return Math.min(beyond, row[b.length] ?? beyond);
}

type Rows = [number[], number[], number[]];

function stepTo(
  a: string,
  b: string,
  at: { i: number; j: number; before: number[]; row: number[]; next: number[]; beyond: number },
): number {
  const { i, j, before, row, next, beyond } = at;
  const changed = (row[j - 1] ?? beyond) + (a[i - 1] === b[j - 1] ? 0 : 1);
  const swaps = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
  const swapped = swaps ? (before[j - 2] ?? beyond) + 1 : beyond;
  return Math.min(changed, swapped, (row[j] ?? beyond) + 1, (next[j - 1] ?? beyond) + 1, beyond);
}
