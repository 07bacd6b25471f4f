import { act } from './acts.js';
import { byId, el, keyedList, setText } from './elements.js';
import { hoursOf, spanOf } from './times.js';

/** The phone of whoever is on call: what rings, what was acknowledged, and what is over. */
export function createPhone() {
  const draw = keyedList(byId('pages'), { key: ({ id }) => id, make: makePage, update: updatePage });
  return (look) => {
    const ringing = look.pages.filter(({ status }) => status === 'triggered');
    const newest = ringing.at(-1);
    draw(look.pages.toReversed().map((page) => ({ ...page, now: look.at })));
    byId('phone').classList.toggle('ringing', newest !== undefined);
    byId('quiet').hidden = look.pages.length > 0;
    byId('call').hidden = newest === undefined;
    byId('rings').hidden = newest === undefined;
    setText(byId('rings'), String(ringing.length));
    if (newest !== undefined) {
      setText(byId('callee'), newest.asks.join(', '));
      setText(byId('said'), `“${newest.summary}”`);
    }
    const deaf = look.pages.length > 0 && !look.pagerTells;
    setText(
      byId('phone-note'),
      deaf ? 'PagerDuty’s webhooks lead nowhere: the relay will not hear of what is done here.' : '',
    );
  };
}

function makePage(page) {
  const status = el('b', { class: 'status' });
  const when = el('span', { class: 'when' });
  const summary = el('p', { class: 'summary' });
  const by = el('p', { class: 'by' });
  const trouble = el('p', { class: 'trouble', role: 'alert' });
  const button = (does, words) => {
    const one = el('button', { type: 'button', 'data-does': does }, words);
    one.addEventListener('click', async () => {
      one.disabled = true;
      trouble.textContent = (await act('/phone', { id: page.id, does })) ?? '';
      one.disabled = false;
    });
    return one;
  };
  const acknowledge = button('acknowledge', 'Acknowledge');
  const resolve = button('resolve', 'Resolve');
  const element = el(
    'li',
    { class: 'notice', 'data-page': page.id },
    el('p', { class: 'line' }, status, when),
    summary,
    by,
    el('div', { class: 'does' }, acknowledge, resolve),
    trouble,
  );
  return Object.assign(element, { status, when, summary, by, acknowledge, resolve });
}

const words = { triggered: 'Triggered', acknowledged: 'Acknowledged', resolved: 'Resolved' };

function updatePage(element, page) {
  element.dataset.status = page.status;
  setText(element.status, `PagerDuty · ${words[page.status]}`);
  setText(
    element.when,
    page.status === 'triggered' ? `rings for ${spanOf(page.now - page.openedAt)}` : hoursOf(page.openedAt),
  );
  setText(element.summary, page.summary);
  const since = page.status === 'resolved' ? page.resolvedAt : page.acknowledgedAt;
  const by = page.by === null ? '' : ` by ${page.by}`;
  setText(element.by, page.status === 'triggered' ? '' : `${words[page.status]}${by}, ${hoursOf(since)}`);
  element.acknowledge.hidden = page.status !== 'triggered';
  element.resolve.hidden = page.status === 'resolved';
}
