import { byId, el, keyedList, setText } from './elements.js';
import { count, span } from './words.js';

const columns = [
  ['shown', 'shown as a message'],
  ['folded', 'folded into one'],
  ['inFlight', 'in flight'],
  ['suppressed', 'suppressed'],
  ['setAside', 'set aside'],
  ['dead', 'dead letters'],
];

/** Draws where every accepted webhook went; the answer takes frames. */
export function books() {
  const sum = el('p', { class: 'sum' });
  const bar = el('div', { class: 'ledger', 'aria-hidden': 'true' });
  const legend = el('dl', { class: 'legend' });
  byId('books').append(sum, bar, legend);
  const row = { key: ([name]) => name };
  const drawBar = keyedList(bar, {
    ...row,
    make: ([name]) => el('span', { 'data-column': name }),
    update: (part, [, , value]) => (part.style.flexGrow = String(value)),
  });
  const drawLegend = keyedList(legend, {
    ...row,
    make: ([name, words]) => el('div', { 'data-column': name }, el('dt', {}, words), el('dd')),
    update: (part, [, , value]) => {
      setText(part.lastChild, count(value));
      part.dataset.none = String(value === 0);
    },
  });
  return ({ books: figures }) => {
    const oldest = figures.oldestInFlightMs;
    setText(
      sum,
      `${count(figures.accepted)} accepted${oldest === null ? '' : `, the oldest in flight for ${span(oldest)}`}`,
    );
    const rows = columns.map(([name, words]) => [name, words, figures[name]]);
    drawBar(rows.filter(([, , value]) => value > 0));
    drawLegend(rows);
  };
}
