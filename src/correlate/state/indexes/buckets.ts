/** Adds to the set under a key. */
export function addTo(map: Map<string, Set<string>>, key: string, value: string): void {
  const found = map.get(key);
  if (found === undefined) map.set(key, new Set([value]));
  else found.add(value);
}

/** Takes out of the set under a key, and the key when nothing is left. */
export function removeFrom(map: Map<string, Set<string>>, key: string, value: string): void {
  const set = map.get(key);
  set?.delete(value);
  if (set?.size === 0) map.delete(key);
}

/** Counts one more or less under a key; none leaves. */
export function count(counts: Map<string, number>, key: string, by: 1 | -1): void {
  const now = (counts.get(key) ?? 0) + by;
  if (now === 0) counts.delete(key);
  else counts.set(key, now);
}

/** Puts a row into a map, or takes it out. */
export function setOrDelete<T>(map: Map<string, T>, key: string, row: T | null): void {
  if (row === null) map.delete(key);
  else map.set(key, row);
}
