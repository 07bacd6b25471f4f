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

const promises = { shown: 'Incidents shown within 5 s', paged: 'Pages taken within 10 s' };
const windows = [
  ['1h', 'last hour'],
  ['24h', 'last 24 h'],
  ['30d', 'last 30 days'],
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

/** Draws how much of what the relay promises it kept; the answer takes frames. */
export function objectives() {
  const head = el('tr', {}, el('td'), ...windows.map(([, name]) => el('th', { scope: 'col' }, name)));
  const rows = Object.entries(promises).map(([name, said]) => {
    const cells = windows.map(([window]) => ({ window, share: el('b'), of: el('span', { class: 'of' }) }));
    const late = el('span', { class: 'overdue' });
    const line = el(
      'tr',
      {},
      el('th', { scope: 'row' }, said, late),
      ...cells.map(({ share, of }) => el('td', {}, share, of)),
    );
    return { name, cells, late, line };
  });
  byId('objectives').append(
    el('table', {}, el('thead', {}, head), el('tbody', {}, ...rows.map((row) => row.line))),
  );
  return ({ objectives: standings }) => {
    for (const { name, cells, late } of rows) {
      const { windows: tallies, overdue } = standings.find(({ objective }) => objective === name);
      setText(late, overdue === 0 ? '' : `${count(overdue)} overdue`);
      for (const { window, share, of } of cells) {
        const { good, total } = tallies[window];
        setText(share, shareOf(good, total));
        setText(of, total === 0 ? '' : `${count(good)} of ${count(total)}`);
      }
    }
  };
}

/** Rounded down, so that only all of them are 100 %. */
function shareOf(good, total) {
  if (total === 0) return '–';
  return good === total ? '100 %' : `${(Math.floor((good / total) * 1_000) / 10).toFixed(1)} %`;
}
