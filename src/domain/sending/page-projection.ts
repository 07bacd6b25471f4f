import type { Cause } from '../cause.ts';
import type { EnvironmentClass } from '../environment/environment.ts';
import type { PageTold } from './page-answer.ts';
import type { PageKey } from './page-key.ts';
import type { Severity } from '../severity.ts';

/** One generation of an incident's page, in facts; the pager's edge makes the words. Texts are unescaped. */
export type PageProjection = PageFacts & PageStanding;

/** Whether somebody should be woken, and why, for the timeline. */
export type PageStanding =
  | {
      readonly state: 'triggered';
      readonly reason: string;
      /** A newer page tells of all that this one does: it rings on where it did, and is told nothing more. Absent: none does. */
      readonly overtaken?: true;
    }
  | ({
      readonly state: 'acknowledged';
      readonly reason: string;
      /** When somebody took it, virtual ms. Absent in rows of older relays. */
      readonly takenAt?: number;
      /** When it was last taken back before that: whatever the pager was told until then holds no longer. Absent: never. */
      readonly backAt?: number;
    } & KnownThere)
  | ({
      readonly state: 'resolved';
      readonly reason: string;
      /** Root whose page has to be accepted before this one (a child's) may be resolved; null: none. */
      readonly after: string | null;
    } & KnownThere);

/** What came from the pager, or what somebody did there later, is not sent back to it. */
interface KnownThere {
  /** Since when the pager knows by itself, by its clock; a trigger that it took later makes that untrue. Absent: it is to be told. */
  readonly knownAt?: number;
}

/** What a page tells in every state. */
export interface PageFacts extends PageKey {
  readonly surface: 'page';
  readonly severity: Severity;
  /** A rule recognised a storm. */
  readonly storm: boolean;
  /** Nobody knows yet why there is a storm. */
  readonly unnamed: boolean;
  /** How often what a storm struck has doubled from one; 0 for what is none, or struck one service. */
  readonly breadth: number;
  /**
   * Steps of a half in how many users it strikes, and one for a change that came before: each is worth one more trigger
   * while nobody has acknowledged. 0, or absent as in rows of older relays: the page is not kept current so.
   */
  readonly reach?: number;
  /** How often the incident was quiet and met the paging rule again in this generation: each is worth one more trigger. */
  readonly beat: number;
  readonly environmentClass: EnvironmentClass;
  /** False while an alert that names the environment is still awaited: staging never pages. */
  readonly environmentKnown: boolean;
  readonly subject: PageSubject;
  /** Why this generation wakes somebody, as a sentence. */
  readonly woken: string;
  /** What of it the subject does not say already; null in the first generation, which is told by its subject alone. */
  readonly again: string | null;
  /** Every affected service, the one that failed first in front. */
  readonly services: readonly string[];
  readonly releases: readonly string[];
  readonly environments: readonly string[];
  readonly issues: number;
  /** Alerts covered, as in the message. */
  readonly alerts: number;
  readonly events: number;
  /** At least so many users; null when nothing is known. Absent in rows of older relays. */
  readonly users?: number | null;
  /** What changed last before it broke; null: nothing that is known. Absent in rows of older relays. */
  readonly changed?: ChangeBefore | null;
  /** Its loudest issues, the loudest first, up to a bound. Absent in rows of older relays. */
  readonly loudest?: readonly { readonly service: string; readonly title: string; readonly alerts: number }[];
  /** When the incident opened, virtual ms. */
  readonly since: number;
  /** What the alert says that speaks for the incident. */
  readonly error: {
    readonly type: string | null;
    readonly message: string;
    readonly culprit: string | null;
  };
  /** Where its first issues are shown. */
  readonly links: readonly { readonly href: string; readonly service: string; readonly title: string }[];
  /** The incident that it was before. */
  readonly previous: string | null;
  /** It tells of a trouble of the relay's own. Absent: of one of Sentry's. */
  readonly own?: true;
  /**
   * `here`: this is the page of a key that stands in for another, whose pager has not taken it. `since`: such a key rang
   * for it at that virtual ms. Absent: there is none.
   */
  readonly standIn?: { readonly here: true } | { readonly since: number };
}

/** A deploy that CI told of, or else a release that was new, shortly before. Texts are unescaped. */
export interface ChangeBefore {
  readonly kind: 'deploy' | 'release';
  readonly service: string;
  readonly version: string | null;
  /** Who deployed; null: not told. */
  readonly by: string | null;
  readonly beforeMs: number;
}

/** What a page is about. */
export type PageSubject =
  | { readonly kind: 'incident'; readonly title: string }
  | {
      readonly kind: 'storm';
      readonly cause: Pick<Cause, 'kind' | 'title'>;
      /** Issues that it lists and no name of it explains, where they are more than its own; else 0. */
      readonly beside: number;
    }
  | ManyIncidents
  /** A page of a relay that kept the pager's own words, until its incident is told of again. */
  | {
      readonly kind: 'as-said';
      readonly summary: string;
      readonly class: string | null;
      /** Of a collecting page: a line for each incident. Null: it is none. */
      readonly incidents: readonly string[] | null;
    };

/** A collecting page is kept current: its summary may be sent again (at most once a minute). */
export interface ManyIncidents {
  readonly kind: 'many';
  /** How many of those that share it need somebody. */
  readonly count: number;
  /** How many of them somebody has in hand; absent: none. */
  readonly inHand?: number;
  /** Those that need somebody, the worst in front, up to a bound; and how many more there are. */
  readonly worst: readonly Pick<JoinedIncident, 'service' | 'title'>[];
  readonly more: number;
  /** All that ever joined it, the oldest in front, up to a bound. */
  readonly joined: readonly JoinedIncident[];
  /** When the newest of them joined, virtual ms. Absent in rows of older relays. */
  readonly upto?: number;
}

/** An incident whose page joined a collecting one. */
export interface JoinedIncident {
  readonly incident: string;
  readonly service: string | null;
  readonly title: string;
}

/** Whether a page stands for many incidents. */
export function isCollecting({ subject }: Pick<PageProjection, 'subject'>): boolean {
  return subject.kind === 'many' || (subject.kind === 'as-said' && subject.incidents !== null);
}

/** What a trigger of a page tells that the one before may not have told. */
export function toldBy({ beat, subject }: Pick<PageProjection, 'beat' | 'subject'>): PageTold {
  return { beat, upto: subject.kind === 'many' ? (subject.upto ?? 0) : 0 };
}
