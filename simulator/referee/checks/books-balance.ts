import { defineCheck, noParameters } from '../check.ts';
import { BOOKS_UNSEEN, found } from '../finding.ts';

/** Every accepted entry is in exactly one column (I6, inside). */
export const booksBalance = defineCheck({
  name: 'books-balance',
  says: 'accepted = shown + folded + suppressed + set aside + dead + in flight',
  parameters: noParameters,
  judge: ({ books }) => {
    if (books === null) return BOOKS_UNSEEN;
    const sum = books.shown + books.folded + books.suppressed + books.setAside + books.dead + books.inFlight;
    const columns = `${books.shown} + ${books.folded} + ${books.suppressed} + ${books.setAside} + ${books.dead} + ${books.inFlight}`;
    return found(sum === books.accepted, `${books.accepted} accepted, ${columns} = ${sum}`);
  },
});
