import { createBreaks, createPaces } from './breaks.js';
import { byId, el, keyedList, setText } from './elements.js';
import { messageElement, updateMessage } from './messages.js';
import { createPhone } from './phone.js';
import { createStory } from './story.js';
import { threadPane } from './thread.js';
import { dayOf, hoursOf } from './times.js';
import { createVersus } from './versus.js';

/** What is known: the last news, when it came, and every message by its channel and `ts`. */
const known = { look: null, heardAt: 0, messages: new Map(), channel: null };

/** Virtual time goes on between two news. */
function virtualNow() {
  const { look, heardAt } = known;
  return look === null ? Date.now() : look.at + (performance.now() - heardAt) * look.speed;
}

const list = byId('messages');
const thread = threadPane(virtualNow);
const showPhone = createPhone();
const showStory = createStory();
const showVersus = createVersus();
const showBreaks = createBreaks();
const showPaces = createPaces();
const changed = [];

const drawChannel = keyedList(list, {
  key: ({ channel, ts }) => `${channel}/${ts}`,
  make: (message) => messageElement(message, { openThread: thread.open }),
  update: (element, message) => {
    if (updateMessage(element, message, virtualNow())) changed.push(element);
  },
});

const drawChannels = keyedList(byId('channels'), {
  key: ({ id }) => id,
  make: ({ id }) => {
    const button = el('button', { type: 'button' });
    button.addEventListener('click', () => choose(id));
    return el('li', {}, button);
  },
  update: ({ firstChild }, { id, name, archived }) => {
    setText(firstChild, `# ${name}${archived ? ' (archived)' : ''}`);
    firstChild.setAttribute('aria-current', String(id === known.channel));
  },
});

const drawWhispers = keyedList(byId('whispers'), {
  key: ({ at, html }) => `${at} ${html}`,
  make: ({ html }) => {
    const text = el('div', { class: 'message' });
    // Drawn by the server, with every text escaped.
    text.innerHTML = html;
    const close = el('button', { type: 'button', 'aria-label': 'Dismiss' }, '✕');
    const item = el('li', {}, el('p', {}, 'Only visible to you'), text, close);
    close.addEventListener('click', () => item.classList.add('dismissed'));
    return item;
  },
  update: () => undefined,
});

function choose(id) {
  known.channel = id;
  thread.close();
  showChannel();
  list.scrollTop = list.scrollHeight;
}

function showChannel() {
  const { look, messages } = known;
  known.channel ??= look.channels[0]?.id ?? null;
  drawChannels(look.channels);
  const channel = look.channels.find(({ id }) => id === known.channel);
  setText(byId('channel-name'), `# ${channel?.name ?? ''}`);
  setText(byId('channel-topic'), channel?.topic ?? '');
  const shown = [...messages.values()]
    .filter((message) => message.channel === known.channel)
    .sort((a, b) => (a.ts < b.ts ? -1 : 1));
  const atEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 60;
  drawChannel(shown);
  byId('nothing').hidden = shown.length > 0;
  if (atEnd) list.scrollTop = list.scrollHeight;
  pointAbove();
}

/** A message that was edited out of sight is pointed at. */
function pointAbove() {
  const top = list.getBoundingClientRect().top;
  const hidden = changed.splice(0).findLast((element) => element.getBoundingClientRect().bottom < top + 24);
  if (hidden !== undefined) above.target = hidden;
  above.hidden = (above.target?.getBoundingClientRect().bottom ?? Infinity) > top + 24;
  if (!above.hidden) setText(above, `↑ Edited above: ${headlineOf(above.target)}`);
}

function headlineOf(element) {
  return (element.querySelector('h3, .content p')?.textContent ?? '').slice(0, 60);
}

const above = byId('above');
above.addEventListener('click', () => above.target.scrollIntoView({ block: 'start' }));
list.addEventListener('scroll', pointAbove, { passive: true });

function hear(news) {
  known.look = news;
  known.heardAt = performance.now();
  for (const { channel, ts } of news.gone) known.messages.delete(`${channel}/${ts}`);
  for (const message of news.messages) {
    known.messages.set(`${message.channel}/${message.ts}`, message);
    thread.follow(message);
  }
  showChannel();
  showPhone(news);
  showStory(news);
  showVersus(news);
  showBreaks(news);
  showPaces(news);
  drawWhispers(news.whispers);
  document.body.dataset.lost = 'no';
}

function tick() {
  const now = virtualNow();
  setText(byId('clock'), hoursOf(now));
  setText(byId('date'), dayOf(now));
}

for (const button of document.querySelectorAll('.tabs button'))
  button.addEventListener('click', () => {
    document.body.dataset.tab = button.dataset.tab;
    for (const other of document.querySelectorAll('.tabs button'))
      other.setAttribute('aria-pressed', String(other === button));
  });

document.addEventListener('click', (event) => {
  for (const menu of document.querySelectorAll('details[open]'))
    if (!menu.contains(event.target)) menu.removeAttribute('open');
});

const feed = new EventSource('/feed');
feed.addEventListener('open', () => known.messages.clear());
feed.addEventListener('message', ({ data }) => hear(JSON.parse(data)));
feed.addEventListener('error', () => {
  document.body.dataset.lost = 'yes';
  setText(byId('phase'), 'The fakes do not answer any more: the run is over. This is how it ended.');
});
setInterval(tick, 250);
tick();
