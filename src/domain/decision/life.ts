import { storeFailed } from '../inbox/own-trouble.ts';
import { fieldsOf, flag, listOf, maybe, number, orElse, text, wordOf, type ValueOf } from './shape.ts';
import { codedBy, type Coded, type ToldBefore } from './vocabulary.ts';

const reopenings = {
  'fires-again': {},
  'fires-after-resolve': {},
  'goes-on-after-storm': { root: text },
  // By Sentry's word; `unheard`: that it had ended before nobody had told.
  'reopened-regressed': { unheard: flag },
  'reopened-escalating': { unheard: flag },
  'reopened-by-hand': { unheard: flag },
  'reopened-archive-over': { unheard: flag },
} as const;

const endings = {
  'resolved-by-person': { who: text },
  'resolved-with-root': { root: text },
  /** It had proved that it repeats. */
  'resolved-by-silence': { events: number, quietMs: number },
  'resolved-but-left-over': {},
  /** That it had ended nobody had told. */
  'resolved-unheard': {},
  'resolved-archived': { who: maybe(text) },
  'resolved-metric': {},
  'resolved-occurrence': { who: maybe(text) },
  'resolved-issues': { who: maybe(text) },
  'resolved-since-regrouped': { who: text },
  /** Of a collecting page; `allPaged` is false where some page nobody any more. */
  'resolved-collected': { allPaged: flag },
  /** A trouble of the relay's own. */
  'resolved-own-trouble': {},
  /** The store works again: what it had refused. */
  'resolved-store-failed': storeFailed,
  'resolved-drill': { result: text, summary: text },
} as const;

const unmuting = wordOf('over', 'worse', 'paged', 'resolved');

const unsilencing = wordOf('over', 'ended', 'uncovered', 'asked');

const uninhibiting = wordOf('over', 'uncovered', 'asked', 'unwoken');

/** One page of an incident; `receiver` is null where there is one for all. */
const whichPage = fieldsOf({ number, receiver: maybe(text) });

/** What is decided about how an incident begins, goes on and ends. */
export const life = {
  ...reopenings,
  ...endings,
  'first-alert': { service: text, title: text },
  'opened-again': { why: codedBy(reopenings), before: text },
  'issue-fires-again': { title: text },
  'resolve-overtaken': { title: text },
  'own-trouble-began': { trouble: text },
  acknowledged: { who: text },
  'also-acknowledged': { who: text },
  /** It became known after it had been taken back, or was over. */
  'acknowledged-before': { who: text },
  /** Whoever took the page of many incidents that it shares. */
  'acknowledged-together': { who: maybe(text), collector: text },
  /** Nobody has to answer a page of many incidents: somebody has each of them, wants quiet for it, or has ended it. */
  'all-in-hand': {},
  /** Whoever had taken that page has it no longer. */
  'taken-back-together': { collector: text },
  /** Somebody ended that page at the pager, or here, while this one goes on. */
  'shared-page-ended': { who: maybe(text), collector: text },
  assigned: { title: text, who: text },
  'taken-over': { who: text },
  /** A channel of its own. `who` is null where it is the rule. */
  'room-opened': { who: maybe(text) },
  'room-archived': { who: text },
  /** Whoever is on call, by name: asked into it, and whom the chat does not know by that. */
  'room-guests': { asked: listOf(text), unknown: listOf(text), why: maybe(text) },
  muted: { who: text, forMs: number },
  /** It was muted already, and ends at another time now. */
  'muted-anew': { who: text, forMs: number },
  unmuted: { why: unmuting },
  /** More Sentry projects failed than when it was muted. */
  'unmuted-grew': { from: number, to: number },
  'unmuted-by-person': { who: text },
  /** `until` is virtual ms. */
  silenced: { silence: text, who: text, until: number, reason: text },
  unsilenced: { silence: text, who: text, why: unsilencing },
  /** Another incident, `source`, stands for it by a rule; `title` is what that is called. */
  inhibited: { rule: text, source: text, title: text },
  /** `until` is virtual ms. */
  'in-maintenance': { maintenance: text, until: number, reason: text },
  'out-of-maintenance': { maintenance: text, why: unsilencing },
  uninhibited: { rule: text, source: text, why: uninhibiting },
  /** Told again to one receiver; `paged`: it was woken, and has not answered. */
  'still-open': { receiver: text, forMs: number, paged: flag },
  quiet: { quietMs: number },
  /** Told once of a storm, or of what woke somebody, when it is over. */
  'summed-up': {
    lastedMs: number,
    /**
     * How long before its end the last error came, where a person closed it, which does not say that it is over; null:
     * the end itself says so, or an older relay told.
     */
    lastErrorMs: orElse(maybe(number), null),
    /** At least so many; null: nobody is known. */
    users: maybe(number),
    events: number,
    /** At least so many events in the loudest minute; null: nothing that the other figures do not say. */
    peak: maybe(number),
    services: number,
    /** The service that failed first. */
    first: maybe(text),
    /** What changed last before it broke; null: nothing that is known, or an older relay told. */
    changed: orElse(
      maybe(
        fieldsOf({
          kind: wordOf('deploy', 'release'),
          service: text,
          version: maybe(text),
          by: maybe(text),
          beforeMs: number,
        }),
      ),
      null,
    ),
    /** How often somebody was woken: pages that a pager took. Null: of one nobody knows whether it was taken. */
    pages: maybe(number),
    /** Pages that no pager took. Older relays did not know of any. */
    untaken: orElse(number, 0),
    /** Who took it first, and how long after the page, or after it began where there was none; null: nobody has. */
    acknowledged: maybe(
      fieldsOf({
        who: maybe(text),
        afterMs: number,
        /** Which page of which receiver it was, of several; null: there was one, or an older relay told. */
        page: orElse(maybe(whichPage), null),
      }),
    ),
    /** Who had it in hand at the end, where that is not who took the newest page first. Older relays did not tell. */
    holding: orElse(maybe(text), null),
    /** Nobody had it in hand at the end, since it was taken back. Older relays did not tell. */
    left: orElse(flag, false),
    /** Pages that somebody was woken by after that, and who took each. Older relays did not tell of any. */
    later: orElse(listOf(fieldsOf({ page: whichPage, who: maybe(text) })), []),
  },
} as const;

/** Why what had ended is there again. */
export type Reopened = Coded<typeof reopenings> | ToldBefore;
/** Why an incident is over. */
export type Ending = Coded<typeof endings> | ToldBefore;

/** Why a muted incident is heard again. */
export type Unmuting = ValueOf<typeof unmuting>;

/** Why a silenced incident is told of again. */
export type Unsilencing = ValueOf<typeof unsilencing>;

/** Why an incident is told of again for which another one stood. */
export type Uninhibiting = ValueOf<typeof uninhibiting>;

/** Whether an end is a person's word, which does not say that anything has recovered. */
export function isClosedByWord({ code }: Ending): boolean {
  return code === 'resolved-by-person' || code === 'resolved-archived';
}

/** Reads why an incident ended. */
export const ending = codedBy(endings);
