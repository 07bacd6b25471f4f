import { byId, el, keyedList, setText } from './elements.js';
import { messageElement, updateMessage } from './messages.js';
import { figuresOf } from './story.js';
import { hoursOf } from './times.js';

/** The other half: a relay that only hands on, its channel and what rings on its phone. It opens when it is told of. */
export function createVersus() {
  const known = new Map();
  let feed = null;
  const figures = keyedList(byId('versus-figures'), {
    key: ({ name }) => name,
    make: ({ name }) => el('div', { 'data-figure': name }, el('dd'), el('dt')),
    update: ({ firstChild, lastChild, dataset }, { value, words, tone }) => {
      setText(firstChild, value);
      setText(lastChild, words);
      dataset.tone = tone ?? '';
    },
  });
  const list = byId('versus-messages');
  const messages = keyedList(list, {
    key: ({ channel, ts }) => `${channel}/${ts}`,
    make: (message) => messageElement(message, { openThread: null }),
    update: (element, { now, ...message }) => updateMessage(element, message, now),
  });
  const pages = keyedList(byId('versus-pages'), {
    key: ({ id }) => id,
    make: () => el('li', { class: 'notice' }, el('b'), ' ', el('span')),
    update: ({ firstChild, lastChild }, { openedAt, summary }) => {
      setText(firstChild, hoursOf(openedAt));
      setText(lastChild, summary);
    },
  });
  const hear = (news) => {
    for (const { channel, ts } of news.gone) known.delete(`${channel}/${ts}`);
    for (const message of news.messages)
      known.set(`${message.channel}/${message.ts}`, { ...message, by: 'naive relay' });
    figures(figuresOf(news.figures).filter(({ name }) => name !== 'webhooks' && name !== 'updates'));
    messages([...known.values()].map((message) => ({ ...message, now: news.at })));
    const ringing = news.pages.filter(({ status }) => status === 'triggered');
    byId('versus-phone').classList.toggle('ringing', ringing.length > 0);
    setText(byId('versus-rings'), ringing.length === 0 ? '' : `PagerDuty has called ${news.figures.woken}×`);
    pages(news.pages.toReversed().slice(0, 4));
    // At last: what rings takes room from the messages.
    list.scrollTop = list.scrollHeight;
  };
  return ({ versus }) => {
    if (versus === null || feed !== null) return;
    document.body.dataset.versus = versus;
    byId('versus').hidden = false;
    byId('versus-tab').hidden = false;
    feed = new EventSource('/versus/feed');
    feed.addEventListener('open', () => known.clear());
    feed.addEventListener('message', ({ data }) => hear(JSON.parse(data)));
  };
}
