import { el, setText } from './elements.js';
import {
  capital,
  count,
  incidentTitle,
  moment,
  noun,
  pageWord,
  span,
  standingWords,
  takersWords,
} from './words.js';

/** An everyday error, or what is over: one line, its service first. */
export function makeRow({ id }, choose) {
  const parts = {
    service: el('span', { class: 'service' }),
    severity: el('span', { class: 'unseen' }),
    title: el('span', { class: 'title' }),
    unpaged: el('span', { class: 'unpaged' }),
    page: el('span', { class: 'pill' }),
    who: el('span', { class: 'who' }),
    events: el('span', { class: 'events' }),
    since: el('span', { class: 'since' }),
  };
  const what = el('span', { class: 'what' }, parts.severity, parts.title, parts.unpaged);
  const standing = el('span', { class: 'standing' }, parts.page, parts.who);
  const button = el(
    'button',
    { type: 'button', class: 'incident choose row' },
    parts.service,
    what,
    standing,
  );
  button.append(parts.events, parts.since);
  button.addEventListener('click', () => choose(id));
  const item = el('li', {}, button);
  item.parts = { ...parts, button };
  return item;
}

/** Shows how it is now. */
export function updateRow(item, row) {
  const { service, severity, title, unpaged, page, who, events, since, button } = item.parts;
  button.dataset.severity = row.severity;
  button.dataset.status = row.status;
  button.dataset.storm = String(row.storm !== null);
  const [first = '', ...others] = row.services;
  setText(service, others.length === 0 ? first : `${first} +${others.length}`);
  const place = row.environmentClass === 'production' ? '' : 'not production: ';
  // Severity is said in words too: colour alone reaches not everybody.
  setText(severity, `${capital(row.severity)}: `);
  setText(title, `${place}${incidentTitle(row)}`);
  unpaged.hidden = row.notPaged === null;
  setText(unpaged, row.notPaged === null ? '' : `Not paged: ${row.notPaged}`);
  setText(events, `${count(row.events)} ${noun(row.events, 'event')}`);
  setText(since, span((row.resolution?.at ?? row.now) - row.openedAt));
  const [words, tone] = pageWord(row.page, row.pager);
  setText(page, words);
  page.hidden = row.page.state === 'none' || row.resolution !== null;
  page.dataset.tone = tone;
  setText(who, whoWords(row));
}

function whoWords(row) {
  const { status, resolution } = row;
  if (resolution !== null)
    return `over ${moment(resolution.at, row.now)}, by ${resolution.who ?? resolution.by}`;
  return standingWords(status === 'acknowledged' ? `seen by ${takersWords(row)}` : '', row);
}
