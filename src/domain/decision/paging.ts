import { flag, listOf, maybe, number, orElse, text } from './shape.ts';
import { codedBy, type Coded, type ToldBefore } from './vocabulary.ts';

const rules = {
  'page-level': { level: text },
  'page-critical-metric': {},
  /** Sentry itself calls it one. */
  'page-outage': {},
  'page-rate': { events: number, minutes: number },
  'page-metric': { severity: text },
  'page-users': { users: number },
  /** No chat has taken a message for so long, so nobody can have seen it. */
  'page-unseen': { forMs: number },
  'page-storm': { title: text },
  /** A storm whose cause is not known. */
  'page-surge': { title: text },
} as const;

const rule = codedBy(rules);

/** Why somebody is woken: read as half a sentence, too. */
export const reasons = {
  ...rules,
  'page-after-quiet': { quietMs: number, met: maybe(rule) },
  'page-more-severe': {},
  'page-grew': { from: number, to: number },
  /** The same of a page of which nobody here can hear whether somebody has acknowledged it. */
  'page-grew-unheard': { from: number, to: number },
  'page-more-severe-unheard': {},
  'page-new-project': { project: text },
  'page-more-incidents': { more: number },
  /** All that shared a page of many incidents was in hand, so that it rang for nobody; since then so many need somebody. */
  'page-needs-somebody': { more: number },
  'page-collects': {},
  /** Nobody has acknowledged what rang so long ago that whatever joins now would wake nobody. */
  'page-long-ago': { more: number, afterMs: number },
  /** Whether somebody has acknowledged what rang so long ago nobody here can hear. */
  'page-long-ago-unheard': { more: number, afterMs: number },
  /** Somebody had ended the page that it shared with others, and it goes on. */
  'page-goes-on': { who: maybe(text), afterMs: number, met: maybe(rule) },
  /** Somebody had ended the page that it shared with others before that told of it. */
  'page-untold': { who: maybe(text) },
  /** A person's wish, whatever the rules say. */
  'page-asked': { who: text },
  /** The relay itself is in trouble, so that alerts may reach nobody. */
  'page-own-trouble': {},
  /** Its page was acknowledged for what somebody of another receiver had in hand, and has no longer. */
  'page-taken-back': { receiver: text },
  /** Another receiver was woken, and has not answered for so long. */
  'page-unanswered': { receiver: text, afterMs: number },
} as const;

/** Nobody is woken although a condition is met: read as half a sentence, too. */
export const unpaged = {
  /** Null: nobody named one, and its issue is known for one. */
  'not-paged-environment': { environment: maybe(text) },
  'not-paged-unsigned': {},
  /** To the minute. */
  'not-paged-stale': { ageMs: number },
  /** The page of what was merged into it stands for both. */
  'not-paged-merged': { child: text },
  'not-paged-parted': { from: text, who: text },
  'not-paged-acknowledged': { who: maybe(text) },
  'not-paged-muted': { who: text },
  /** A silence covers all that fires of it; `until` is virtual ms. */
  'not-paged-silenced': { by: text, until: number },
  /** `until` is virtual ms. */
  'not-paged-maintenance': { maintenance: text, until: number },
  /** Another incident has woken somebody, and stands for it by a rule. */
  'not-paged-inhibited': { rule: text, source: text },
  /** A time interval of the route says that nobody is woken now. */
  'not-paged-interval': { interval: text },
  /** Since `since`, virtual ms, nothing of it had happened when somebody could be woken again. */
  'not-paged-quiet': { since: number },
  /** None of the receivers that it is told to can wake anybody. */
  'not-paged-no-pager': {},
  /** The route waits for so long whether it heals by itself. */
  'not-paged-held': { holdMs: number },
} as const;

const withdrawals = {
  'withdrawn-environment': { environment: maybe(text) },
  /** A person took it out of what pages for it; into another, or null where it goes on alone. */
  'withdrawn-regrouped': { root: text, who: text, into: maybe(text) },
} as const;

const reason = codedBy(reasons);
const withdrawal = codedBy(withdrawals);

/** What is decided about waking somebody. */
export const paging = {
  ...reasons,
  ...unpaged,
  ...withdrawals,
  /** Who was on call by then, as far as the pager had told; older relays did not say. */
  paged: { reason, whom: orElse(listOf(text), []) },
  'paged-again': { page: number, reason },
  'page-withdrawn': { why: withdrawal },
  'page-joined': { pages: number, windowMs: number, collector: text },
  /** It was triggered again, under the same key. */
  'page-repeated': { quietMs: number, acknowledged: flag },
  'not-paged-again': { service: text, who: maybe(text) },
  'collector-opened': {},
  /** Where receivers have names: which one is woken, for the how manieth time. */
  'receiver-paged': { receiver: text, page: number, reason },
  /** By which route it is told: its place in the tree, empty for the root of the tree. The interval that makes it wait, or null. */
  routed: { receiver: text, route: text, silent: maybe(text) },
  'interval-over': { receiver: text, interval: text },
  /** Nobody has received it for long; `said` is what the pager answered last, `receiver` whose it is, null where there is one for all. */
  'page-overdue': {
    page: number,
    forMs: number,
    said: maybe(text),
    receiver: orElse(maybe(text), null),
    /** An answer was lost: it may have been received all the same. */
    doubtful: orElse(flag, false),
  },
  'page-given-up': { page: number, said: maybe(text), receiver: orElse(maybe(text), null) },
  /** `over`: the incident was resolved by then. */
  'page-taken-late': { page: number, afterMs: number, over: flag },
  'page-never-taken': { page: number },
  /** It was told as over before anybody could know whether its page had gone out, and it had not. */
  'over-before-page': { page: number },
  /** Another key has taken what its own pager has not. `over`: the incident was resolved by then; `refused`: its own takes it no more. */
  'page-taken-by-fallback': { page: number, afterMs: number, over: flag, refused: orElse(flag, false) },
  /** Its own pager has taken it after another key had: it rings twice. */
  'page-taken-beside': { page: number, afterMs: number, over: flag },
  'page-reported': { page: number, receiver: text, answer: text },
} as const;

/** Which paging rule was met. */
export type PagingRule = Coded<typeof rules> | ToldBefore;
/** Why a page, or one more life of it, began. */
export type PageReason = Coded<typeof reasons> | ToldBefore;
/** Why nobody was woken although a rule was met. */
export type Unpaged = Coded<typeof unpaged> | ToldBefore;
/** Why a page is no longer wanted although nobody resolved the incident. */
export type Withdrawal = Coded<typeof withdrawals> | ToldBefore;

/** Reads a paging rule that was stored. */
export const pagingRule = rule;
/** Reads why a page began. */
export const pageReason = reason;
/** Reads why nobody was woken. */
export const unpagedReason = codedBy(unpaged);
/** Reads why a page was withdrawn. */
export const pageWithdrawal = withdrawal;
