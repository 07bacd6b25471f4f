import { byId, el, setText } from './elements.js';
import { count } from './words.js';

/** What was refused by its most likely cause, what somebody can do something about first. */
const causes = [
  ['previous-secret', 'signed with a secret that the relay held before'],
  ['unknown-secret', 'signed with a secret that the relay was never told'],
  ['other-integration', 'of another installation of Sentry'],
  ['re-serialised', 'written anew by a proxy on the way'],
  ['stranger', 'not in the form of Sentry: strangers'],
];

/** Draws what the door refused and keeps, in case a secret fits yet; the answer takes frames. */
export function quarantine() {
  const list = byId('quarantine-list');
  return ({ quarantined, quarantinedBy }) => {
    byId('quarantine').hidden = quarantined === 0;
    setText(byId('quarantine-count'), count(quarantined));
    const rows = causes.filter(([cause]) => (quarantinedBy[cause] ?? 0) > 0);
    const text = JSON.stringify(quarantinedBy);
    if (list.dataset.text === text) return;
    list.dataset.text = text;
    list.replaceChildren(
      ...rows.map(([cause, words]) => el('li', {}, el('b', {}, count(quarantinedBy[cause])), ` ${words}`)),
    );
  };
}
