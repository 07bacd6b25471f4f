import type { Quiet } from '../routing/silence.ts';
import type { Fact, Frame } from '../alert.ts';
import type { Cause } from '../cause.ts';
import type { Acknowledgement, HadBefore, TakenBack } from '../incident.ts';
import type { Deploy } from '../deploy.ts';
import type { EnvironmentClass } from '../environment/environment.ts';
import type { DrillResult, DrillSubject } from '../drill/drill.ts';
import type { CrowdMember } from './crowd.ts';
import type { InviteProjection, RoomPostProjection, RoomProjection } from './room.ts';
import type { HookChange } from './hook-change.ts';
import type { WokenBeside } from './page-reached.ts';
import type { PagerStanding } from './pager-standing.ts';
import type { NoteProjection } from './note-projection.ts';
import type { PageProjection } from './page-projection.ts';
import type { OriginShown } from '../sentry-context.ts';
import type { Severity } from '../severity.ts';
import type { Direction } from '../trend.ts';

/** What one surface of one receiver should show of one incident. Texts are unescaped; the edges escape. */
export type Projection =
  | MessageProjection
  | ThreadProjection
  | PageProjection
  | NoteProjection
  | HookProjection
  | OverflowProjection
  | ChangeProjection
  | RoomProjection
  | RoomPostProjection
  | InviteProjection;

/** The living message of an incident: its trouble, or, once that is part of another's, a pointer there. */
export type MessageProjection = LiveMessage | PartOfMessage;

/** The message of a root, in one of its states. */
export type LiveMessage = TroubleShown & PagingShown & HandlingShown;

/** What every message tells. */
interface MessageHead {
  readonly surface: 'message';
  readonly incident: string;
  readonly title: string;
  readonly severity: Severity;
  readonly link: string | null;
  readonly shortId: string | null;
  /** Set when nothing is broken: it is a drill, and this is how it went. */
  readonly drill: DrillMark | null;
  /** It tells of a trouble of the relay's own. Absent: of one of Sentry's. */
  readonly own?: true;
}

/** A child points at its root. */
export interface PartOfMessage extends MessageHead {
  readonly state: 'part-of';
  readonly partOf: { readonly incident: string; readonly title: string };
}

/** What is broken. */
export interface TroubleShown extends MessageHead {
  /** Virtual ms before which its first version is not posted. */
  readonly showFrom: number;
  /** Its figures are brought up to date no oftener, ms; absent: as often as anybody's. */
  readonly updateEveryMs?: number;
  readonly storm: StormShown | null;
  readonly what: {
    readonly type: string | null;
    readonly message: string;
    readonly culprit: string | null;
    readonly frame: Frame | null;
    /** What an occurrence is about. */
    readonly about: readonly Fact[];
    /** The service whose error this is; null: no service is known. */
    readonly seenIn: string | null;
  };
  readonly where: {
    readonly environments: readonly string[];
    readonly releases: readonly string[];
    readonly transaction: string | null;
  };
  /** Whose words say most about why; null or absent: `what` does, or nobody names the cause. */
  readonly quoted?: IssueShown | null;
  /** Every affected service up to the cap, the one that failed first in front. */
  readonly services: readonly ServiceShown[];
  /** Services beyond the cap. */
  readonly moreServices: number;
  readonly issues: readonly IssueShown[];
  /** The loudest of each service that `issues` has none of, in the order of the services, up to a bound. Absent: of none. */
  readonly quieter?: readonly IssueShown[];
  readonly issueCount: number;
  /** What a storm only lists beside what it is; null: nothing. */
  readonly guests: GuestsShown | null;
  readonly since: number;
  readonly lastAlertAt: number;
  /** Accepted alerts of the incident and its children; the sum over all roots balances the books. */
  readonly alerts: number;
  readonly events: number;
  /** Null or absent: too little is known. */
  readonly trend?: TrendShown | null;
  readonly sentryCount: number | null;
  /** At least so many users: Sentry's figure, else distinct hashed users; null when nothing is known. */
  readonly users: number | null;
  /** What Sentry told when it was asked, and the runbook. Absent: nothing, as in rows of older relays. */
  readonly origin?: OriginShown;
  readonly rule: string | null;
  readonly tags: readonly (readonly [string, string])[];
  /** What changed shortly before: releases first seen here, newest first. */
  readonly changes: readonly {
    readonly version: string;
    readonly service: string;
    readonly firstAt: number;
  }[];
  /** Deploys that CI told of, shortly before or since, newest first. */
  readonly deploys: readonly (Deploy & { readonly service: string })[];
  /** What is known where nothing is known to have changed. Absent: something has, or a row of an older relay. */
  readonly unchanged?: UnchangedShown;
  readonly assignee: string | null;
  /** The channel that it has of its own; absent: none. */
  readonly room?: RoomShown;
  /** The incident that it was before. */
  readonly previous: string | null;
}

/** That nothing changed can only be said of what somebody would have told. */
export interface UnchangedShown {
  /** Of so many of its services deploys had been told of before. */
  readonly watched: number;
  readonly services: number;
  /** What its only service runs, and since when at least that is known, virtual ms; null: several do, or it is new. */
  readonly release: { readonly version: string; readonly seenAt: number } | null;
}

/** A channel of its own. */
interface RoomShown {
  /** The chat's id of it; null: it is not made yet. */
  readonly channel: string | null;
  readonly archived: boolean;
}

/** An affected service. Absent members are those of rows of older relays, here and below. */
interface ServiceShown {
  readonly name: string;
  readonly alerts: number;
  readonly events?: number;
  readonly issues: number;
}

/** In which direction its events go, or since when none came. */
export interface TrendShown {
  /** Events by slots of equal length, oldest first. */
  readonly counts: readonly number[];
  readonly direction: Direction;
  /** Virtual ms of the newest, where a lull followed: then it is told in place of the direction. Absent: none did. */
  readonly quietSince?: number;
}

/** A storm as its message names it. */
export interface StormShown {
  readonly cause: string;
  readonly since: number;
  /** `cause` only says what broke out: why is not known yet. */
  readonly unnamed: boolean;
}

/** Who is woken, or why nobody is. */
export type PagingShown =
  | { readonly page: PageShown }
  | {
      readonly page: null;
      /** Why nobody was woken where a reader would expect it, as it follows "Not paged: "; null: nothing to explain. */
      readonly notPaged: string | null;
    };

/** No pager has taken it: what the best of them answered. */
type Unanswered = 'trying' | 'in-doubt' | 'given-up';

/** The newest generation of a page, as the message tells of it. */
export interface PageShown {
  /** Virtual ms since when it is wanted; of one that a pager has taken, when it did; of a queued one, when it rings. */
  readonly at?: number;
  readonly reason: string;
  /** The same as it follows "paged because". Absent where it does not, as of a page that was withdrawn, and in rows of older relays. */
  readonly because?: string;
  readonly generation: number;
  /** How often it was sent again because it happened again, and taken; 0: never. */
  readonly again: number;
  /** Where it stands to send it once more, which no pager has taken. Absent: nothing of it is left to send. */
  readonly resend?: 'sending' | Unanswered;
  /** The collecting incident whose page it joined; null: it has its own. */
  readonly joined: string | null;
  /**
   * `waiting`: its environment is not known yet, and it goes out within seconds. `sending`: no pager has answered yet.
   * `unsure`: it was handled in that time, and only dispatch knows whether it went out before. `due`: a pager took it,
   * or, as an older relay wrote, it had its time. `joined`: the page that it shares rang before it was one of those, and
   * at that time. `queued`: that page is in the hands of somebody who was not told of this, and rings again at `at`. `ended`: somebody ended the page that it shares, and it goes on. The others are those of `PageAnswer`.
   */
  readonly standing: 'waiting' | 'sending' | 'queued' | 'unsure' | 'due' | 'joined' | 'ended' | Unanswered;
  /** What the pager told of it; absent where it told nothing, as in rows of older relays. */
  readonly pager?: PagerShown;
  /** Who wants quiet for the page that it shares, until virtual ms; absent: nobody does, or it has its own. */
  readonly muted?: { readonly by: string; readonly until: number };
  /** Another key took it, and its own has not. Absent: that is not so. */
  readonly fallback?: true;
  /** Which other receivers were woken because one did not answer, earliest first; absent: none. */
  readonly woken?: readonly WokenBeside[];
}

/** A page in its pager's own terms. Times are its clock's, UNIX ms. */
export type PagerShown = Pick<
  PagerStanding,
  'rangAt' | 'rangFor' | 'acknowledged' | 'turned' | 'assigned' | 'link'
>;

/** Where the incident stands between people. */
export type HandlingShown =
  | (StillOpen & {
      readonly state: 'open';
      /** Who would be woken first, where nobody is known to have been told to look. Absent: nothing to say. */
      readonly onCall?: readonly string[];
      /** Who had taken less than this, earliest first; absent: nobody. */
      readonly had?: readonly HadBefore[];
    })
  | (StillOpen & {
      readonly state: 'acknowledged';
      /** Null: nobody has said who. */
      readonly acknowledgedBy: string | null;
      readonly acknowledgedAt?: number | null;
      /** Who else has it in hand, earliest first. Absent: nobody, as in rows of older relays. */
      readonly also?: readonly Acknowledgement[];
    })
  | {
      readonly state: 'resolved';
      readonly resolution: {
        readonly at: number;
        readonly by: string;
        /** Null: nobody is known. */
        readonly who?: string | null;
        readonly reason: string;
        /** The reason says no more than who ended it. */
        readonly bare?: boolean;
        /** A person's word ended it, which does not say that it has recovered. Absent in rows of older relays. */
        readonly closed?: boolean;
      };
      /** Alerts that came after that. */
      readonly stillArriving: number;
      /** Who had taken it until then; absent: nobody had, or it is not known when. */
      readonly acknowledged?: {
        readonly by: string | null;
        readonly at: number;
        readonly also?: readonly Acknowledgement[];
        /** It was taken back before the end, or ran out, and nobody has taken it since. Absent: somebody had it at the end. */
        readonly back?: TakenBack;
      };
    };

interface StillOpen {
  /** Set once it was quiet for so long that the message should say so. */
  readonly quietSince: number | null;
  /** Trouble of other lanes that readers must know, for example a page that cannot be delivered. */
  readonly notices: readonly string[];
  /** Until when a person wants quiet, and who; absent: nobody does. */
  readonly mute?: Quiet;
}

/** One issue of a list. */
export interface IssueShown {
  readonly title: string;
  readonly shortId: string | null;
  readonly link: string | null;
  readonly service: string;
  readonly alerts: number;
  /** Distinct events, and alerts that name none. */
  readonly events?: number;
}

/** Issues that are new since a storm began, and of which nobody knows why. Their alerts count in the storm's. */
export interface GuestsShown {
  /** How many there are, those beyond the cap included. */
  readonly count: number;
  /** Events that they brought, which count in the storm's and are none of its services'. Absent in rows of older relays. */
  readonly events?: number;
  /** The loudest in front; the newest is among them. */
  readonly shown: readonly IssueShown[];
  /** Services of the others that the message names nowhere else, a few; absent in rows of older relays. */
  readonly elsewhere?: readonly string[];
  /** Key of the newest: a message that was posted before it came is out of date. */
  readonly newest: string;
}

/** What marks a message as a drill's. */
export interface DrillMark {
  readonly id: string;
  readonly subject: DrillSubject;
  readonly end: { readonly result: DrillResult; readonly summary: string } | null;
}

/** The thread under the message: the newest items that are told there. */
export interface ThreadProjection {
  readonly surface: 'thread';
  readonly incident: string;
  /** The last items told, oldest first, at most 20. `n` counts timeline items of the incident. */
  readonly items: readonly {
    readonly n: number;
    readonly at: number;
    /** When the first of several began that are told as one; absent: it is only one. */
    readonly since?: number;
    readonly text: string;
    /** What is told of it in lines of their own below; absent: nothing. */
    readonly lines?: readonly string[];
    /** Id of a person or a group of the chat's who is to be notified, from the configuration; absent: nobody. */
    readonly mention?: string;
    readonly channel: boolean;
  }[];
}

/** What a program is told of an incident: where it stands, as people are shown it, and what happened to it last. */
export interface HookProjection {
  readonly surface: 'hook';
  readonly incident: string;
  readonly state: MessageProjection['state'];
  /** Virtual ms before which its first version is not told. */
  readonly showFrom: number;
  readonly environmentClass: EnvironmentClass;
  /** What the members of a storm share; null: it is none. */
  readonly cause: Pick<Cause, 'kind' | 'title'> | null;
  /** The newest of what a program may want to act on, oldest first, up to a bound. */
  readonly changes: readonly HookChange[];
  readonly shown: MessageProjection;
}

/** The living message that stands for the first messages of a channel which are more than can soon be posted. */
export interface OverflowProjection {
  readonly surface: 'overflow';
  /** Id of the overflow itself: it belongs to no incident. */
  readonly incident: string;
  /** `over`: nothing that it listed waits any more. */
  readonly state: 'open' | 'over';
  readonly since: number;
  /** Incidents that still wait for a message of their own. */
  readonly waiting: number;
  /** Incidents that were resolved before they had one: they were only ever here. */
  readonly ended: number;
  /** How many incidents it has stood for in all. */
  readonly seen: number;
  /** Those that wait, the worst first, up to a bound. */
  readonly worst: readonly Omit<CrowdMember, 'notification' | 'ended' | 'openedAt'>[];
  /** The services of all that wait, those with the most incidents in front, up to a bound. */
  readonly services: readonly { readonly name: string; readonly incidents: number }[];
  readonly moreServices: number;
  /** Accepted alerts that it covers in the place of the incidents' own messages, and their sum. */
  readonly covers: readonly Cover[];
  readonly alerts: number;
}

/** A deploy that a pager is told of: it wakes nobody, and stands beside what rings there. */
export interface ChangeProjection {
  readonly surface: 'change';
  /** Id of the deploy, by which it is known again: it belongs to no incident. */
  readonly incident: string;
  readonly state: 'deployed';
  readonly service: string;
  readonly deploy: Deploy;
}

/** What an overflow message covers of one incident. */
export interface Cover {
  /** Id of the incident's own message row at the same receiver. */
  readonly notification: string;
  readonly alerts: number;
}
