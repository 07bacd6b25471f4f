/** How fast somebody takes what they are sent. */
interface Pacing {
  /** States left out between two that are sent; 0: none is. */
  readonly every: number;
  /** How many of them are still to be left out. */
  readonly left: number;
}

/** Somebody who has just come. */
export const atFullPace: Pacing = { every: 0, left: 0 };

/** At most so many states are left out between two: 8 s where they come fast. */
const mostLeftOut = 32;

/** A socket that has this many bytes unread is sent nothing more. */
export const unreadAtMost = 64 * 1024;

/**
 * Whether a state is sent to somebody with so many bytes unread, and their pace from then on: whoever cannot follow gets
 * half as many, and half again, until they have read all of it each time.
 */
export function paced(
  { every, left }: Pacing,
  unread: number,
): { readonly sends: boolean; readonly pacing: Pacing } {
  if (unread >= unreadAtMost) {
    const slower = Math.min(mostLeftOut, Math.max(1, every * 2));
    return { sends: false, pacing: { every: slower, left: slower } };
  }
  if (left > 0) return { sends: false, pacing: { every, left: left - 1 } };
  const next = unread === 0 ? Math.floor(every / 2) : every;
  return { sends: true, pacing: { every: next, left: next } };
}
