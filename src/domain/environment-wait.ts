/**
 * Without a known environment a page waits so long for the payload that names one, virtual ms since its incident was
 * opened: staging never pages. Sentry sends `issue.created`, which names none, and the event's alert as tasks of their
 * own, in any order, seconds apart.
 */
export const environmentWaitMs = 5_000;
