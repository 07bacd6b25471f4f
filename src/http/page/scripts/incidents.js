import { byId, el, keyedList, setText } from './elements.js';
import {
  capital,
  count,
  incidentTitle,
  mutedWords,
  pageWord,
  plural,
  span,
  takersWords,
  time,
} from './words.js';

/** A usual storm is named in full; the rest is in the panel. */
const chipsShown = 12;

/** Draws the lists of incidents; the answer takes frames. `choose(id)` is called when one is opened. */
export function incidents(choose) {
  const how = { key: (row) => row.id, make: (row) => makeRow(row, choose), update: updateRow };
  const updateOpen = keyedList(byId('open'), how);
  const updateResolved = keyedList(byId('resolved'), how);
  return (frame) => {
    const context = { now: frame.at, pager: frame.pager };
    updateOpen(frame.open.map((row) => ({ ...row, ...context })));
    updateResolved(frame.resolved.map((row) => ({ ...row, ...context })));
    setText(byId('open-count'), frame.openRoots === 0 ? '' : count(frame.openRoots));
    byId('calm').hidden = frame.openRoots > 0;
    byId('past').hidden = frame.resolved.length === 0;
    const hidden = frame.openRoots - frame.open.length;
    byId('more').hidden = hidden <= 0;
    setText(byId('more-count'), `and ${plural(hidden, 'more incident')}, less severe or older: `);
  };
}

function makeRow({ id }, choose) {
  const parts = {
    title: el('span', { class: 'title' }),
    cause: el('span'),
    first: el('span', { class: 'first' }),
    chips: el('span', { class: 'chips' }),
    unpaged: el('span', { class: 'unpaged' }),
    since: el('span', { class: 'since' }),
    alerts: el('span', { class: 'alerts' }),
    page: el('span', { class: 'pill' }),
    status: el('span', { class: 'who' }),
  };
  const what = el(
    'span',
    { class: 'what' },
    el('span', { class: 'cause' }, parts.cause, parts.first),
    parts.title,
    parts.unpaged,
    parts.chips,
  );
  const standing = el('span', { class: 'standing' }, parts.page, parts.status);
  const figures = el('span', { class: 'figures' }, parts.alerts, parts.since);
  const button = el('button', { type: 'button', class: 'incident' }, what, standing, figures);
  button.addEventListener('click', () => choose(id));
  const item = el('li', {}, button);
  item.parts = { ...parts, button };
  return item;
}

function updateRow(item, row) {
  const { title, cause, first, chips, unpaged, since, alerts, page, status, button } = item.parts;
  button.dataset.severity = row.severity;
  button.dataset.status = row.status;
  button.dataset.storm = String(row.storm !== null);
  setText(title, incidentTitle(row));
  setText(cause, causeWords(row));
  setText(first, row.storm === null ? '' : ` · first seen as ${row.title}`);
  showChips(chips, row.services);
  unpaged.hidden = row.notPaged === null;
  setText(unpaged, row.notPaged === null ? '' : `Not paged: ${row.notPaged}`);
  setText(alerts, row.kind === 'collector' ? plural(row.joined, 'incident') : plural(row.alerts, 'alert'));
  setText(
    since,
    row.resolution === null
      ? `for ${span(row.now - row.openedAt)}, since ${time(row.openedAt)}`
      : `over after ${span(row.resolution.at - row.openedAt)}`,
  );
  const [words, tone] = pageWord(row.page, row.pager);
  setText(page, words);
  page.hidden = row.page.state === 'none';
  page.dataset.tone = tone;
  setText(status, statusWords(row));
}

/** Severity is said in words too: colour alone reaches not everybody. */
function causeWords({ kind, storm, children, severity, environmentClass }) {
  const place = environmentClass === 'production' ? '' : ' · not production';
  if (kind === 'collector') return `More pages than anybody can read${place}`;
  if (storm === null) return `${capital(severity)}${place}`;
  return `Storm of ${plural(children + 1, 'incident')}${place}`;
}

function statusWords(row) {
  const { kind, status, assignee, mute, resolution } = row;
  if (resolution !== null) return `by ${resolution.who ?? resolution.by}`;
  return [
    status === 'acknowledged' ? takenWords(kind, row) : '',
    assignee === null ? '' : `assigned to ${assignee}`,
    mutedWords(mute),
  ]
    .filter((part) => part !== '')
    .join(', ');
}

/** A page of many incidents that nobody took is acknowledged because each of them is in hand. */
function takenWords(kind, row) {
  return kind === 'collector' && row.acknowledgedBy === null ? 'all in hand' : `seen by ${takersWords(row)}`;
}

function showChips(box, services) {
  const text = services.join('\n');
  if (box.dataset.text === text) return;
  box.dataset.text = text;
  const shown = services.slice(0, chipsShown).map((service) => el('span', { class: 'chip' }, service));
  const rest = services.length - shown.length;
  box.replaceChildren(...shown, ...(rest > 0 ? [el('span', { class: 'chip rest' }, `+${rest}`)] : []));
}
