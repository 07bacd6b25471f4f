import { refusedWords } from '../inbox/refused-words.ts';
import { duration as lasting } from '../text/figures.ts';
import { inHours, inHoursOrMinutes, inUtc } from './amounts.ts';
import type { life, Uninhibiting, Unmuting, Unsilencing } from './life.ts';
import { summaryLines } from './summary-words.ts';
import { sayings, type WordsFor } from './vocabulary.ts';

/** What is decided about how an incident begins, goes on and ends, in sentences. */
export const lifeWords: WordsFor<typeof life> = {
  'fires-again': () => 'It fires again.',
  'fires-after-resolve': () => 'It fires after it was resolved.',
  'goes-on-after-storm': ({ root }) => `It goes on after its storm ${root} ended.`,
  'reopened-regressed': ({ unheard }) => `Sentry says it regressed.${endedUnheard(unheard)}`,
  'reopened-escalating': ({ unheard }) => `Sentry says it is escalating.${endedUnheard(unheard)}`,
  'reopened-by-hand': ({ unheard }) => `Somebody reopened it in Sentry.${endedUnheard(unheard)}`,
  'reopened-archive-over': ({ unheard }) =>
    `It was archived for a while in Sentry, and that time is over.${endedUnheard(unheard)}`,
  'resolved-by-person': ({ who }) => `Closed by ${who}.`,
  'resolved-with-root': ({ root }) => `Its storm ${root} was resolved.`,
  'resolved-by-silence': ({ events, quietMs }) =>
    `It repeated ${events} times and has now been silent for ${inHours(quietMs)}.`,
  'resolved-but-left-over': () =>
    'Nearly all of its Sentry issues are resolved; what is left merely began with them, and is silent.',
  'resolved-unheard': () => 'Sentry says it had ended: nobody told so at the time, and now it is back.',
  'resolved-archived': ({ who }) => `Archived in Sentry${by(who)}.`,
  'resolved-metric': () => 'The metric is back within its thresholds, says Sentry.',
  'resolved-occurrence': ({ who }) => `Sentry says that it is over${by(who, ': resolved by')}.`,
  'resolved-issues': ({ who }) => `Every Sentry issue of it is resolved${by(who, ', the last by')}.`,
  'resolved-since-regrouped': ({ who }) =>
    `Every Sentry issue that is left of it is resolved, since ${who} regrouped it.`,
  'resolved-collected': ({ allPaged }) =>
    allPaged
      ? 'Every incident that had joined this page is resolved.'
      : 'Every incident that had joined this page is resolved, or pages nobody any more.',
  'resolved-own-trouble': () => 'The relay sees nothing of it any more.',
  'resolved-store-failed': (refused) => `The store works again. ${refusedWords(refused)}`,
  'resolved-drill': ({ result, summary }) => `Drill ${result}${summary === '' ? '.' : `: ${summary}`}`,
  'first-alert': ({ service, title }) => `First alert of ${service}: ${title}`,
  'opened-again': ({ why, before }) => `${say(why)} Before: ${before}.`,
  'issue-fires-again': ({ title }) => `${title} fires again.`,
  'resolve-overtaken': ({ title }) =>
    `${title}: Sentry says it is resolved. An alert newer than this resolve is known, so it ends nothing.`,
  'room-opened': ({ who }) =>
    who === null ? 'It gets a channel of its own.' : `${who} asked for a channel of its own.`,
  'room-archived': ({ who }) => `${who} archived its channel.`,
  'room-guests': ({ asked, unknown, why }) =>
    [
      ...(asked.length === 0 ? [] : [`Asked into its channel: ${asked.join(', ')}.`]),
      ...(unknown.length === 0 ? [] : [`Not asked into its channel: ${unknown.join(', ')}.`]),
      ...(why === null ? [] : [why]),
    ].join(' ') || 'Nobody is on call to be asked into its channel.',
  'own-trouble-began': ({ trouble }) => `The relay itself is in trouble: ${trouble}.`,
  acknowledged: ({ who }) => `Acknowledged by ${who}.`,
  'also-acknowledged': ({ who }) => `Also acknowledged by ${who}.`,
  'acknowledged-before': ({ who }) => `Before that, ${who} had acknowledged it.`,
  'acknowledged-together': ({ who, collector }) =>
    `Acknowledged by ${who ?? 'somebody'}, with the page ${collector} that it shares.`,
  'all-in-hand': () =>
    'All that share this page are in hand, so it is acknowledged. What needs somebody after this rings anew.',
  'taken-back-together': ({ collector }) =>
    `Nobody has the page ${collector} in hand any more that it shares, so it waits for somebody again.`,
  'shared-page-ended': ({ who, collector }) =>
    `${who ?? 'Somebody'} ended the page ${collector} that it shares. It goes on, and pages anew if it still does in a while.`,
  assigned: ({ title, who }) => `${title} was assigned to ${who} in Sentry.`,
  'taken-over': ({ who }) => `${who} takes it.`,
  muted: ({ who, forMs }) => `Muted for ${inHoursOrMinutes(forMs)} by ${who}.`,
  'muted-anew': ({ who, forMs }) => `Muted for ${inHoursOrMinutes(forMs)} from now on by ${who}.`,
  'unmuted-by-person': ({ who }) => `Not muted any more, by ${who}.`,
  'unmuted-grew': ({ from, to }) =>
    `Not muted any more: it grew from ${from} to ${to} projects after it was muted.`,
  unmuted: ({ why }) => `Not muted any more: ${unmutedBecause[why]}.`,
  silenced: ({ who, until, reason }) => `Silenced by ${who} until ${inUtc(until)} (${reason}).`,
  unsilenced: ({ who, why }) => unsilencedBecause[why](who),
  inhibited: ({ rule, source, title }) =>
    `Kept quiet while ${source} goes on (${title}), by the rule ${rule}.`,
  'in-maintenance': ({ until, reason }) => `In maintenance until ${inUtc(until)} (${reason}).`,
  'out-of-maintenance': ({ maintenance, why }) => maintainedNoMore[why](maintenance),
  uninhibited: ({ rule, source, why }) => uninhibitedBecause[why](source, rule),
  'still-open': ({ forMs, paged }) =>
    `Still open after ${lasting(forMs)}, and nobody has acknowledged it${paged ? ' or its page' : ''}.`,
  'summed-up': (summary) => summaryLines(summary).join(' '),
  quiet: ({ quietMs }) => `Quiet for ${inHours(quietMs)}. It stays open until its issues are resolved.`,
};

const say = sayings(lifeWords);

function endedUnheard(unheard: boolean): string {
  return unheard ? ' That it had ended nobody had told.' : '';
}

function by(who: string | null, word = ' by'): string {
  return who === null ? '' : `${word} ${who}`;
}

const unmutedBecause: Readonly<Record<Unmuting, string>> = {
  over: 'the time is over',
  worse: 'it became worse',
  paged: 'somebody asked for a page',
  resolved: 'it is resolved',
};

const unsilencedBecause: Readonly<Record<Unsilencing, (who: string) => string>> = {
  over: (who) => `The silence of ${who} is over.`,
  ended: (who) => `The silence of ${who} was ended.`,
  uncovered: (who) => `The silence of ${who} does not cover all of it.`,
  asked: (who) => `Somebody asked for a page, whatever the silence of ${who} says.`,
};

const uninhibitedBecause: Readonly<Record<Uninhibiting, (source: string, rule: string) => string>> = {
  over: (source, rule) => `${source} keeps it quiet no longer, by the rule ${rule}.`,
  uncovered: (source, rule) => `${source} does not stand for all of it, by the rule ${rule}.`,
  asked: (source, rule) => `Somebody asked for a page, although ${source} stands for it by the rule ${rule}.`,
  unwoken: (source, rule) =>
    `Somebody has to be woken, and ${source} has woken nobody for it (rule ${rule}).`,
};

const maintainedNoMore: Readonly<Record<Unsilencing, (maintenance: string) => string>> = {
  over: (maintenance) => `The maintenance ${maintenance} is over.`,
  ended: (maintenance) => `The maintenance ${maintenance} is over.`,
  uncovered: (maintenance) => `The maintenance ${maintenance} does not explain all of it.`,
  asked: (maintenance) => `Somebody asked for a page, in spite of the maintenance ${maintenance}.`,
};
