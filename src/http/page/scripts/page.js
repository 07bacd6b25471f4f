import { pagerAlarm, showPagerAlarm, showUnknown, unknownWords } from './alarms.js';
import { byId, el, setText } from './elements.js';
import { books, objectives } from './figures.js';
import { history } from './history.js';
import { incidentDialog } from './incident-dialog.js';
import { incidents } from './incidents.js';
import { letters } from './letters.js';
import { machine } from './machine.js';
import { pipeline } from './pipeline.js';
import { quarantine } from './quarantine.js';
import { followRelay } from './relay-feed.js';
import { silenceForm } from './silence-form.js';
import { silences } from './silences.js';
import { plural, time } from './words.js';

const detail = incidentDialog();
const parts = [
  incidents(detail.open),
  machine(),
  pipeline(),
  books(),
  objectives(),
  letters(),
  quarantine(),
  silences(),
  detail.refresh,
];

silenceForm();
history(detail.open);

/** The newest frame, and since when it cannot be believed: null while it can. */
let newest = null;
let unknown = null;

followRelay({
  frame: (frame, how) => {
    newest = frame;
    unknown = null;
    showConnection(how, how === 'live' ? 'Live' : 'Live, by asking');
    showStanding();
    for (const show of parts) show(frame);
  },
  lost: () => showConnection('lost', 'Connection lost, trying again'),
  unknown: (since, why) => {
    // The first silence counts; that a log-in ended explains it.
    if (unknown === null || why === 'logged-out') unknown = { since: unknown?.since ?? since, why };
    showConnection('lost', 'Connection lost, trying again');
    showStanding();
  },
});

/** The header, the banners and the tab's title: how things stand, worst first. */
function showStanding() {
  const [words, tone] = unknown === null ? verdictOf(newest) : [unknownWords(unknown), 'unknown'];
  const alarm = newest === null ? null : pagerAlarm(newest);
  const verdict = byId('verdict');
  verdict.dataset.tone = tone;
  setText(verdict, words);
  document.body.dataset.known = unknown === null ? 'yes' : 'no';
  byId('detail').dataset.unknown = unknownWords(unknown) ?? '';
  showUnknown(unknown);
  showPagerAlarm(alarm);
  const urgent = unknown === null && alarm?.urgent ? [alarm.words] : [];
  document.title = [...urgent, words, 'stormrelay'].join(' · ');
  if (newest === null) return;
  setText(byId('clock'), time(newest.at));
  showNotes([...newest.readiness.reasons, ...newest.readiness.notes]);
}

function verdictOf({ readiness, open, openRoots }) {
  const storms = open.filter((incident) => incident.storm !== null).length;
  if (!readiness.ready) return ['Not ready', 'bad'];
  if (storms > 0) return [plural(storms, 'storm'), 'storm'];
  return openRoots > 0 ? [plural(openRoots, 'incident'), 'warn'] : ['All quiet', 'well'];
}

function showNotes(notes) {
  const list = byId('note-list');
  byId('notes').hidden = notes.length === 0;
  if (list.dataset.text === notes.join('\n')) return;
  list.dataset.text = notes.join('\n');
  list.replaceChildren(...notes.map((note) => el('li', {}, note)));
}

function showConnection(state, words) {
  byId('connection').dataset.state = state;
  setText(byId('connection'), words);
}
