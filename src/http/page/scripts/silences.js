import { byId, el, keyedList, setText } from './elements.js';
import { clockMinute, count, day, span } from './words.js';

const answerWithinMs = 5_000;

/** Draws what is kept quiet, and will be, by silences and by planned maintenance; the answer takes frames. */
export function silences() {
  const update = keyedList(byId('silence-list'), {
    key: ({ id }) => id,
    make: makeSilence,
    update: updateSilence,
  });
  return ({ silences: asked, maintenance, at }) => {
    const planned = maintenance.map((one) => ({ ...one, id: `maintenance:${one.name}`, planned: true }));
    const all = [...asked, ...planned];
    const holding = all.filter(({ active }) => active).length;
    byId('silences').hidden = all.length === 0;
    setText(byId('silence-count'), holding === 0 ? '' : count(holding));
    update(all.map((one) => ({ ...one, now: at })));
  };
}

function makeSilence({ id, matchers, by, name, planned }) {
  const until = el('span', { class: 'until' });
  const reason = el('span', { class: 'reason' });
  const trouble = el('span', { class: 'error', role: 'alert' });
  const expire = el(
    'button',
    { type: 'button', class: 'act expire', 'aria-label': `Expire the silence of ${matchers.join(', ')}` },
    'Expire',
  );
  expire.addEventListener('click', async () => {
    expire.disabled = true;
    setText(trouble, (await end(id)) ?? '');
    expire.disabled = false;
  });
  const covers = el('span', { class: 'covers' }, ...matchers.map((matcher) => el('code', {}, matcher)));
  const who = el('span', { class: 'who' }, planned ? `maintenance ${name}` : by, ': ', reason);
  // What the configuration says ends there.
  const item = el('li', { class: 'silence' }, covers, who, until, ...(planned ? [] : [expire, trouble]));
  item.parts = { until, reason };
  return item;
}

function updateSilence(item, { active, from, until, reason, now }) {
  setText(item.parts.reason, reason);
  item.classList.toggle('ahead', !active);
  const end = until === null ? '' : `until ${when(until, now)}`;
  const left = until === null ? '' : `, ${span(Math.max(0, until - now))} left`;
  setText(item.parts.until, active ? `${end}${left}` : `scheduled: from ${when(from, now)} ${end}`);
}

const dayMs = 86_400_000;

/** Of what ends another day, the day too. */
function when(at, now) {
  return at - now < dayMs ? clockMinute(at) : `${day(at)} ${clockMinute(at)}`;
}

/** Why it was not ended, as far as it is known; null when it was. */
async function end(id) {
  try {
    const response = await fetch(`/api/silences/${encodeURIComponent(id)}`, {
      method: 'DELETE',
      headers: { 'content-type': 'application/json' },
      body: '{}',
      signal: AbortSignal.timeout(answerWithinMs),
    });
    return response.ok ? null : (await response.json()).error.message;
  } catch {
    return 'The relay did not answer, so nobody knows whether it was taken. Try again in a moment.';
  }
}
