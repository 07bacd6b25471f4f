import type { pager } from './pager.ts';
import type { WordsFor } from './vocabulary.ts';

/** What a pager told, in sentences. */
export const pagerWords: WordsFor<typeof pager> = {
  'pager-unacknowledged': ({ who, before }) => {
    if (before)
      return who === null
        ? 'Before that, the acknowledgement had run out in PagerDuty.'
        : `Before that, ${who} had taken the acknowledgement back in PagerDuty.`;
    return who === null
      ? 'The acknowledgement ran out in PagerDuty, which rings again.'
      : `${who} took the acknowledgement back in PagerDuty.`;
  },
  'pager-reopened': ({ who, over, before }) =>
    before
      ? `Before that, it had been reopened in PagerDuty${by(who)}.`
      : `Reopened in PagerDuty${by(who)}.${over ? ' Here it stays resolved: what fires again opens a new incident.' : ''}`,
  'pager-assigned': ({ how, who, to }) =>
    `${how === 'escalated' ? 'Escalated' : how === 'delegated' ? 'Delegated' : 'Reassigned'} in PagerDuty${by(who)}${to.length === 0 ? '' : ` to ${to.join(', ')}`}.`,
  'pager-priority': ({ who, priority }) =>
    `Priority ${priority ?? 'none'} in PagerDuty${by(who, ', set by')}.`,
  'pager-note': ({ who, note }) => `Note in PagerDuty${by(who)}: ${note}`,
  'pager-responder': ({ name, state }) =>
    state === 'pending' ? `${name} was asked to help, in PagerDuty.` : `${name} in PagerDuty: ${state}.`,
  'pager-ended-alone': () =>
    'PagerDuty ended its page by itself. Nobody resolved the incident, so it goes on.',
  'pager-older-page': ({ action, who, page }) =>
    `${who} ${action} page ${page} in PagerDuty. A newer page rings for this incident, so that changes nothing here.`,
  'pager-told': ({ event }) => `PagerDuty tells: ${event}.`,
  'pager-echo': ({ event }) => `PagerDuty tells what the relay did itself: ${event}.`,
  'pager-incident-unknown': ({ pagerIncident }) =>
    `PagerDuty's incident ${pagerIncident} has not been told of as the page of any incident here. It is kept for an hour, in case that follows.`,
  'pager-incident-not-ours': ({ pagerIncident }) =>
    `PagerDuty's incident ${pagerIncident} was not opened by this relay.`,
  'pager-event-unused': ({ event }) => `The relay has no use for PagerDuty's ${event}.`,
};

function by(who: string | null, word = ' by'): string {
  return who === null ? '' : `${word} ${who}`;
}
