/** The word that was probably meant: the one of `words` that is at most `most` letters away, the nearest; null: none is. */
export function nearWord<W extends string>(said: string, words: readonly W[], most = 2): W | null {
  const near = words
    // A letter more or less is one away at least.
    .filter((word) => Math.abs(word.length - said.length) <= most)
    .map((word) => ({ word, far: distance(word, said) }))
    .filter(({ far }) => far <= most)
    .sort((a, b) => a.far - b.far);
  return near[0]?.word ?? null;
}

/** How many letters have to be typed, struck, changed, or swapped with the next (Damerau and Levenshtein's distance). */
function distance(a: string, b: string): number {
  let before: readonly number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const changed = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swaps = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const swapped = swaps ? (before[j - 2] ?? 0) + 1 : Infinity;
      next.push(Math.min(changed, swapped, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    before = row;
    row = next;
  }
  return row[b.length] ?? 0;
}
