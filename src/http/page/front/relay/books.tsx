import type { JSX } from 'preact';
import type { Books as Figures } from '../../../../domain/books.ts';
import { count, span } from '../words/figures.ts';

const columns = [
  ['shown', 'shown as a message'],
  ['folded', 'folded into one'],
  ['inFlight', 'in flight'],
  ['suppressed', 'suppressed'],
  ['setAside', 'set aside'],
  ['dead', 'dead letters'],
] as const;

/** Where every accepted webhook went. */
export function Books({ books }: { readonly books: Figures }): JSX.Element {
  const { accepted, oldestInFlightMs: oldest } = books;
  return (
    <section class="books" aria-labelledby="books-title">
      <h2 id="books-title">The books</h2>
      <div id="books">
        <p class="sum">
          {`${count(accepted)} accepted${oldest === null ? '' : `, the oldest in flight for ${span(oldest)}`}`}
        </p>
        <div class="ledger" aria-hidden="true">
          {columns
            .filter(([name]) => books[name] > 0)
            .map(([name]) => (
              <span key={name} data-column={name} style={{ flexGrow: String(books[name]) }} />
            ))}
        </div>
        <dl class="legend">
          {columns.map(([name, words]) => (
            <div key={name} data-column={name} data-none={String(books[name] === 0)}>
              <dt>{words}</dt>
              <dd>{count(books[name])}</dd>
            </div>
          ))}
        </dl>
      </div>
    </section>
  );
}
