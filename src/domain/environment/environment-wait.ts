/**
 * Without a known environment a page waits so long for the payload that names one, virtual ms since its incident was
 * opened: staging never pages. Sentry sends `issue.created`, which names none, and the event's alert as tasks of their
 * own, in any order, seconds apart.
 */
export const environmentWaitMs = 5_000;
/**
 * The brain ends that wait, which by then has applied all that came before it. Should it be so far behind that it never
 * does, the page goes out without it, so much later, in virtual ms: an outage that wakes nobody is worse.
 */
export const unendedWaitMs = 15_000;
