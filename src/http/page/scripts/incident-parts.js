import { byId, el, factList, keyedList, setText, svg } from './elements.js';
import { errorFacts, handlingFacts, said } from './incident-facts.js';
import { foldedStory } from './story.js';
import {
  capital,
  count,
  crowdWords,
  deployWords,
  memberWords,
  moment,
  pagedNotWords,
  plural,
  sentWords,
  surfaceWords,
  timelineWord,
} from './words.js';

/** Draws what stands below the head of an incident's page; the answer takes what the API tells of it. */
export function incidentParts() {
  const showStory = keyedList(byId('story'), { key: ({ key }) => key, make: makeLine, update: updateLine });
  const showServices = keyedList(byId('services'), {
    key: ({ name }) => name,
    make: makeBar,
    update: updateBar,
  });
  const showFacts = factList(byId('facts'));
  return (answer) => {
    const { view, page, at } = answer;
    showStory(foldedStory(answer.timeline).map((line) => ({ ...line, now: at })));
    showServices(barsOf(page));
    byId('services-part').hidden = page.services.length === 0;
    setText(
      byId('paging-title'),
      page.paging.some(({ pages }) => pages.length > 0) ? 'Why it paged' : 'Why it did not page',
    );
    redraw(byId('paging'), [page.paging, view.notPaged], () => pagingOf(page.paging, view, at));
    redraw(byId('deploys'), page.deploys, () => deploysOf(page.deploys, view, at));
    redraw(byId('sent'), answer.notifications.map(sentKey), () => sentTable(answer.notifications, at));
    showFacts([...factsOf(answer), ...errorFacts(answer), ...handlingFacts(answer)]);
    showMembers(answer);
    showRoot(view);
  };
}

function factsOf({ view, at }) {
  return said([
    ['First seen as', view.storm === null ? null : view.title],
    ['Opened', moment(view.openedAt, at)],
    ['Newest alert', moment(view.lastAlertAt, at)],
    ['Alerts', count(view.alerts)],
  ]);
}

/** Drawn anew only when it says something else: whoever reads or tabs through it is left in peace. */
function redraw(place, data, make) {
  const text = JSON.stringify(data);
  if (place.dataset.text === text) return;
  place.dataset.text = text;
  place.replaceChildren(...make());
}

function makeLine({ kind }) {
  const when = el('time');
  const what = el('b', {}, timelineWord(kind));
  const said = el('span');
  const list = el('ol', { class: 'folded' });
  const crowd = el('details', { hidden: true }, el('summary'), list);
  const item = el('li', { 'data-kind': kind }, when, what, said, crowd);
  item.parts = { when, what, said, crowd, list };
  return item;
}

function updateLine(item, { items, now }) {
  const { when, what, said, crowd, list } = item.parts;
  const first = items[0];
  const isCrowd = items.length > 1;
  when.dateTime = new Date(items.at(-1).at).toISOString();
  setText(when, moment(items.at(-1).at, now));
  said.hidden = isCrowd;
  what.hidden = isCrowd;
  crowd.hidden = !isCrowd;
  if (!isCrowd) return setText(said, first.detail);
  setText(crowd.firstChild, crowdWords(items));
  for (const one of items.slice(list.children.length))
    list.append(el('li', {}, el('time', {}, moment(one.at, now)), ' ', one.detail));
}

function barsOf({ services, moreServices }) {
  const most = Math.max(1, ...services.map(({ events }) => events));
  const rest =
    moreServices === 0
      ? []
      : [{ name: `and ${plural(moreServices, 'more service')}`, events: null, share: 0 }];
  return [...services.map((one) => ({ ...one, share: one.events / most })), ...rest];
}

function makeBar({ name }) {
  const bar = svg('rect', { height: '100%', rx: 2 });
  const figure = el('span', { class: 'events' });
  const item = el(
    'li',
    {},
    el('span', { class: 'service' }, name),
    svg('svg', { class: 'bar-line', 'aria-hidden': 'true' }, bar),
    figure,
  );
  item.parts = { bar, figure };
  return item;
}

function updateBar(item, { events, share }) {
  item.parts.bar.setAttribute('width', `${Math.max(events === 0 || events === null ? 0 : 1, share * 100)}%`);
  setText(item.parts.figure, events === null ? '' : plural(events, 'event'));
}

function pagingOf(paging, view, now) {
  if (paging.length === 0) return [el('p', {}, pagedNotWords(view))];
  return paging.map(({ receiver, pages, not }) =>
    el(
      'div',
      { class: 'paged-for' },
      receiver === null ? null : el('h3', {}, receiver),
      el(
        'ol',
        {},
        ...pages.map(({ at, code, reason }, n) =>
          el(
            'li',
            {},
            el('time', {}, moment(at, now)),
            ` ${n === 0 ? '' : `Page ${n + 1}: `}${reason} `,
            // What an older relay decided has no rule of today.
            code === 'told-before' ? null : el('code', {}, code),
          ),
        ),
      ),
      not === null ? null : el('p', { class: 'unpaged' }, `Not paged: ${not}`),
    ),
  );
}

function deploysOf(deploys, { openedAt }, now) {
  if (deploys.length === 0)
    return [el('p', { class: 'none' }, 'CI has told of none within an hour before it or since.')];
  const items = deploys.map((deploy) =>
    el(
      'li',
      {},
      el('time', {}, moment(deploy.at, now)),
      ` ${deployWords(deploy, openedAt)} `,
      deploy.compareUrl === null ? null : safeLink(deploy.compareUrl, 'changes'),
    ),
  );
  return [el('ol', { class: 'deploys' }, ...items)];
}

/** What a redraw is worth: ages alone are not. */
function sentKey({ id, wanted, phase, current, dead, sentAt, alertsSent, alertsWanted, link, lastError }) {
  return [id, wanted, phase, current, dead, sentAt, alertsSent, alertsWanted, link, lastError];
}

function sentTable(rows, now) {
  if (rows.length === 0) return [el('p', { class: 'none' }, 'Nothing is to be shown anywhere.')];
  const head = ['What', 'Where', 'State', 'Sent'].map((name) => el('th', { scope: 'col' }, name));
  const body = rows.map((row) => sentRow(row, now));
  return [
    el('table', { class: 'sent-table' }, el('thead', {}, el('tr', {}, ...head)), el('tbody', {}, ...body)),
  ];
}

function sentRow(row, now) {
  const [words, tone] = sentWords(row);
  const covers =
    row.alertsWanted === 0 ? '' : `, covers ${count(row.alertsSent)} of ${plural(row.alertsWanted, 'alert')}`;
  const sent = row.sentAt === null ? 'nothing yet' : `${moment(row.sentAt, now)}${covers}`;
  return el(
    'tr',
    {},
    el('th', { scope: 'row' }, safeLink(row.link, surfaceWords(row))),
    el('td', { 'data-name': 'Where' }, row.receiver),
    el(
      'td',
      { 'data-name': 'State' },
      el('span', { class: 'pill', 'data-tone': tone }, words),
      ` ${capital(row.wanted)}`,
    ),
    el(
      'td',
      { 'data-name': 'Sent' },
      sent,
      row.lastError === null ? null : el('p', { class: 'error' }, row.lastError),
    ),
  );
}

/** A link where there is one, else the words alone. Nothing but https is followed. */
function safeLink(href, words) {
  return href?.startsWith('https://') ? el('a', { href, rel: 'noreferrer', target: '_blank' }, words) : words;
}

function showMembers({ view, children, joined }) {
  const members = [...children, ...joined];
  const all = view.children + view.joined;
  const rest = all - members.length;
  byId('members-part').hidden = members.length === 0;
  setText(
    byId('members-title'),
    view.kind === 'collector' ? 'Incidents in this page' : 'Incidents of this storm',
  );
  redraw(
    byId('members'),
    members.map((one) => [one.id, memberName(one), memberWords(one)]),
    () =>
      members.map((one) =>
        el(
          'li',
          {},
          el('a', { href: `/incidents/${encodeURIComponent(one.id)}` }, memberName(one)),
          el('span', {}, memberWords(one)),
        ),
      ),
  );
  byId('members-more').hidden = rest <= 0;
  setText(byId('members-more'), `and ${count(rest)} more: stormrelay timeline ${view.id}`);
}

/** In a storm many say the same: what tells them apart is where. */
function memberName({ services, title }) {
  return [...services.slice(0, 1), title].join(': ');
}

function showRoot(view) {
  byId('part-of').hidden = view.parent === null;
  if (view.parent === null) return;
  redraw(byId('part-of'), view.parent, () => [
    view.guest ? 'Listed by the storm ' : 'Part of the storm ',
    el('a', { href: `/incidents/${encodeURIComponent(view.parent)}` }, view.parent),
    view.guest ? ', as something that is new since.' : ': what is done there holds for this too.',
  ]);
}
