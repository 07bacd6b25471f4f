import { byId, el, keyedList, setText } from './elements.js';
import { clockMinute, count, day, span } from './words.js';

const answerWithinMs = 5_000;

/** Draws what is kept quiet; the answer takes frames. */
export function silences() {
  const update = keyedList(byId('silence-list'), {
    key: ({ id }) => id,
    make: makeSilence,
    update: updateSilence,
  });
  return ({ silences: holding, at }) => {
    byId('silences').hidden = holding.length === 0;
    setText(byId('silence-count'), holding.length === 0 ? '' : count(holding.length));
    update(holding.map((one) => ({ ...one, now: at })));
  };
}

function makeSilence({ id, matchers, by }) {
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
  const who = el('span', { class: 'who' }, by, ': ', reason);
  const item = el('li', { class: 'silence' }, covers, who, until, expire, trouble);
  item.parts = { until, reason };
  return item;
}

function updateSilence(item, { until, reason, now }) {
  setText(item.parts.reason, reason);
  setText(item.parts.until, `until ${when(until, now)}, ${span(Math.max(0, until - now))} left`);
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
