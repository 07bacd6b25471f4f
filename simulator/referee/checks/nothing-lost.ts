import { defineCheck, noParameters } from '../check.ts';
import { acceptedDeliveries, unansweredDeliveries } from '../evidence.ts';
import { BOOKS_UNSEEN, found } from '../finding.ts';

/** A 2xx is a promise: each is one entry of the inbox (I1). An unanswered webhook may have been stored as well. */
export const nothingLost = defineCheck({
  name: 'nothing-lost',
  says: 'What was accepted is in the books',
  parameters: noParameters,
  judge: (evidence) => {
    if (evidence.books === null) return BOOKS_UNSEEN;
    const accepted = acceptedDeliveries(evidence).length;
    const most = accepted + unansweredDeliveries(evidence).length;
    const entered = evidence.books.accepted;
    const bound = most === accepted ? `${accepted}` : `${accepted} to ${most}`;
    return found(
      entered >= accepted && entered <= most,
      `${entered} in the books, bound ${bound}: ${Math.max(0, accepted - entered)} lost`,
    );
  },
});
