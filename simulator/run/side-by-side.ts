/**
 * Does `work` for each item, at most `jobs` at a time, begun in their order. After a failure nothing more is begun; what
 * is under way ends first, so that nobody works on behind the back of whoever hears of it.
 * @throws the first failure
 */
export async function sideBySide<T>(
  jobs: number,
  items: readonly T[],
  work: (item: T) => Promise<void>,
): Promise<void> {
  // All workers draw from one iterator: each item is done once.
  const waiting = items.values();
  let failed = false;
  const worker = async (): Promise<void> => {
    for (const item of waiting) {
      await work(item);
      if (failed) return;
    }
  };
  const lost = (error: unknown): never => {
    failed = true;
    throw error;
  };
  const ends = await Promise.allSettled(Array.from({ length: jobs }, () => worker().catch(lost)));
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
}

/**
 * The items in the order in which they are best begun side by side: what takes longest first, and of equals the one that
 * stands first. Begun last, the longest would go on alone while the other places have nothing left to do.
 */
export function longestFirst<T>(items: readonly T[], lengthOf: (item: T) => number): readonly T[] {
  return items.toSorted((a, b) => lengthOf(b) - lengthOf(a));
}
