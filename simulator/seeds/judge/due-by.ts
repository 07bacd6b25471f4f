/** A time in which nobody can ask for punctuality, ms. */
interface Disturbed {
  readonly from: number;
  readonly to: number;
}

/**
 * By when something has to be done that could be done from `knownAt` on: within so long, and within so long after each
 * disturbance that begins before that. Whoever was refused, and then is away when it could try again, has had no chance.
 */
export function dueBy(knownAt: number, withinMs: number, disturbed: readonly Disturbed[]): number {
  let due = knownAt + withinMs;
  for (const { from, to } of disturbed.toSorted((a, b) => a.from - b.from))
    if (from < due) due = Math.max(due, to + withinMs);
  return due;
}
