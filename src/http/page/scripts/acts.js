import { el, setText } from './elements.js';

const answerWithinMs = 5_000;
/** For so long a press that ends something waits for a second one. */
const sureWithinMs = 4_000;

/** Does something to an incident; resolves to what went wrong, null when nothing did. */
export function command(id, action) {
  return post(`/api/incidents/${encodeURIComponent(id)}/${action}`, {}, 'Do it in PagerDuty instead.');
}

/** Asks the relay to do something; resolves to what went wrong, null when nothing did. */
export async function post(address, body, instead = 'Try again in a moment.') {
  try {
    const response = await fetch(address, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(answerWithinMs),
    });
    return response.ok ? null : (await response.json()).error.message;
  } catch {
    return `The relay did not answer, so nobody knows whether it was taken. ${instead}`;
  }
}

/** A button that does one thing to an incident. `act(action)` resolves when it is done. */
export function actButton(action, words, act) {
  const made = el('button', { type: 'button', class: `act ${action}` }, words);
  made.addEventListener('click', () => doOnce(made, () => act(action)));
  return made;
}

/** Nobody presses again what is under way. */
async function doOnce(button, work) {
  button.disabled = true;
  await work();
  button.disabled = false;
}

/** The same for what cannot be taken back: the first press asks. */
export function sureButton(action, [words, question], act) {
  const made = el('button', { type: 'button', class: `act ${action}` }, words);
  let asked = null;
  const calm = () => {
    clearTimeout(asked);
    asked = null;
    made.dataset.asks = 'no';
    setText(made, words);
  };
  made.addEventListener('click', () => {
    if (asked === null) {
      asked = setTimeout(calm, sureWithinMs);
      made.dataset.asks = 'yes';
      setText(made, question);
      return;
    }
    calm();
    void doOnce(made, () => act(action));
  });
  made.addEventListener('blur', calm);
  return made;
}
