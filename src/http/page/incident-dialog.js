import { byId, el } from './elements.js';
import { capital, count, incidentTitle, pageWord, plural, span, time, timelineWord } from './words.js';

/** The panel with everything known of one incident. */
export function incidentDialog() {
  const dialog = byId('detail');
  let shown = null;
  let loading = false;

  dialog.addEventListener('close', () => (shown = null));
  // A click beside the panel lands on the dialog itself.
  dialog.addEventListener('click', (event) => event.target === dialog && dialog.close());

  async function load() {
    const id = shown;
    if (id === null || loading) return;
    loading = true;
    try {
      const response = await fetch(`/api/incidents/${encodeURIComponent(id)}`);
      const answer = await response.json();
      if (shown === id) dialog.replaceChildren(...(response.ok ? content(answer, act) : failure(answer)));
    } catch {
      // The connection's state is shown in the header; the panel keeps what it knew.
    } finally {
      loading = false;
    }
  }

  async function act(action) {
    await fetch(`/api/incidents/${encodeURIComponent(shown)}/${action}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    });
    await load();
  }

  return {
    open: (id) => {
      shown = id;
      dialog.replaceChildren(el('p', { class: 'calm' }, 'Reading…'));
      if (!dialog.open) dialog.showModal();
      void load();
    },
    /** Reads again what is open; a button that has the focus keeps it. */
    refresh: () => {
      if (shown !== null && !dialog.contains(document.activeElement?.closest('.acts') ?? null)) void load();
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
  const { view, children, timeline, notifications, at } = answer;
  return [
    closeButton(),
    el(
      'p',
      { class: 'over', 'data-severity': view.severity, 'data-storm': String(view.storm !== null) },
      overline(view),
    ),
    el('h2', { id: 'detail-title' }, incidentTitle(view)),
    actions(view, act),
    facts(answer),
    section('Timeline', timelineList(timeline)),
    section('Notifications', notificationList(notifications, at)),
    children.length === 0 ? '' : section(`Incidents of this storm`, childList(children)),
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

function actions(view, act) {
  if (view.status === 'resolved') return '';
  const button = (action, words) => {
    const made = el('button', { type: 'button', class: `act ${action}` }, words);
    made.addEventListener('click', () => {
      made.disabled = true;
      void act(action);
    });
    return made;
  };
  const acknowledge = view.status === 'open' ? button('acknowledge', 'Acknowledge') : '';
  return el('p', { class: 'acts' }, acknowledge, button('resolve', 'Resolve'));
}

function facts({ view, incident, at }) {
  const { sample } = incident;
  const rows = [
    ['First seen as', view.storm === null ? null : view.title],
    ['Services', view.services.join(', ')],
    ['Since', `${time(view.openedAt)} (${span(at - view.openedAt)})`],
    ['Newest alert', `${span(at - view.lastAlertAt)} ago`],
    ['Alerts', `${count(view.alerts)} (${plural(view.events, 'event')})`],
    [
      'Page',
      view.page.reason === null
        ? pageWord(view.page.state)[0]
        : `${pageWord(view.page.state)[0]}: ${view.page.reason}`,
    ],
    // Mostly the title says it already.
    ['Message', view.title.includes(sample.message) ? null : sample.message],
    ['At', sample.frame === null ? sample.culprit : frameWords(sample.frame)],
    ['Environment', sample.environment],
    ['Acknowledged by', view.acknowledgedBy],
    ['Resolved', view.resolution === null ? null : view.resolution.reason],
  ].filter(([, value]) => value !== null && value !== '');
  const list = el(
    'dl',
    { class: 'known' },
    ...rows.map(([term, value]) => el('div', {}, el('dt', {}, term), el('dd', {}, value))),
  );
  if (sample.link?.startsWith('https://')) {
    const link = el(
      'a',
      { href: sample.link, rel: 'noreferrer', target: '_blank' },
      sample.shortId ?? 'View in Sentry',
    );
    list.append(el('div', {}, el('dt', {}, 'Sentry'), el('dd', {}, link)));
  }
  return list;
}

function frameWords({ filename, module, line, function: name }) {
  const file = filename ?? module;
  if (file === null) return name;
  return `${file}${line === null || line <= 0 ? '' : `:${line}`}${name === null ? '' : ` in ${name}`}`;
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

function childList(children) {
  const items = children.map((child) =>
    el(
      'li',
      {},
      el('b', {}, child.title),
      el('span', {}, `${child.services.join(', ')} · ${plural(child.alerts, 'alert')} · ${child.status}`),
    ),
  );
  return el('ul', { class: 'members' }, ...items);
}
