import { byId, el, setText } from './elements.js';
import { clockMinute, laneName, plural, time } from './words.js';

/** Draws the banner that stands above everything when what is below is not known to be true. */
export function showUnknown(unknown) {
  const banner = byId('unknown');
  banner.hidden = unknown === null;
  if (unknown === null) return;
  const { since, why } = unknown;
  setText(banner.querySelector('h2'), unknownWords(unknown));
  const [said, todo] = {
    silent: [
      `The relay has said nothing since ${time(since)}. What is below is how it was then.`,
      'Check its process, its machine and the network in between: if it is down, nobody is paged and nothing reaches Slack. This page keeps trying.',
    ],
    'no-figures': [
      `The relay runs, but its figures stopped at ${time(since)}. What is below is how it was then.`,
      'Its store does not answer: see its log, and the room on its disk. This page keeps trying.',
    ],
    'logged-out': [
      'Your log-in has ended, so the relay tells this page nothing more. What is below is how it was then.',
      el('a', { href: '/login' }, 'Log in again'),
    ],
  }[why];
  banner.querySelector('.said').replaceChildren(said);
  banner.querySelector('.todo').replaceChildren(todo);
}

/** `Unknown since 11:44`; null when all is known. */
export function unknownWords(unknown) {
  return unknown === null ? null : `Unknown since ${clockMinute(unknown.since)}`;
}

/**
 * What to say of pagers that cannot be reached, null when there is nothing to say. A relay without any pager may be
 * meant that way: that is an alarm only once somebody should be woken.
 */
export function pagerAlarm({ pager, open }) {
  const { configured, unreachable } = pager;
  if (configured === 0) {
    const missed = open.filter((incident) => incident.page.state === 'wanted').length;
    return { urgent: missed > 0, words: 'Nobody can be paged', lines: [noPager(missed)], todo: noPagerTodo };
  }
  if (unreachable.length === 0) return null;
  const all = unreachable.length === configured;
  return {
    urgent: true,
    words: all ? 'Nobody can be paged' : 'Not everybody can be paged',
    lines: unreachable.map(unreachableLine),
    todo: [...new Set(unreachable.map(({ why }) => todoWords[why]))].join(' '),
  };
}

/** Draws what `pagerAlarm` says. */
export function showPagerAlarm(alarm) {
  const banner = byId('no-pager');
  const text = alarm === null ? '' : [alarm.words, ...alarm.lines, alarm.todo].join('\n');
  banner.hidden = alarm === null;
  banner.dataset.urgent = String(alarm?.urgent ?? false);
  if (alarm === null || banner.dataset.text === text) return;
  banner.dataset.text = text;
  setText(banner.querySelector('h2'), alarm.words);
  banner.querySelector('.said').replaceChildren(...alarm.lines.map((line) => el('span', {}, line)));
  setText(banner.querySelector('.todo'), alarm.todo);
}

function noPager(missed) {
  const said = 'No pager is configured.';
  return missed === 0 ? said : `${said} ${plural(missed, 'open incident')} would have woken somebody.`;
}

const noPagerTodo = 'Set PAGERDUTY_ROUTING_KEY and restart the relay, or watch Slack at all times.';

const todoWords = {
  blocked:
    'Put the right key into PAGERDUTY_ROUTING_KEY and restart, or mend the service in PagerDuty; then prove it with a drill. Until then call whoever is on call yourself.',
  failing:
    'See whether PagerDuty has trouble, and whether this machine reaches it. Until then call whoever is on call yourself.',
  limited: 'Something uses up what PagerDuty allows. Until then call whoever is on call yourself.',
  late: 'See the log of the relay. Until the page is out, call whoever is on call yourself.',
};

function unreachableLine({ receiver, why, reason, since, retryAt, pending }) {
  const name = laneName({ kind: 'pager', receiver });
  const what = {
    blocked: `${name} is blocked`,
    failing: `${name} cannot be reached`,
    limited: `${name} lets nothing through`,
    late: `${name} is late`,
  }[why];
  const from = since === null ? '' : ` since ${time(since)}`;
  const because = reason === null ? '.' : `: ${reason.replace(/[.\s]+$/, '')}.`;
  const waits = pending === 0 ? '' : ` ${plural(pending, 'page')} ${pending === 1 ? 'waits' : 'wait'}.`;
  return `${what}${from}${because}${waits}${retryAt === null ? '' : ` The next try is at ${time(retryAt)}.`}`;
}
