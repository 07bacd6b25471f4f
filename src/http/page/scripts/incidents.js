import { byId, keyedList, setText } from './elements.js';
import { makeCard, updateCard } from './incident-card.js';
import { makeRow, updateRow } from './incident-row.js';
import { count, plural } from './words.js';

/** More cards than these would push each other off the screen: what follows is a line each. */
const cardsShown = 4;

/** Draws the lists of incidents, what is wide or woke somebody first; the answer takes frames. `choose(id)` is called when one is opened. */
export function incidents(choose) {
  const updateOpen = keyedList(byId('open'), {
    // What becomes a card, or is none any more, is drawn anew.
    key: (row) => `${row.id} ${row.card}`,
    make: (row) => (row.card ? makeCard(row, choose) : makeRow(row, choose)),
    update: (item, row) => (row.card ? updateCard(item, row) : updateRow(item, row)),
  });
  const updateResolved = keyedList(byId('resolved'), {
    key: (row) => row.id,
    make: (row) => makeRow(row, choose),
    update: updateRow,
  });
  return (frame) => {
    const context = { now: frame.at, pager: frame.pager };
    updateOpen(inOrder(frame.open).map((row) => ({ ...row, ...context })));
    updateResolved(frame.resolved.map((row) => ({ ...row, ...context })));
    setText(byId('open-count'), frame.openRoots === 0 ? '' : count(frame.openRoots));
    byId('calm').hidden = frame.openRoots > 0;
    byId('past').hidden = frame.resolved.length === 0;
    const hidden = frame.openRoots - frame.open.length;
    byId('more').hidden = hidden <= 0;
    setText(byId('more-count'), `and ${plural(hidden, 'more incident')}, less severe or older: `);
  };
}

/** What asks for somebody stands above what somebody has, each in the order of the relay. */
function inOrder(open) {
  const asks = (row) => row.glance !== null && row.status === 'open' && row.mute === null;
  const first = open.filter((row) => row.glance !== null).sort((a, b) => Number(asks(b)) - Number(asks(a)));
  const cards = new Set(first.slice(0, cardsShown));
  return [...first, ...open.filter((row) => row.glance === null)].map((row) => ({
    ...row,
    card: cards.has(row),
  }));
}
