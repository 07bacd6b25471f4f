import { books } from './books.js';
import { byId, el, setText } from './elements.js';
import { incidentDialog } from './incident-dialog.js';
import { incidents } from './incidents.js';
import { pipeline } from './pipeline.js';
import { plural, time } from './words.js';

const detail = incidentDialog();
const parts = [header, pipeline(), books(), incidents(detail.open), () => detail.refresh()];

function header({ readiness, at, open }) {
  const storms = open.filter((incident) => incident.storm !== null).length;
  const verdict = byId('verdict');
  verdict.dataset.tone = !readiness.ready ? 'bad' : storms > 0 ? 'storm' : open.length > 0 ? 'warn' : 'well';
  setText(
    verdict,
    !readiness.ready
      ? 'Not ready'
      : storms > 0
        ? plural(storms, 'storm')
        : open.length > 0
          ? plural(open.length, 'incident')
          : 'All quiet',
  );
  setText(byId('clock'), time(at));
  document.title = `${verdict.textContent} · stormrelay`;
  showNotes([...readiness.reasons, ...readiness.notes]);
}

function showNotes(notes) {
  const list = byId('note-list');
  byId('notes').hidden = notes.length === 0;
  if (list.dataset.text === notes.join('\n')) return;
  list.dataset.text = notes.join('\n');
  list.replaceChildren(...notes.map((note) => el('li', {}, note)));
}

let wait = 500;

/** Connects, and connects again with growing pauses: a relay that restarts should not meet a crowd. */
function connect() {
  const socket = new WebSocket(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/live`);
  socket.addEventListener('open', () => {
    wait = 500;
    showConnection('live', 'Live');
  });
  socket.addEventListener('message', (event) => {
    const frame = JSON.parse(event.data);
    if (frame.type === 'overview') for (const show of parts) show(frame);
  });
  socket.addEventListener('close', () => {
    showConnection('lost', 'Connection lost, trying again');
    setTimeout(connect, wait);
    wait = Math.min(wait * 2, 15_000);
  });
}

function showConnection(state, words) {
  byId('connection').dataset.state = state;
  setText(byId('connection'), words);
  document.body.dataset.connection = state;
}

connect();
