import { actButton, command } from './acts.js';
import { byId, el, setText } from './elements.js';
import { errorFacts, handlingFacts, said } from './incident-facts.js';
import {
  capital,
  count,
  incidentTitle,
  memberWords,
  pageWord,
  plural,
  span,
  time,
  timelineWord,
} from './words.js';

const answerWithinMs = 5_000;

/** The panel with everything known of one incident. */
export function incidentDialog() {
  const dialog = byId('detail');
  let shown = null;
  let pager = null;
  let loading = false;
  let acting = false;
  let wrong = '';

  dialog.addEventListener('close', () => (shown = null));
  // A click beside the panel lands on the dialog itself.
  dialog.addEventListener('click', (event) => event.target === dialog && dialog.close());

  async function load() {
    const id = shown;
    if (id === null || loading) return;
    loading = true;
    try {
      const response = await fetch(`/api/incidents/${encodeURIComponent(id)}`, {
        signal: AbortSignal.timeout(answerWithinMs),
      });
      const answer = await response.json();
      if (shown === id)
        dialog.replaceChildren(
          ...(response.ok ? content({ ...answer, pager, trouble: wrong }, act) : failure(answer)),
        );
    } catch {
      // The connection's state is shown in the header; the panel keeps what it knew.
    } finally {
      loading = false;
    }
  }

  /** What went wrong stays until the next command, also when the panel is drawn anew meanwhile. */
  async function act(action) {
    const id = shown;
    acting = true;
    const trouble = await command(id, action);
    acting = false;
    if (shown !== id) return;
    wrong = trouble ?? '';
    const place = dialog.querySelector('.acts .error');
    if (place !== null) setText(place, wrong);
    if (trouble === null) await load();
  }

  return {
    open: (id) => {
      shown = id;
      wrong = '';
      dialog.replaceChildren(el('p', { class: 'calm' }, 'Reading…'));
      if (!dialog.open) dialog.showModal();
      void load();
    },
    /** Reads again what is open; a button that has the focus keeps it. */
    refresh: (frame) => {
      pager = frame.pager;
      const inUse = acting || dialog.contains(document.activeElement?.closest('.acts') ?? null);
      if (shown !== null && !inUse) void load();
    },
  };
}

function failure({ error }) {
  return [
    closeButton(),
    el('h2', { id: 'detail-title' }, 'This incident cannot be shown'),
    el('p', {}, error.message),
  ];
}

function content(answer, act) {
  const { view, children, joined, timeline, notifications, at, trouble } = answer;
  return [
    closeButton(),
    el(
      'p',
      { class: 'over', 'data-severity': view.severity, 'data-storm': String(view.storm !== null) },
      overline(view),
    ),
    el('h2', { id: 'detail-title' }, incidentTitle(view)),
    actions(view, trouble, act),
    el(
      'p',
      {},
      el('a', { href: `/incidents/${encodeURIComponent(view.id)}` }, 'Open the page of this incident'),
    ),
    facts(answer),
    section('Timeline', timelineList(timeline)),
    section('Notifications', notificationList(notifications, at)),
    ...following('Incidents of this storm', children, view.children, `?parent=${view.id}`),
    ...following('Incidents in this page', joined, view.joined, '?status=open'),
  ];
}

function closeButton() {
  const button = el('button', { type: 'button', class: 'close', 'aria-label': 'Close' }, '×');
  button.addEventListener('click', () => byId('detail').close());
  return button;
}

function overline({ severity, status, storm, environmentClass }) {
  const kind = storm === null ? capital(severity) : 'Storm';
  return `${kind} · ${status}${environmentClass === 'production' ? '' : ' · not production'}`;
}

function actions(view, wrong, act) {
  if (view.status === 'resolved') return '';
  const trouble = el('span', { class: 'error', role: 'alert' }, wrong);
  const acknowledge = view.status === 'open' ? actButton('acknowledge', 'Acknowledge', act) : '';
  return el('p', { class: 'acts' }, acknowledge, actButton('resolve', 'Resolve', act), trouble);
}

function facts(answer) {
  const { view, incident, notifications, at, pager } = answer;
  const { sample } = incident;
  const [page] = pageWord(view.page, pager);
  const standing = said([
    ['First seen as', view.storm === null ? null : view.title],
    ['Services', view.services.join(', ')],
    ['Since', `${time(view.openedAt)} (${span(at - view.openedAt)})`],
    ['Newest alert', `${span(at - view.lastAlertAt)} ago`],
    ['Alerts', `${count(view.alerts)} (${plural(view.events, 'event')})`],
    ['Page', view.page.reason === null || view.notPaged !== null ? page : `${page}: ${view.page.reason}`],
    ['Not paged', view.notPaged],
  ]);
  const rows = [...standing, ...errorFacts(answer), ...handlingFacts(answer)];
  const list = el(
    'dl',
    { class: 'known' },
    ...rows.map(([term, value]) => el('div', {}, el('dt', {}, term), el('dd', {}, value))),
  );
  const elsewhere = [
    ['Sentry', sample.link, sample.shortId ?? 'View in Sentry'],
    ['Slack', notifications.find(({ link }) => link !== null)?.link, 'View in Slack'],
    ['PagerDuty', incident.atPager?.at(-1)?.link, 'View in PagerDuty'],
  ];
  for (const [term, href, words] of elsewhere) {
    if (!href?.startsWith('https://')) continue;
    const link = el('a', { href, rel: 'noreferrer', target: '_blank' }, words);
    list.append(el('div', {}, el('dt', {}, term), el('dd', {}, link)));
  }
  return list;
}

function section(title, body) {
  return el('section', {}, el('h3', {}, title), body);
}

function timelineList(timeline) {
  if (timeline.length === 0) return el('p', { class: 'none' }, 'Nothing yet.');
  const items = timeline.map(({ at, kind, detail }) =>
    el(
      'li',
      { 'data-kind': kind },
      el('time', { datetime: new Date(at).toISOString() }, time(at)),
      el('b', {}, timelineWord(kind)),
      el('span', {}, detail),
    ),
  );
  return el('ol', { class: 'timeline' }, ...items);
}

function notificationList(notifications, now) {
  if (notifications.length === 0) return el('p', { class: 'none' }, 'Nothing is to be shown anywhere.');
  return el('ul', { class: 'notifications' }, ...notifications.map((row) => notification(row, now)));
}

function notification(row, now) {
  const state = row.dead ? 'dead' : row.current ? 'current' : 'behind';
  const words = {
    dead: 'dead letter',
    current: 'current',
    behind: row.lagMs === null ? 'behind' : `behind by ${span(row.lagMs)}`,
  };
  const sent =
    row.sentAt === null
      ? 'nothing sent yet'
      : `sent ${span(now - row.sentAt)} ago, covers ${count(row.alertsSent)} of ${plural(row.alertsWanted, 'alert')}`;
  const error = row.lastError === null ? null : el('p', { class: 'error' }, row.lastError);
  const head = el(
    'p',
    {},
    el('b', {}, `${row.receiver} ${row.surface}`),
    el('span', { class: 'pill', 'data-tone': state }, words[state]),
  );
  return el('li', {}, head, el('p', { class: 'sent' }, `should be ${row.wanted}; ${sent}`), error);
}

/** What hangs on an incident: the first of it, and where the rest is. */
function following(title, shown, all, query) {
  if (shown.length === 0) return [];
  const rest = all - shown.length;
  const address = `/api/incidents${query}`;
  const more =
    rest <= 0
      ? ''
      : el('p', { class: 'none' }, `and ${count(rest)} more: `, el('a', { href: address }, address));
  const items = shown.map((one) => el('li', {}, el('b', {}, one.title), el('span', {}, memberWords(one))));
  return [section(title, el('ul', { class: 'members' }, ...items)), more];
}
