import { act } from './acts.js';
import { el, setText } from './elements.js';
import { hoursOf, localise, secondsOf } from './times.js';

/**
 * The element of a message: who, when, what it says, how it read before, and its thread.
 * @param {{ openThread: ((message: any) => void) | null }} how
 */
export function messageElement(message, { openThread }) {
  const body = el('div', { class: 'content' });
  const versions = el('button', { type: 'button', class: 'versions', hidden: true });
  const replies = el('button', { type: 'button', class: 'replies', hidden: true });
  const trouble = el('p', { class: 'trouble', role: 'alert', hidden: true });
  const past = pastOf(body);
  const head = el(
    'div',
    { class: 'head' },
    el(
      'p',
      { class: 'who' },
      el('b', {}, message.by),
      ' ',
      el('span', { class: 'app' }, 'APP'),
      ' ',
      el('time', {}, hoursOf(message.at)),
    ),
    versions,
  );
  const avatar = el(
    'div',
    { class: 'avatar', 'aria-hidden': 'true' },
    message.by === 'stormrelay' ? '≋' : '◌',
  );
  const element = el(
    'article',
    { class: 'message', 'data-channel': message.channel, 'data-ts': message.ts },
    avatar,
    el('div', {}, head, past.element, body, trouble, replies),
  );
  versions.addEventListener('click', () => past.toggle());
  replies.addEventListener('click', () => openThread?.(element.shown));
  body.addEventListener('click', (event) => void press(event, element, trouble));
  Object.assign(element, { body, versions, replies, past });
  return element;
}

/** Brings an element up to date; answers whether the message says something else now. */
export function updateMessage(element, message, now) {
  const before = element.shown;
  element.shown = message;
  const { versions, replies, past } = element;
  versions.hidden = message.version < 2;
  setText(versions, `edited ${message.version - 1}×`);
  versions.title = `Last edited ${secondsOf(message.changedAt)}. See how it read before.`;
  replies.hidden = message.replies === 0;
  setText(replies, message.replies === 1 ? '1 reply' : `${message.replies} replies`);
  if (before?.version === message.version) return false;
  past.follow(message, now);
  if (before !== undefined) flash(element);
  return before !== undefined;
}

/** The server's own drawing of blocks, in which every text is escaped. Focus and an open menu stay where they are. */
function draw(body, html, now) {
  const focused = body.contains(document.activeElement) ? document.activeElement.dataset.press : undefined;
  const open = body.querySelector('details[open]') !== null;
  body.innerHTML = html;
  localise(body, now);
  if (open) body.querySelector('details')?.setAttribute('open', '');
  if (focused !== undefined) body.querySelector(`[data-press="${CSS.escape(focused)}"]`)?.focus();
}

function flash(element) {
  element.classList.remove('changed');
  void element.offsetWidth;
  element.classList.add('changed');
}

/** Somebody presses a button, or a line of a menu. */
async function press(event, element, trouble) {
  const button = event.target.closest('[data-press]');
  if (button === null) return;
  button.closest('details')?.removeAttribute('open');
  button.classList.add('busy');
  const { channel, ts } = element.dataset;
  const why = await act('/press', { channel, ts, action: button.dataset.press });
  button.classList.remove('busy');
  trouble.hidden = why === null;
  trouble.textContent = why === null ? '' : `⚠ ${why}`;
}

/** The slider over a message's versions. At its end it follows what is written. */
function pastOf(body) {
  const slider = el('input', { type: 'range', min: '1', step: '1', 'aria-label': 'Version of the message' });
  const label = el('output');
  const live = el('button', { type: 'button' }, 'Now');
  const element = el('div', { class: 'past', hidden: true }, slider, label, live);
  let message = null;
  let chosen = null;
  let now = 0;
  const show = () => {
    element.hidden = chosen === null;
    body.classList.toggle('old', chosen !== null && chosen < message.version);
    for (const button of body.querySelectorAll('button')) button.disabled = body.classList.contains('old');
  };
  const showNow = () => {
    draw(body, message.html, now);
    setText(label, `version ${message.version} of ${message.version}`);
    slider.value = String(message.version);
    show();
  };
  const choose = async (n) => {
    chosen = n;
    if (n >= message.version) return showNow();
    const { channel, ts } = message;
    const response = await fetch(`/messages/${channel}/${ts}/versions/${n}`).catch(() => null);
    if (chosen !== n || response === null) return;
    const version = await response.json();
    if (chosen !== n) return;
    setText(
      label,
      response.ok ? `version ${n} of ${message.version}, ${secondsOf(version.at)}` : version.error.message,
    );
    if (response.ok) draw(body, version.html, now);
    show();
  };
  slider.addEventListener('input', () => void choose(Number(slider.value)));
  live.addEventListener('click', () => {
    chosen = null;
    showNow();
  });
  return {
    element,
    toggle: () => {
      const opens = chosen === null;
      chosen = opens ? message.version : null;
      showNow();
      if (opens) slider.focus();
    },
    follow: (newer, at) => {
      const wasAtEnd = chosen === null || message === null || chosen >= message.version;
      message = newer;
      now = at;
      slider.max = String(newer.version);
      if (chosen !== null && wasAtEnd) chosen = newer.version;
      if (wasAtEnd) showNow();
    },
  };
}
