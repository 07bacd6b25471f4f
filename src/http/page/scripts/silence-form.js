import { byId, setText } from './elements.js';

const answerWithinMs = 5_000;
const hourMs = 3_600_000;

/** Lets whoever looks at the page keep quiet what they know of; the list shows it with the next frame. */
export function silenceForm() {
  const form = byId('silence-form');
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const button = byId('silence-now');
    button.disabled = true;
    const trouble = await add(new FormData(form));
    setText(byId('silence-trouble'), trouble ?? '');
    button.disabled = false;
    if (trouble !== null) return;
    form.reset();
    byId('silence-add').open = false;
  });
}

/** Why it was not added, as far as it is known; null when it was. */
async function add(said) {
  const textOf = (name) => String(said.get(name) ?? '').trim();
  const matchers = textOf('matchers')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const who = textOf('who');
  const wanted = {
    matchers,
    forMs: Number(textOf('hours')) * hourMs,
    reason: textOf('reason'),
    ...(who === '' ? {} : { who }),
  };
  try {
    const response = await fetch('/api/silences', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(wanted),
      signal: AbortSignal.timeout(answerWithinMs),
    });
    return response.ok ? null : (await response.json()).error.message;
  } catch {
    return 'The relay did not answer, so nobody knows whether it was taken. Look at the list before you try again.';
  }
}
