import { defineCheck, noParameters } from '../check.ts';
import { BOOKS_UNSEEN, found } from '../finding.ts';

/** Trouble of a few minutes is no reason to give up on anything. */
export const noDeadLetters = defineCheck({
  name: 'no-dead-letters',
  says: 'Nothing was given up',
  parameters: noParameters,
  judge: ({ books }) =>
    books === null ? BOOKS_UNSEEN : found(books.dead === 0, `${books.dead} dead letters (bound 0)`),
});
