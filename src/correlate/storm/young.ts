// How long a storm is young: what comes with it, and what may still say what it is about.

/** For so long after a storm began, what becomes loud or is cut off beside it is more likely part of it than a trouble of its own, in ms. */
export const besideMs = 90_000;

/** What breaks out within so many ms of a storm's beginning may still say what it is about. */
export const youngMs = 60_000;
