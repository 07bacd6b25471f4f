import type { Cause } from './cause.ts';
import { joiningRule, type JoiningRule } from './decision/belonging.ts';
import type { Ending } from './decision/life.ts';
import type { PageReason, PagingRule, Unpaged, Withdrawal } from './decision/paging.ts';
import { misfit } from './decision/shape.ts';
import { toldBefore } from './decision/vocabulary.ts';
import type { EnvironmentClass } from './environment/environment.ts';
import type { Alert, Fact, Frame } from './alert.ts';
import type { EventHistory } from './event-history.ts';
import type { OwnTrouble } from './inbox/own-trouble.ts';
import type { Mute } from './routing/mute.ts';
import type { RoutedTo } from './routing/routed.ts';
import type { ReceiverAnswer } from './sending/page-answer.ts';
import type { Hand, PagerHand, Room } from './sending/room.ts';
import type { Silenced } from './routing/silence.ts';
import type { PagerStanding } from './sending/pager-standing.ts';
import type { WouldSend } from './sending/would-send.ts';
import type { SentryContext } from './sentry-context.ts';
import type { Severity } from './severity.ts';
import type { EventTrend } from './trend.ts';

/** What an incident knows of one affected service. */
export interface ServiceTally {
  readonly name: string;
  readonly firstAt: number;
  readonly lastAt: number;
  readonly alerts: number;
  /** Distinct events. Rows of older relays have none: what is known of them are their alerts. */
  readonly events?: number;
}

/** The alert that speaks for an incident: the richest one so far. */
export interface Sample {
  readonly type: string | null;
  readonly message: string;
  readonly culprit: string | null;
  readonly frame: Frame | null;
  readonly about: readonly Fact[];
  readonly transaction: string | null;
  readonly environment: string | null;
  readonly rule: string | null;
  readonly tags: readonly (readonly [string, string])[];
  readonly link: string | null;
  readonly shortId: string | null;
  /** What matchers see of it besides: a silence that begins later is held against it. Absent: as in rows of older relays. */
  readonly says?: Pick<Alert, 'level' | 'category' | 'rules' | 'settings'>;
}

/** One life of a page: it has a key of its own at the pager, and wakes somebody anew. */
export interface Generation {
  /** Why somebody is woken. */
  readonly reason: PageReason;
  readonly since: number;
  /** What it told of while nobody can have acknowledged it yet, where nobody hears of that. Absent: it is heard, or older. */
  readonly seen?: SeenAtAck;
  /** The collecting page that stands for it; null when it has a page of its own. */
  readonly joined: string | null;
  /** What each pager has answered. Empty: none has; absent: an older relay opened it, and nobody was told. */
  readonly answers?: readonly ReceiverAnswer[];
  /** Virtual ms at which it was told that nobody had received it for long; absent: it was not. */
  readonly overdueAt?: number;
  /** Since when another key may take it, virtual ms: nobody had received it for long, or its pager gave it up. Absent: none may. */
  readonly fallbackAt?: number;
  /** When somebody first had it in hand who answers for this receiver at another: its pager was told. Absent: nobody had. */
  readonly sparedAt?: number;
  /** Who took it first before a newer one took over; absent: nobody, or it is the newest. */
  readonly taken?: Taking;
  /** Of a page of many incidents: who took it, also since a newer one took over. Absent: nobody, or it is the newest. */
  readonly hand?: OlderHand;
}

/** What people did to an older page that goes on to stand for what it told of. */
export type OlderHand = Pick<Desk, 'takings' | 'takenBack' | 'takenBackBefore'>;

/** Why an incident should page. Once wanted it stays wanted until the incident ends. */
export interface PageWanted {
  /** Oldest first, at least one. */
  readonly generations: readonly [Generation, ...Generation[]];
  /** How often it happened again since the newest generation began: each is worth one more trigger of its key. */
  readonly beat: number;
  /** Virtual ms of the last beat; null before the first. */
  readonly beatAt: number | null;
  /** The collecting page that the newest generation joined, because there were too many pages. */
  readonly joined: string | null;
  /** True once an alert that names the environment was waited for long enough. */
  readonly waited: boolean;
  /** Why it is no longer wanted although nobody resolved the incident, for example because it turned out to be staging. */
  readonly withdrawn: Withdrawal | null;
}

/** How and by whom an incident ended. */
export interface Resolution {
  readonly at: number;
  readonly by: 'sentry' | 'human' | 'quiet' | 'root' | 'drill' | 'relay';
  readonly who: string | null;
  readonly reason: Ending;
  /** The page by which it was resolved at the pager. Absent: it was not done there. */
  readonly page?: ResolvedPage;
}

/** Which page somebody resolved at the pager, and when by its clock. */
export interface ResolvedPage {
  readonly incident: string;
  readonly receiver: string | null;
  readonly generation: number;
  readonly at: number;
}

/** Distinct events of the running and the previous minute, for the rate rule. */
export interface EventRate {
  /** Virtual ms at which the running minute began. */
  readonly minute: number;
  readonly count: number;
  /** How many whole minutes before the running one reached the threshold, in a row. */
  readonly hotMinutes: number;
}

/** What those know who acknowledged: whatever exceeds it may page again. */
export interface SeenAtAck {
  /** Distinct Sentry projects that had failed. Tags never count as projects: whoever can make an error can write them. */
  readonly projects: number;
  readonly severity: Severity;
  /** Whether it was a storm already. */
  readonly storm: boolean;
}

/**
 * A person took the incident out of a storm: while it is open, no rule makes it part of one again. Also on the root of
 * a storm that was dissolved.
 */
export interface Apart {
  /** The root whose storm it left; its own id when it was that root. */
  readonly from: string;
  readonly at: number;
  readonly by: string;
  /**
   * Of an issue that was parted from `from`, whose page had woken somebody: as bad as it was then, it wakes nobody while
   * that page is open. Null or absent: nobody was woken.
   */
  readonly woken?: { readonly severity: Severity; readonly users: number } | null;
}

/** How an incident became a child. */
export interface Adoption {
  readonly at: number;
  /** A guest: listed by its storm, none of its services, never holding it open. */
  readonly soft: boolean;
  readonly rule: JoiningRule['code'];
  /** What the rule is about, in a sender's or a person's words; null: the rule says all. */
  readonly about: string | null;
  /** It broke out together with the storm, and shares no cause with it that is known; absent: it does. */
  readonly company?: boolean;
  /** Who merged it by hand: no rule takes it out again. Null or absent, as in rows of older relays: a rule did it. */
  readonly by?: string | null;
}

/** Where it stands to resolve an incident's issues in Sentry, because a person resolved it here. */
interface SentryBack {
  /** Virtual ms. */
  readonly since: number;
  readonly state: 'due' | 'done' | 'failed';
  /** That it has to wait was told. Absent: it was not. */
  readonly waits?: true;
}

/** Somebody has it in hand. */
export interface Acknowledgement {
  readonly by: string;
  /** Virtual ms; at a pager, by the pager's clock. */
  readonly at: number;
}

/** Somebody had taken less than what an incident has become: an error that a storm began with, or one of its members. */
export interface HadBefore {
  readonly who: string;
  /** Virtual ms; at a pager, by the pager's clock. */
  readonly at: number;
  /** The service whose error it was, or the storm's name; null: it was this incident, before it was worse. */
  readonly what: { readonly errorOf: string } | { readonly storm: string } | null;
  /** Its id. */
  readonly incident: string;
}

/** Somebody took it, by name where that is known: also who has it no longer. */
export interface Taking {
  readonly by: string | null;
  readonly at: number;
  /** At whose desk they took it, where another answers for this one. Absent: at this one. */
  readonly of?: string;
  /** Nobody took it: all that shares this page was in hand by itself, so that it need not ring. Absent: somebody did. */
  readonly together?: true;
  /** It was taken here, for all who are woken: taken back at one end of an escalation, it is at all of it. Absent: at one pager. */
  readonly everywhere?: true;
}

/** At the pager, an acknowledgement was taken back or ran out, or what was over was opened again. */
export interface TakenBack {
  /** Null: the pager did it by itself, or does not say who. */
  readonly by: string | null;
  /** By the pager's clock, UNIX ms. */
  readonly at: number;
}

/** Whether somebody is woken for an incident, and has it in hand. */
export interface Desk {
  readonly page: PageWanted | null;
  /** What the pager told of its page, a generation each, oldest first. Absent: nothing, as in rows of older relays. */
  readonly atPager?: readonly PagerStanding[];
  /** Why nobody was woken although a paging rule was met; null once somebody is, or where none was met. */
  readonly unpaged: { readonly reason: Unpaged; readonly at: number } | null;
  /** When it was first acknowledged since its newest page, virtual ms; null: it is not. */
  readonly acknowledgedAt: number | null;
  /** Who that was. */
  readonly acknowledgedBy: string | null;
  /** Others who have acknowledged it since, earliest first, each once. Absent: nobody, as in rows of older relays. */
  readonly alsoAcknowledged?: readonly Acknowledgement[];
  /** All that was taken since the newest page, earliest first, up to a bound. Absent: who has it in hand, as in older rows. */
  readonly takings?: readonly Taking[];
  /** When it was last taken back since the newest page: what was taken before holds no longer. Absent: never. */
  readonly takenBack?: TakenBack | null;
  /** The times before that, earliest first, up to a bound. Absent: none, as in older rows. */
  readonly takenBackBefore?: readonly TakenBack[];
  /** When it was last taken back at another end of its escalation: what was taken for all ends holds no longer. Absent: never. */
  readonly backElsewhere?: TakenBack | null;
  readonly seenAtAck: SeenAtAck | null;
}

/** The same for one receiver out of several. */
export interface ReceiverDesk extends Desk {
  /** Which of its rules was met although no page is wanted yet. */
  readonly met: PagingRule | null;
}

/**
 * What receivers in the shadow have of an incident. Nothing that is sent, and no decision about anybody who is not in the
 * shadow, asks for it.
 */
export interface Shadow {
  /** Whom it would be told, in the order in which they were found. */
  readonly routed: readonly RoutedTo[];
  /** By the name of a receiver: whom it would have woken, and whether somebody has it in hand. */
  readonly desks: Readonly<Record<string, ReceiverDesk>>;
  /** What would have been sent, oldest first, the newest so many. */
  readonly sends: readonly WouldSend[];
}

/** What humans handle. A root has no parent; a storm is a root with children. */
export interface Incident extends Desk {
  readonly id: string;
  /**
   * `collector` is the page "many incidents": it has no issues of its own, only incidents that joined it. `own` is a trouble
   * of the relay itself: it has no issues at all.
   */
  readonly kind: 'alerts' | 'collector' | 'own';
  /** Which trouble; absent: it is none of the relay's own. */
  readonly ownTrouble?: OwnTrouble;
  readonly status: 'open' | 'acknowledged' | 'resolved';
  readonly parent: string | null;
  /** The incident after whose end its issue fires again. */
  readonly previous: string | null;
  /** The storm that `previous` was part of; absent: of none, as in rows of older relays. */
  readonly previousStorm?: string;
  readonly environmentClass: EnvironmentClass;
  /** Environments that its own alerts named, first seen first; the first 200 stay. Empty: none has named one yet. */
  readonly environments: readonly string[];
  /** False while only `issue.*` webhooks have told of it: the event that follows may name an environment that never pages. */
  readonly eventSeen: boolean;
  readonly openedAt: number;
  /** Virtual ms at which its first event happened, where that was told late. Absent: when it was opened, or hardly before. */
  readonly beganAt?: number;
  /** It was opened by what the relay read in Sentry. Absent: an alert told of it. */
  readonly reconstructed?: true;
  /** Only what wakes nobody has told of it: it came unsigned, or was old. Absent: something else has. */
  readonly cannotWake?: true;
  /** Virtual ms before which its first message waits for its group. */
  readonly showFrom: number;
  /** Virtual ms of the newest alert that fired, a child's in its root too. */
  readonly lastAlertAt: number;
  /** How long before that it had come to a door, ms: what is healed or replayed is told late. Absent: at once. */
  readonly lastAlertLateMs?: number;
  readonly title: string;
  readonly severity: Severity;
  readonly sample: Sample;
  readonly services: readonly ServiceTally[];
  /** Keys of its own issues, oldest first. */
  readonly issues: readonly string[];
  /** Of `issues`, how many still fire. */
  readonly openIssues: number;
  /** Accepted entries counted here, children's apart. */
  readonly alerts: number;
  /** Distinct event ids, children's apart. */
  readonly events: number;
  /** Alerts that came after a human's resolve. */
  readonly stillArriving: number;
  readonly rate: EventRate;
  /** Absent before the first event, and in rows of older relays. */
  readonly trend?: EventTrend;
  /**
   * Of a root: virtual ms of the newest alert of it and its children, where a lull had followed when it was last looked
   * for. Older than the newest alert: it is over. Absent: there was none yet, as in rows of older relays.
   */
  readonly lull?: number;
  /** Absent before the first event, and in rows of older relays. */
  readonly history?: EventHistory;
  /** Which paging rule an alert of it has met, although no page is wanted yet (for example because the alert was old). */
  readonly pageReason: PagingRule | null;
  /** Who is told, in the order in which they were. Absent: everybody, as where no routes are configured. */
  readonly routed?: readonly RoutedTo[];
  /**
   * By the name of a receiver that can be woken: its own page, and whether it has the incident in hand. Where there are
   * any, the incident's own fields of the same names are those of the one that leads (routing/desk.ts).
   */
  readonly desks?: Readonly<Record<string, ReceiverDesk>>;
  /** Absent: no receiver in the shadow has met it, as in rows of older relays. */
  readonly shadow?: Shadow;
  /** Set on a root that is a storm. */
  readonly storm: {
    readonly cause: Cause;
    readonly since: number;
    /** It had ended unheard, as far as Sentry's word of a member goes: whatever breaks out from then on is a new one. */
    readonly hadEnded?: true;
  } | null;
  /** Set on a child: when, by which rule, and whether a better storm may still take it. */
  readonly adoption: Adoption | null;
  /** Null or absent, as in rows of older relays: nobody has split it from anything. */
  readonly apart?: Apart | null;
  /** Ids of what a person split off it while its page stood for them. Absent: nothing, as in rows of older relays. */
  readonly parted?: readonly string[];
  readonly assignee: string | null;
  /** Who had taken less than what it is, earliest first, up to a bound. Absent: nobody, as in rows of older relays. */
  readonly hadBefore?: readonly HadBefore[];
  /** Null or absent, as in rows of older relays: it is not muted. */
  readonly mute?: Mute | null;
  /** When the last mute ended, virtual ms. Absent: there was none, as in rows of older relays. */
  readonly unmutedAt?: number;
  /** Null or absent, as in rows of older relays: no silence has met it, and no incident stands for it. */
  readonly silenced?: Silenced | null;
  /** What its own alerts are called by the rules under which it keeps others quiet (routing/inhibit-rule.ts). Absent: none. */
  readonly inhibits?: readonly string[];
  readonly resolution: Resolution | null;
  /** What Sentry told of it when it was asked. Absent: nothing yet, as in rows of older relays. */
  readonly context?: SentryContext;
  /** A person resolved it, and its issues are to be resolved in Sentry too. Absent: nothing is to be done there. */
  readonly sentryBack?: SentryBack;
  /** Its own channel. Absent: it has none. */
  readonly room?: Room;
  /** Who has it in hand, or is to, as the chat knows them, in the order in which that was known. Absent: nobody. */
  readonly hands?: readonly Hand[];
  /** The same of those who took it in hand at the pager. */
  readonly pagerHands?: readonly PagerHand[];
  /** Set once it was quiet for so long that the message should say so. */
  readonly quietSince: number | null;
  /** Virtual ms after which it was last changed by an entry: the brain's own modification time. */
  readonly changedAt: number;
}

/** When its trouble began, virtual ms: when it was opened, unless its first event is older. */
export function startOf({ beganAt, openedAt }: Pick<Incident, 'beganAt' | 'openedAt'>): number {
  return beganAt ?? openedAt;
}

/** Events of a service; alerts stand for those that an older relay has not counted. */
export function eventsOf({ events, alerts }: Pick<ServiceTally, 'events' | 'alerts'>): number {
  return events ?? alerts;
}

/** Whether it is a storm that a rule recognised. What a person merged is one trouble, and no worse than its members. */
export function isRecognised({ storm }: Pick<Incident, 'storm'>): boolean {
  return storm !== null && storm.cause.kind !== 'merged';
}

/** How an incident is called wherever people read of it: a storm by what its members share, which its first error may not be. */
export function nameOf({ storm, title }: Pick<Incident, 'storm' | 'title'>): string {
  const name = storm?.cause.title ?? title;
  return name.trim() === '' ? 'Error without a title' : name;
}

/** What readers are told that it was before: the storm, where it was part of one. */
export function happenedBefore({
  previous,
  previousStorm,
}: Pick<Incident, 'previous' | 'previousStorm'>): string | null {
  return previousStorm ?? previous;
}

/** Whether it is a storm of which only that it began is known, and not why. */
export function isUnnamed({ storm }: Pick<Incident, 'storm'>): boolean {
  return storm?.cause.kind === 'surge';
}

/** Whether its storm only lists it, as something that is new since, and is not what it is. */
export function isGuest({ parent, adoption }: Pick<Incident, 'parent' | 'adoption'>): boolean {
  return parent !== null && adoption?.soft === true;
}

/** The newest life of a page. */
export function newestGeneration({ generations }: Pick<PageWanted, 'generations'>): Generation {
  return generations.at(-1) ?? generations[0];
}

/** A page of which one generation, counted from 1, is another. */
export function withGeneration(page: PageWanted, generation: number, row: Generation): PageWanted {
  const [first, ...more] = page.generations;
  if (generation === 1) return { ...page, generations: [row, ...more] };
  return { ...page, generations: [first, ...more.with(generation - 2, row)] };
}

/** How an adoption keeps its rule. */
export function adoptedBy(rule: JoiningRule): Pick<Adoption, 'rule' | 'about'> {
  if (rule.code === 'told-before') return { rule: rule.code, about: rule.text };
  return { rule: rule.code, about: 'about' in rule ? rule.about : null };
}

/** The rule by which an incident became a child. */
export function ruleOf({ rule, about }: Pick<Adoption, 'rule' | 'about'>): JoiningRule {
  const read = joiningRule({ code: rule, about, text: about });
  return read === misfit ? toldBefore(rule) : read;
}
