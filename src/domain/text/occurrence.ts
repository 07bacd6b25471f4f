/** So many letters are compared first. */
const width = 4;
const buckets = 1 << 14;

/** A word, and where in it a piece of `width` letters begins. */
interface Piece {
  readonly word: string;
  readonly at: number;
}

/**
 * Says whether one of these words stands in a text, however many words there are: a piece of each is looked up at every
 * n-th letter alone, where n is so small that no word fits between two of them. For what every body is asked.
 */
export function occurrenceOf(words: readonly string[]): (text: string) => boolean {
  const long = words.filter(({ length }) => length >= width);
  const stride = Math.min(...long.map(({ length }) => length)) - width + 1;
  const pieces = new Map<number, Piece[]>();
  for (const word of long)
    for (let at = 0; at < stride; at += 1) {
      const bucket = bucketAt(word, at);
      pieces.set(bucket, [...(pieces.get(bucket) ?? []), { word, at }]);
    }
  const isUsed = new Uint8Array(buckets);
  for (const bucket of pieces.keys()) isUsed[bucket] = 1;
  const isThere = (text: string, at: number): boolean => {
    const bucket = bucketAt(text, at);
    if (isUsed[bucket] !== 1) return false;
    return (pieces.get(bucket) ?? []).some((piece) => text.startsWith(piece.word, at - piece.at));
  };
  return (text) => {
    for (let at = 0; at + width <= text.length; at += stride) if (isThere(text, at)) return true;
    return false;
  };
}

function bucketAt(text: string, at: number): number {
  let mixed = 0;
  for (let n = at; n < at + width; n += 1) mixed = Math.imul(mixed, 31) + text.charCodeAt(n);
  return mixed & (buckets - 1);
}
