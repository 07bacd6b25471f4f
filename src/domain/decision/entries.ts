import { undone } from './belonging.ts';
import { refusals } from './refusals.ts';
import { listOf, maybe, number, orElse, text, wordOf } from './shape.ts';
import { codedBy, type Coded } from './vocabulary.ts';

/** What an alert of an incident, or a person's command, was to it; that something is there again is told in `life.ts`. */
const counted = {
  'new-issue': {},
  'new-issue-of-same-trouble': { of: text },
  'known-issue': {},
  'happened-before-resolve': {},
  'straggler-after-resolve': {},
  'straggler-after-archive': {},
  'fires-beside-others': {},
  'resolve-ends-nothing': {},
  'issue-ended': { how: wordOf('resolved', 'archived') },
  'issue-assigned': {},
  'handled-by-person': {
    action: wordOf('acknowledge', 'resolve', 'page', 'assign', 'mute', 'unmute', 'split', 'room', 'archive'),
    who: text,
  },
  /** `user` is an id of Slack's. */
  pressed: {
    action: wordOf('acknowledge', 'resolve', 'page', 'assign', 'mute', 'unmute', 'room', 'archive'),
    who: text,
    user: text,
  },
  /** `first` has had it in hand since `since`, virtual ms. `user` is an id of Slack's; null: it was not done there. */
  'acknowledged-beside': { who: text, user: maybe(text), first: maybe(text), since: number },
  'regrouped-by-person': { who: text, undone },
  /** By Sentry's count, since the incident began. */
  'context-read': { users: maybe(number), events: maybe(number) },
  /** What the relay read in Sentry, which nothing had told it. */
  /** Sentry says that so many alerts fired that never came; none: they come again. */
  'sentry-unheard': { alerts: number },
  reconstructed: { title: text, what: wordOf('fires', 'resolved', 'archived') },
} as const;

const hook = { hook: text } as const;

/** Why an entry of Sentry's carries no alert. */
const hooks = {
  'hook-ui-component': hook,
  'hook-comment': hook,
  'hook-installation': hook,
  'hook-seer': hook,
  'hook-mobile-build': hook,
  'hook-build-size': hook,
  'hook-unknown': hook,
  'hook-new-action': hook,
  'hook-neither-fires-nor-ends': hook,
  'hook-activity': { ...hook, activity: text },
} as const;

/** Why an entry is of no consequence, on purpose, or changed something that is no incident. */
const asides = {
  ...hooks,
  'issue-without-incident': { resource: text },
  'no-such-incident': { incident: text },
  'incident-resolved-already': { incident: text },
  'acknowledged-already': { incident: text, who: maybe(text) },
  'paged-already': { incident: text },
  'assigned-already': { incident: text, who: text },
  /** `until` is virtual ms; null: an older relay has not noted it. */
  'muted-already': { incident: text, who: text, until: orElse(maybe(number), null) },
  'not-muted': { incident: text },
  'no-pager-to-page': {},
  'room-there-already': { incident: text },
  'no-room-to-archive': { incident: text },
  'no-rooms-here': {},
  'room-noted': { incident: text },
  'drill-is-no-trouble': { incident: text },
  'press-unknown': { action: text },
  'regroup-refused': { why: codedBy(refusals) },
  'policy-taken': {},
  'lane-reported': { lane: text, state: text },
  'lane-reset': { lane: text, who: text },
  'own-trouble-noted': { trouble: text, state: text },
  'on-call-noted': { people: listOf(text) },
  'deploy-noted': { service: text },
  'timer-came-due': {},
  'context-known': { incident: text },
  'caught-up-known': { issue: text },
  'unheard-known': { org: text },
  'sentry-back-told': { incident: text },
  'silence-added': { silence: text, who: text },
  'silence-ended': { silence: text, who: text },
  'silence-over-already': { silence: text },
  'no-such-silence': { silence: text },
  'too-many-silences': { most: number },
  'drill-unsigned': {},
  'drill-nonce-unknown': {},
  'drill-nonce-spent': { drill: text, alerts: number },
  'drill-alert-late': { drill: text, result: text },
  'drill-only-fires': {},
  'drill-registered': { drill: text },
  'drill-unknown': { drill: text },
  'drill-over': { drill: text },
  'drill-ended': { drill: text, result: text },
} as const;

/** Why an alert is part of no message. */
const suppressed = {
  'suppressed-by-silence': { incident: text, silence: text, who: text },
  'suppressed-by-maintenance': { incident: text, maintenance: text },
  /** Another incident, `source`, stands for it by a rule. */
  'suppressed-by-inhibition': { incident: text, source: text, rule: text },
  /** None of its receivers is told before the time interval lets them be. */
  'suppressed-by-interval': { incident: text, interval: text },
  /** Whoever it is told to is in the shadow, `receiver` the first of them: what would be sent is recorded. */
  'suppressed-by-shadow': { incident: text, receiver: text },
} as const;

/** What becomes of an entry. */
export const entries = {
  ...counted,
  ...asides,
  ...suppressed,
  /** `why` is what the error says. */
  'entry-not-applied': { why: text },
} as const;

/** Why an entry of Sentry's was set aside, by the resource that it is of. */
export type HookCode = Exclude<keyof typeof hooks, 'hook-activity'>;
/** Why a drill's alert is no part of it. */
export type DrillRefusal = Coded<
  typeof asides,
  'drill-nonce-unknown' | 'drill-nonce-spent' | 'drill-alert-late' | 'drill-only-fires'
>;
