import { actButton, command, sureButton } from './acts.js';
import { el, keyedList, setText } from './elements.js';
import { rateChart } from './rate-chart.js';
import {
  causeWords,
  changedWords,
  clockMinute,
  count,
  incidentTitle,
  moment,
  noun,
  overWords,
  pageWord,
  span,
  standingWords,
  takersWords,
} from './words.js';

/** A usual storm is named in full; the rest is in the panel. */
const chipsShown = 12;

/**
 * What is wide, or was to wake somebody: a card with all that is asked first, and what to do. `choose` null: it stands on
 * its own page. `acted()` is called after something was done.
 */
export function makeCard({ id }, choose, acted = () => undefined) {
  const parts = cardParts(id, choose, acted);
  const card = el(
    'article',
    { class: 'incident card' },
    el('p', { class: 'cause' }, parts.cause),
    el(choose === null ? 'h1' : 'h3', {}, parts.choose),
    parts.figures,
    parts.changed,
    parts.who,
    parts.unpaged,
    parts.chart.element,
    parts.chips,
    el('p', { class: 'acts' }, ...parts.buttons, parts.links, parts.error),
  );
  card.addEventListener('click', (event) => {
    if (event.target.closest('button, a') === null) choose?.(id);
  });
  const item = el(choose === null ? 'div' : 'li', {}, card);
  item.parts = { ...parts, card };
  return item;
}

function cardParts(id, choose, acted) {
  const error = el('span', { class: 'error', role: 'alert' });
  const act = async (action) => {
    setText(error, (await command(id, action)) ?? '');
    await acted();
  };
  const figures = el('dl', { class: 'glance' });
  const links = el('span', { class: 'links' });
  const open =
    choose === null
      ? el('span', { class: 'title' })
      : el('button', { type: 'button', class: 'choose title' });
  open.addEventListener('click', () => choose?.(id));
  const acknowledge = actButton('acknowledge', 'Acknowledge', act);
  const mute = actButton('mute', 'Mute 1 h', act);
  const unmute = actButton('unmute', 'Unmute', act);
  const resolve = sureButton('resolve', ['Resolve', 'Resolve it for everybody?'], act);
  return {
    cause: el('span'),
    choose: open,
    figures,
    showFigures: keyedList(figures, {
      key: ([name]) => name,
      make: () => el('div', {}, el('dt'), el('dd')),
      update: (part, [, figure, words]) => {
        setText(part.lastChild, figure);
        setText(part.firstChild, words);
      },
    }),
    changed: el('p', { class: 'changed' }),
    who: el(
      'p',
      { class: 'whose', role: choose === null ? 'status' : null },
      el('span', { class: 'pill' }),
      el('span', { class: 'who' }),
    ),
    unpaged: el('p', { class: 'unpaged' }),
    chart: rateChart(),
    chips: el('p', { class: 'chips' }),
    buttons: [acknowledge, resolve, mute, unmute],
    resolve,
    acknowledge,
    mute,
    unmute,
    links,
    showLinks: keyedList(links, {
      key: ([name]) => name,
      make: ([name]) => el('a', { rel: 'noreferrer', target: '_blank' }, name),
      update: (link, [, href]) => link.setAttribute('href', href),
    }),
    error,
  };
}

/** Shows how it is now. */
export function updateCard(item, row) {
  const { card, cause, choose, showFigures, changed, unpaged, chart, acknowledge, resolve, mute, unmute } =
    item.parts;
  const isOver = row.status === 'resolved';
  card.dataset.severity = row.severity;
  card.dataset.status = row.status;
  card.dataset.storm = String(row.storm !== null);
  setText(cause, `${causeWords(row)} · since ${moment(row.openedAt, row.now)}`);
  // How many services it struck stands among the figures.
  setText(choose, row.storm === null || row.unnamed ? incidentTitle(row) : row.storm);
  showFigures(figuresOf(row));
  const what = changedWords(row.glance?.changed ?? null);
  changed.hidden = what === null;
  setText(changed, what ?? '');
  showWho(item.parts, row);
  unpaged.hidden = row.notPaged === null;
  setText(unpaged, row.notPaged === null ? '' : `Not paged: ${row.notPaged}`);
  chart.draw(row.glance?.rate ?? null, happenedIn(row));
  showChips(item.parts.chips, row.services);
  acknowledge.hidden = row.status !== 'open';
  resolve.hidden = isOver;
  mute.hidden = isOver || row.mute !== null;
  // What a silence or a rule keeps quiet, no button here ends.
  unmute.hidden = isOver || row.mute === null || row.mute.reason !== undefined;
  item.parts.showLinks(linksOf(row));
}

function figuresOf({ kind, glance, events, services, joined, now, openedAt, resolution }) {
  const users = glance?.users ?? null;
  // The same figure as in Slack, where that is newer.
  const told = Math.max(events, glance?.events ?? 0);
  const lasted = span((resolution?.at ?? now) - openedAt);
  const time = ['time', lasted, resolution === null ? 'so far' : 'in all'];
  if (kind === 'collector') return [['joined', count(joined), noun(joined, 'incident')], time];
  return [
    ...(users === null ? [] : [['users', count(users), noun(users, 'user')]]),
    ['events', count(told), noun(told, 'event')],
    ['services', count(services.length), noun(services.length, 'service')],
    time,
  ];
}

function showWho({ who }, row) {
  const [pill, words] = who.children;
  const [said, tone] = row.resolution === null ? pageWord(row.page, row.pager) : ['Over', 'well'];
  const pagedAt = row.glance?.pagedAt ?? null;
  setText(
    pill,
    pagedAt === null || row.resolution !== null || !isRinging(row.page)
      ? said
      : `${said} ${clockMinute(pagedAt)}`,
  );
  pill.hidden = row.page.state === 'none' && row.resolution === null;
  pill.dataset.tone = tone;
  setText(words, whoseWords(row));
}

/** Whether somebody's phone rings for it, and so since when: of what became of it later, the words beside it tell. */
function isRinging({ state, standing }) {
  return state === 'triggered' || (state === 'joined' && standing === 'taken');
}

/** Whether anybody is on it is never left to be guessed. */
function whoseWords(row) {
  if (row.resolution !== null) return overWords(row);
  const allInHand = row.kind === 'collector' && row.acknowledgedBy === null;
  const has = allInHand ? 'All of them are in hand' : `${takersWords(row)} has it`;
  return standingWords(row.status === 'acknowledged' ? has : 'Nobody has acknowledged it', row);
}

/** What a reader looks for beside the curve. */
function happenedIn({ openedAt, glance, acknowledgedAt }) {
  const { changed, pagedAt } = glance ?? { changed: null, pagedAt: null };
  return [
    ...(changed == null ? [] : [{ kind: 'deploy', at: openedAt - changed.beforeMs, words: 'deployed' }]),
    ...(pagedAt === null ? [] : [{ kind: 'page', at: pagedAt, words: 'paged' }]),
    ...(acknowledgedAt === null ? [] : [{ kind: 'acknowledged', at: acknowledgedAt, words: 'acknowledged' }]),
  ];
}

function linksOf({ glance }) {
  const { slack, pager, sentry } = glance?.links ?? {};
  return [
    ['Slack', slack],
    ['PagerDuty', pager],
    ['Sentry', sentry],
  ].filter(([, href]) => href?.startsWith('https://'));
}

function showChips(box, services) {
  const text = services.join('\n');
  if (box.dataset.text === text) return;
  box.dataset.text = text;
  const shown = services.slice(0, chipsShown).map((service) => el('span', { class: 'chip' }, service));
  const rest = services.length - shown.length;
  box.replaceChildren(...shown, ...(rest > 0 ? [el('span', { class: 'chip rest' }, `+${rest}`)] : []));
}
