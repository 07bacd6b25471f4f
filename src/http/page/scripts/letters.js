import { post } from './acts.js';
import { byId, el, keyedList, setText } from './elements.js';
import { count, moment, plural } from './words.js';

const answerWithinMs = 5_000;
const shownAtMost = 20;

/** Draws what cannot go on by itself, with what can be done about it; the answer takes frames. */
export function letters() {
  const update = keyedList(byId('letter-list'), {
    key: ({ id }) => String(id),
    make: (row) => makeLetter(row, read),
    update: updateLetter,
  });
  const trouble = byId('letter-trouble');
  let known = null;
  let now = Date.now();

  /** Reads them anew: the frame has only how many there are. */
  async function read() {
    try {
      const signal = AbortSignal.timeout(answerWithinMs);
      const response = await fetch(`/api/dead-letters?limit=${shownAtMost}`, { cache: 'no-store', signal });
      if (!response.ok) return;
      const { deadLetters } = await response.json();
      update(deadLetters.map((letter) => ({ ...letter, now })));
    } catch {
      // With the next frame that tells of another number it is tried again.
      known = null;
    }
  }

  byId('letter-all').addEventListener('click', async ({ currentTarget: button }) => {
    button.disabled = true;
    setText(trouble, (await post('/api/dead-letters/replay', { all: true })) ?? '');
    button.disabled = false;
    await read();
  });

  return ({ deadLetters, at }) => {
    now = at;
    byId('letters').hidden = deadLetters === 0;
    setText(byId('letter-count'), count(deadLetters));
    byId('letter-all').hidden = deadLetters < 2;
    byId('letter-more').hidden = deadLetters <= shownAtMost;
    setText(
      byId('letter-more'),
      `and ${plural(deadLetters - shownAtMost, 'older one')}: stormrelay dead-letters list`,
    );
    if (deadLetters === known) return;
    known = deadLetters;
    void read();
  };
}

function makeLetter({ id }, done) {
  const what = el('b');
  const when = el('span', { class: 'when' });
  const why = el('span', { class: 'why' });
  const trouble = el('span', { class: 'error', role: 'alert' });
  const act = async (action, body) => {
    const said = await post(`/api/dead-letters/${id}/${action}`, body);
    setText(trouble, said ?? '');
    if (said === null) await done();
  };
  const replay = el('button', { type: 'button', class: 'act' }, 'Replay');
  const reason = el('input', { required: true, maxlength: 300, autocomplete: 'off' });
  const form = el(
    'form',
    {},
    el('label', {}, 'Why it may be dropped ', reason),
    el('button', { class: 'act' }, 'Discard it'),
  );
  replay.addEventListener('click', async () => {
    replay.disabled = true;
    await act('replay', {});
    replay.disabled = false;
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void act('discard', { reason: reason.value });
  });
  const drop = el('details', { class: 'drop' }, el('summary', {}, 'Discard…'), form);
  const item = el(
    'li',
    { class: 'letter' },
    el('p', {}, what, ' ', when),
    why,
    el('p', { class: 'acts' }, replay, drop, trouble),
  );
  item.parts = { what, when, why, replay };
  return item;
}

function updateLetter(item, { id, kind, subject, incident, at, now, attempts, reason }) {
  const { what, when, why, replay } = item.parts;
  const name = kind === 'entry' ? `Webhook ${subject}` : subject;
  replay.setAttribute('aria-label', `Replay dead letter ${id}, ${name}`);
  setText(when, `${moment(at, now)}, tried ${plural(attempts, 'time')}`);
  setText(why, reason);
  if (what.textContent !== name)
    what.replaceChildren(
      incident === null ? name : el('a', { href: `/incidents/${encodeURIComponent(incident)}` }, name),
    );
}
