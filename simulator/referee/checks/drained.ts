import { defineCheck, noParameters } from '../check.ts';
import { BOOKS_UNSEEN, found, spoken } from '../finding.ts';

/** When alerts and faults have ended, the relay comes to rest (I6: nothing in flight). */
export const drained = defineCheck({
  name: 'drained',
  says: 'Nothing is in flight in the end',
  parameters: noParameters,
  judge: ({ books, drainedAfterMs }) => {
    if (books === null) return BOOKS_UNSEEN;
    return found(
      books.inFlight === 0 && drainedAfterMs !== null,
      `${books.inFlight} in flight (bound 0), at rest ${spoken(drainedAfterMs ?? Infinity)} after the last webhook`,
    );
  },
});
