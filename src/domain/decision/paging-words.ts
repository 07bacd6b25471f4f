import { duration as lasting } from '../text/figures.ts';
import { duration, inMinutes, inUtc } from './amounts.ts';
import type { PageReason, paging, PagingRule, reasons, Unpaged, unpaged } from './paging.ts';
import { sayings, type ToldBefore, type WordsFor } from './vocabulary.ts';

const clauses: WordsFor<typeof unpaged> = {
  'not-paged-environment': ({ environment }) => `the environment ${nameOf(environment)} never pages`,
  'not-paged-unsigned': () => 'it came through the unsigned legacy door, which wakes nobody',
  'not-paged-stale': ({ ageMs }) => `the event was ${inMinutes(ageMs)} old when Sentry told of it`,
  'not-paged-merged': ({ child }) => `the page of ${child}, which was merged into it, stands for both`,
  'not-paged-parted': ({ from, who }) =>
    `the page of ${from}, from which ${who} split it, has woken somebody for it`,
  'not-paged-acknowledged': ({ who }) =>
    `it was acknowledged by ${who ?? 'somebody'} before it met a condition for paging`,
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

const unheard = 'nobody can be heard to acknowledge it';

const becauseWords: WordsFor<typeof reasons> = {
  'page-level': ({ level }) => `its level is ${level}`,
  'page-critical-metric': () => 'it is a critical metric alert',
  'page-outage': () => 'Sentry calls it an outage',
  'page-rate': ({ events, minutes }) =>
    `at least ${events} events came in each of ${minutes} minutes running`,
  'page-metric': ({ severity }) => `it is a metric alert at ${severity}`,
  'page-users': ({ users }) => `at least ${users} users are affected`,
  'page-unseen': ({ forMs }) =>
    `Slack has taken no message for ${duration(forMs)}, so nobody can have seen it there`,
  'page-storm': ({ title }) => `errors broke out together: ${title}`,
  'page-surge': ({ title }) => `errors broke out together, ${title}`,
  'page-after-quiet': ({ quietMs, met }) =>
    `it happened again after ${duration(quietMs)} of quiet${andMet(met)}`,
  'page-more-severe': () => 'it became more severe after it was acknowledged',
  'page-grew': ({ from, to }) => `it grew from ${from} to ${to} projects after it was acknowledged`,
  'page-more-severe-unheard': () => `it became more severe after it rang, and ${unheard}`,
  'page-grew-unheard': ({ from, to }) =>
    `it grew from ${from} to ${to} projects after it rang, and ${unheard}`,
  'page-new-project': ({ project }) =>
    `project ${project} met a condition for paging after it was acknowledged elsewhere`,
  'page-more-incidents': ({ more }) =>
    `${more} more ${more === 1 ? 'incident' : 'incidents'} joined, not told of when it was acknowledged`,
  'page-long-ago': ({ more, afterMs }) =>
    `${more} more ${more === 1 ? 'incident' : 'incidents'} joined ${lasting(afterMs)} after it rang, and nobody has acknowledged it`,
  'page-long-ago-unheard': ({ more, afterMs }) =>
    `${more} more ${more === 1 ? 'incident' : 'incidents'} joined ${lasting(afterMs)} after it rang, and ${unheard}`,
  'page-needs-somebody': ({ more }) =>
    `${more} ${more === 1 ? 'incident needs' : 'incidents need'} somebody, although all that shared this page were in hand before`,
  'page-goes-on': ({ who, afterMs, met }) =>
    `it goes on, ${lasting(afterMs)} after ${who ?? 'somebody'} ended the page that it shared${andMet(met)}`,
  'page-untold': ({ who }) =>
    `${who ?? 'somebody'} ended the page that it was to share before that had told of it`,
  'page-collects': () => 'there are more pages than anybody can read',
  'page-asked': ({ who }) => `${who} asked for somebody to be woken`,
  'page-own-trouble': () => 'the relay itself is in trouble, and alerts may reach nobody or come late',
  'page-taken-back': ({ receiver }) =>
    `whoever of ${receiver} had it in hand has it no longer, and the page before was acknowledged for them`,
  'page-unanswered': ({ receiver, afterMs }) => `nobody of ${receiver} has answered for ${duration(afterMs)}`,
};

/** Why somebody is woken, as it follows "because". What an older relay said stands as it was said. */
const pagedBecause = sayings(becauseWords);

/** The same beside a headline that names the storm: its name is not said twice. */
export function becauseBeside(reason: PageReason): string {
  const isStorm = reason.code === 'page-storm' || reason.code === 'page-surge';
  return isStorm ? 'errors broke out together' : pagedBecause(reason);
}

function andMet(met: PagingRule | null): string {
  return met === null ? '' : `, and ${pagedBecause(met)}`;
}

/** The same as a sentence of its own. */
function whyPaged(reason: Exclude<PageReason, ToldBefore>): string {
  const said = pagedBecause(reason);
  // Nobody's name is written in another way.
  if ('who' in reason && reason.who !== null && said.startsWith(reason.who)) return `${said}.`;
  return `${said.charAt(0).toUpperCase()}${said.slice(1)}.`;
}

/** What is decided about waking somebody, in sentences. */
export const pagingWords: WordsFor<typeof paging> = {
  'page-level': whyPaged,
  'page-critical-metric': whyPaged,
  'page-outage': whyPaged,
  'page-rate': whyPaged,
  'page-metric': whyPaged,
  'page-users': whyPaged,
  'page-unseen': whyPaged,
  'page-storm': whyPaged,
  'page-surge': whyPaged,
  'page-after-quiet': whyPaged,
  'page-more-severe': whyPaged,
  'page-grew': whyPaged,
  'page-grew-unheard': whyPaged,
  'page-more-severe-unheard': whyPaged,
  'page-new-project': whyPaged,
  'page-more-incidents': whyPaged,
  'page-long-ago': whyPaged,
  'page-long-ago-unheard': whyPaged,
  'page-needs-somebody': whyPaged,
  'page-goes-on': whyPaged,
  'page-untold': whyPaged,
  'page-collects': whyPaged,
  'page-asked': whyPaged,
  'page-own-trouble': whyPaged,
  'page-taken-back': whyPaged,
  'page-unanswered': whyPaged,
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
  paged: ({ reason, whom }) =>
    `Paging ${whom.length === 0 ? 'whoever is on call' : `${whom.join(', ')} (on call)`}, because ${pagedBecause(reason)}.`,
  'paged-again': ({ page, reason }) =>
    `Paging whoever is on call again (page ${page}), because ${pagedBecause(reason)}.`,
  'page-withdrawn': ({ why }) => `The page is withdrawn. ${say(why)}`,
  'page-joined': ({ pages, windowMs, collector }) =>
    `More than ${pages} pages in ${inMinutes(windowMs)}, so it joins the page ${collector}.`,
  'page-repeated': ({ quietMs, acknowledged }) => {
    const again = `It happened again after ${duration(quietMs)} of quiet: paging whoever is on call once more, in the same incident of the pager.`;
    return acknowledged
      ? `${again} Since it is acknowledged, that wakes somebody only if the pager has ended it.`
      : again;
  },
  'not-paged-again': ({ service, who }) =>
    `Not paged again for ${service}: acknowledged by ${who ?? 'somebody'}, who knows of what it is part of.`,
  'receiver-paged': ({ receiver, page, reason }) =>
    `Paging ${receiver}${page === 1 ? '' : ` again (page ${page})`}, because ${pagedBecause(reason)}.`,
  routed: ({ receiver, route, silent }) => {
    const told = `Told to ${receiver}, ${route === '' ? 'by the root route' : `by route ${route}`}`;
    return silent === null ? `${told}.` : `${told}, but not before the time interval ${silent} lets it.`;
  },
  'interval-over': ({ receiver, interval }) =>
    `The time interval ${interval} silences ${receiver} no longer, and it is still open.`,
  'collector-opened': () => 'More pages than anybody can read: further incidents join this page.',
  'page-overdue': ({ page, forMs, said, doubtful }) =>
    doubtful
      ? `It is not known whether anybody has been woken: PagerDuty has not confirmed page ${page} within ${lasting(forMs)}.${because(said)}`
      : `Nobody has been woken yet: PagerDuty has not taken page ${page} within ${lasting(forMs)}.${because(said)}`,
  'page-given-up': ({ page, said }) => `Nobody is woken: page ${page} is given up.${because(said)}`,
  'page-taken-late': ({ page, afterMs, over }) =>
    `PagerDuty has taken page ${page}, ${lasting(afterMs)} after it was wanted.${over ? ' By then it was resolved.' : ''}`,
  'page-taken-by-fallback': ({ page, afterMs, over, refused }) =>
    `The fallback key has taken page ${page}, ${lasting(afterMs)} after it was wanted. ${ownKeyThen(over, refused)}`,
  'page-taken-beside': ({ page, afterMs, over }) =>
    `PagerDuty has taken page ${page} at its own key too, ${lasting(afterMs)} after it was wanted: it is the same page that the fallback key rang for. Whoever acknowledges one has both.${over ? ' By then it was resolved.' : ''}`,
  'page-never-taken': ({ page }) => `PagerDuty never took page ${page}, which is not needed any more.`,
  'over-before-page': ({ page }) => `Nobody was paged: it was over before page ${page} went out.`,
  'page-reported': ({ page, receiver, answer }) => `Page ${page} at ${receiver}: ${answer}.`,
};

const say = sayings(pagingWords);

function notPaged(why: Unpaged): string {
  return `Not paged: ${unpagedClause(why)}.`;
}

/** What its own key does of a page that a fallback key has taken. */
function ownKeyThen(over: boolean, refused: boolean): string {
  if (over) return 'By then it was resolved.';
  return refused
    ? 'Its own key does not ring: PagerDuty refused it there for good, and it is a dead letter.'
    : 'Its own key rings too once PagerDuty takes it there, unless somebody has it before.';
}

function because(said: string | null): string {
  return said === null ? '' : ` ${said}`;
}

/** Where no alert of it named one, its issue is known for it. */
function nameOf(environment: string | null): string {
  return environment ?? 'of its issue';
}
