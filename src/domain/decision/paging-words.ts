import { duration as lasting } from '../text/figures.ts';
import { duration, inMinutes, inUtc } from './amounts.ts';
import type { paging, Unpaged, unpaged } from './paging.ts';
import { stormSentence, surgeSentence } from './storm-words.ts';
import { sayings, type WordsFor } from './vocabulary.ts';

const clauses: WordsFor<typeof unpaged> = {
  'not-paged-environment': ({ environment }) => `the environment ${nameOf(environment)} never pages`,
  'not-paged-unsigned': () => 'it came through the unsigned legacy door, which wakes nobody',
  'not-paged-stale': ({ ageMs }) => `the event was ${inMinutes(ageMs)} old when Sentry told of it`,
  'not-paged-merged': ({ child }) => `the page of ${child}, which was merged into it, stands for both`,
  'not-paged-parted': ({ from, who }) =>
    `the page of ${from}, from which ${who} split it, has woken somebody for it`,
  'not-paged-acknowledged': ({ who }) => `it was acknowledged by ${who ?? 'somebody'} before it met a rule`,
  'not-paged-muted': ({ who }) => `${who} had muted it`,
  'not-paged-silenced': ({ by, until }) => `a silence of ${by} holds until ${inUtc(until)}`,
  'not-paged-maintenance': ({ maintenance, until }) =>
    `the maintenance ${maintenance} lasts until ${inUtc(until)}`,
  'not-paged-inhibited': ({ rule, source }) =>
    `${source}, which has woken somebody, stands for it by the rule ${rule}`,
  'not-paged-interval': ({ interval }) => `the time interval ${interval} says that nobody is woken now`,
  'not-paged-quiet': ({ since }) =>
    `it had been quiet since ${inUtc(since)} when somebody could be woken again`,
  'not-paged-no-pager': () => 'it is routed to nobody who can be woken',
  'not-paged-held': ({ holdMs }) => `it may heal by itself within ${duration(holdMs)}`,
};

/** Why nobody was woken, as half a sentence. */
export const unpagedClause = sayings(clauses);

/** What is decided about waking somebody, in sentences. */
export const pagingWords: WordsFor<typeof paging> = {
  'page-level': ({ level }) => `Level ${level}.`,
  'page-critical-metric': () => 'A critical metric alert.',
  'page-outage': () => 'Sentry calls it an outage.',
  'page-rate': ({ events, minutes }) => `At least ${events} events in each of ${minutes} minutes running.`,
  'page-metric': ({ severity }) => `A metric alert at ${severity}.`,
  'page-users': ({ users }) => `At least ${users} users are affected.`,
  'page-unseen': ({ forMs }) =>
    `Slack has taken no message for ${duration(forMs)}, so nobody can have seen it there.`,
  'page-storm': ({ title }) => stormSentence(title),
  'page-surge': ({ title }) => surgeSentence(title),
  'page-after-quiet': ({ quietMs, met }) =>
    `It happened again after ${duration(quietMs)} of quiet.${met === null ? '' : ` ${say(met)}`}`,
  'page-more-severe': () => 'It became more severe after it was acknowledged.',
  'page-grew': ({ from, to }) => `It grew from ${from} to ${to} projects after it was acknowledged.`,
  'page-new-project': ({ project }) => `Project ${project} met the rule after it was acknowledged elsewhere.`,
  'page-more-incidents': ({ more }) =>
    `${more} more ${more === 1 ? 'incident' : 'incidents'} joined, not told of when it was acknowledged.`,
  'page-long-ago': ({ more, afterMs }) =>
    `${more} more ${more === 1 ? 'incident' : 'incidents'} joined ${lasting(afterMs)} after it rang, and nobody has acknowledged it.`,
  'page-goes-on': ({ who, afterMs, met }) =>
    `It goes on, ${lasting(afterMs)} after ${who ?? 'somebody'} ended the page that it shared.${met === null ? '' : ` ${say(met)}`}`,
  'page-untold': ({ who }) =>
    `${who ?? 'Somebody'} ended the page that it was to share before that had told of it.`,
  'page-collects': () => 'More pages than anybody can read.',
  'page-asked': ({ who }) => `${who} asked for somebody to be woken.`,
  'page-unanswered': ({ receiver, afterMs }) =>
    `Nobody of ${receiver} has answered for ${duration(afterMs)}.`,
  'not-paged-environment': notPaged,
  'not-paged-unsigned': notPaged,
  'not-paged-stale': notPaged,
  'not-paged-merged': notPaged,
  'not-paged-parted': notPaged,
  'not-paged-acknowledged': notPaged,
  'not-paged-muted': notPaged,
  'not-paged-silenced': notPaged,
  'not-paged-maintenance': notPaged,
  'not-paged-inhibited': notPaged,
  'not-paged-interval': notPaged,
  'not-paged-quiet': notPaged,
  'not-paged-no-pager': notPaged,
  'not-paged-held': notPaged,
  'withdrawn-environment': ({ environment }) => `Its environment ${nameOf(environment)} never pages.`,
  'withdrawn-regrouped': ({ root, who, into }) =>
    `It was part of ${root}, which pages, until ${who} ${into === null ? 'split it off' : `merged it into ${into}`}.`,
  paged: ({ reason }) => `Paging on-call. ${say(reason)}`,
  'paged-again': ({ page, reason }) => `Paging on-call again (page ${page}). ${say(reason)}`,
  'page-withdrawn': ({ why }) => `The page is withdrawn. ${say(why)}`,
  'page-joined': ({ pages, windowMs, collector }) =>
    `More than ${pages} pages in ${inMinutes(windowMs)}, so it joins the page ${collector}.`,
  'page-repeated': ({ quietMs, acknowledged }) => {
    const again = `It happened again after ${duration(quietMs)} of quiet: paging on-call once more, in the same incident of the pager.`;
    return acknowledged
      ? `${again} Since it is acknowledged, that wakes somebody only if the pager has ended it.`
      : again;
  },
  'not-paged-again': ({ service, who }) =>
    `Not paged again for ${service}: acknowledged by ${who ?? 'somebody'}, who knows of what it is part of.`,
  'receiver-paged': ({ receiver, page, reason }) =>
    `Paging ${receiver}${page === 1 ? '' : ` again (page ${page})`}. ${say(reason)}`,
  routed: ({ receiver, route, silent }) => {
    const told = `Told to ${receiver}, ${route === '' ? 'by the root route' : `by route ${route}`}`;
    return silent === null ? `${told}.` : `${told}, but not before the time interval ${silent} lets it.`;
  },
  'interval-over': ({ receiver, interval }) =>
    `The time interval ${interval} silences ${receiver} no longer, and it is still open.`,
  'collector-opened': () => 'More pages than anybody can read: further incidents join this page.',
  'page-overdue': ({ page, forMs, said }) =>
    `Nobody has been woken yet: PagerDuty has not taken page ${page} within ${lasting(forMs)}.${because(said)}`,
  'page-given-up': ({ page, said }) => `Nobody is woken: page ${page} is given up.${because(said)}`,
  'page-taken-late': ({ page, afterMs, over }) =>
    `PagerDuty has taken page ${page}, ${lasting(afterMs)} after it was wanted.${over ? ' By then it was resolved.' : ''}`,
  'page-never-taken': ({ page }) => `PagerDuty never took page ${page}, which is not needed any more.`,
  'page-reported': ({ page, receiver, answer }) => `Page ${page} at ${receiver}: ${answer}.`,
};

const say = sayings(pagingWords);

function notPaged(why: Unpaged): string {
  return `Not paged: ${unpagedClause(why)}.`;
}

function because(said: string | null): string {
  return said === null ? '' : ` ${said}`;
}

/** Where no alert of it named one, its issue is known for it. */
function nameOf(environment: string | null): string {
  return environment ?? 'of its issue';
}
