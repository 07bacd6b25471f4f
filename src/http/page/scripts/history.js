import { byId, keyedList, setText } from './elements.js';
import { makeRow, updateRow } from './incident-row.js';
import { day, plural } from './words.js';

const answerWithinMs = 10_000;
const foundAtOnce = 20;
/** An answer looks through a bounded piece; somebody who searches waits for so many before being asked to go on. */
const piecesAtOnce = 10;
const dayMs = 86_400_000;
const names = ['text', 'service', 'environment', 'severity', 'paged', 'from', 'until'];

/** Looks through what is over; the address has what is looked for. `choose(id)` is called when one is opened. */
export function history(choose) {
  const form = byId('find');
  const search = { turn: 0, found: [], next: null, searchedTo: null, at: Date.now() };
  const show = keyedList(byId('found'), {
    key: ({ id }) => id,
    make: (row) => makeRow(row, choose),
    update: updateRow,
  });

  async function begin() {
    const asked = askedBy(form);
    keepInAddress(asked);
    Object.assign(search, { turn: search.turn + 1, found: [], next: null, searchedTo: null });
    const isAsked = asked.size > 0;
    byId('resolved').hidden = isAsked;
    for (const id of ['found', 'find-said', 'find-clear']) byId(id).hidden = !isAsked;
    byId('find-more').hidden = true;
    setText(byId('past-title'), isAsked ? 'Found in what is over' : 'Resolved lately');
    show([]);
    if (isAsked) await goOn(asked);
  }

  async function goOn(asked) {
    const { turn } = search;
    const enough = search.found.length + foundAtOnce;
    setText(byId('find-said'), 'Searching…');
    let trouble = null;
    for (let piece = 0; piece < piecesAtOnce && search.found.length < enough; piece += 1) {
      trouble = await readPiece(asked, search, enough);
      if (search.turn !== turn) return;
      if (trouble !== null || search.next === null) break;
    }
    show(search.found.map((row) => ({ ...row, now: search.at, pager: { configured: 1, unreachable: [] } })));
    byId('find-more').hidden = trouble === null && search.next === null;
    setText(byId('find-said'), trouble ?? saidOf(search));
  }

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void begin();
  });
  byId('find-clear').addEventListener('click', () => {
    for (const name of names) form.elements[name].value = '';
    void begin();
    form.elements.text.focus();
  });
  byId('find-more').addEventListener('click', () => void goOn(askedBy(form)));
  window.addEventListener('popstate', () => begins(form, begin));
  begins(form, begin);
}

/** Whoever comes by an address that somebody sent sees what they saw. */
function begins(form, begin) {
  const asked = new URLSearchParams(location.search);
  for (const name of names) form.elements[name].value = asked.get(name) ?? '';
  byId('find-further').open = names.slice(1).some((name) => asked.get(name));
  if (names.some((name) => asked.get(name))) void begin();
}

function askedBy(form) {
  const said = names.map((name) => [name, form.elements[name].value.trim()]);
  return new URLSearchParams(said.filter(([, value]) => value !== ''));
}

function keepInAddress(asked) {
  const query = asked.toString();
  window.history.replaceState(null, '', `${location.pathname}${query === '' ? '' : `?${query}`}`);
}

/** Reads on; the answer is what went wrong, null when nothing did. */
async function readPiece(asked, search, enough) {
  const query = new URLSearchParams(asked);
  for (const [name, value] of bounds(asked)) query.set(name, value);
  query.set('limit', String(enough - search.found.length));
  if (search.next !== null) query.set('before', search.next);
  const { turn } = search;
  try {
    const response = await fetch(`/api/history?${query}`, {
      cache: 'no-store',
      signal: AbortSignal.timeout(answerWithinMs),
    });
    const answer = await response.json();
    if (!response.ok) return answer.error.message;
    if (search.turn !== turn) return null;
    const { incidents, next, searchedTo, at } = answer;
    Object.assign(search, { found: [...search.found, ...incidents], next, searchedTo, at });
    return null;
  } catch {
    return 'The relay did not answer. Try again in a moment.';
  }
}

/** Days are those of the reader, the last one whole. */
function bounds(asked) {
  const [from, until] = ['from', 'until'].map((name) => Date.parse(`${asked.get(name) ?? ''}T00:00`));
  return [
    ...(Number.isNaN(from) ? [] : [['from', String(from)]]),
    ...(Number.isNaN(until) ? [] : [['until', String(until + dayMs)]]),
  ];
}

function saidOf({ found, next, searchedTo }) {
  const what = found.length === 0 ? 'Nothing found' : `${plural(found.length, 'incident')} found`;
  return next === null ? `${what}.` : `${what}, looked through until ${day(searchedTo)}.`;
}
