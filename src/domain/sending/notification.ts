import { drillOf } from '../environment/environment.ts';
import type { Projection } from './projection.ts';
import type { Sent } from './sent.ts';
import type { TroubleCode } from './trouble.ts';

/**
 * Where an incident shows itself; `note` is its story at the pager, `hook` is what a program is told, `overflow` is where
 * many do that have no message of their own yet, `change` is a deploy at the pager, which belongs to none; `room` is a
 * channel of its own, `room-post` the message that tells there what it is about, `invite` who is asked into it.
 */
export type Surface =
  'message' | 'thread' | 'page' | 'note' | 'hook' | 'overflow' | 'change' | 'room' | 'room-post' | 'invite';

/**
 * What one surface of one receiver should show. The brain writes this part of the row, nobody else; the overflow's
 * alone is made by dispatch (decide/overflow-projection.ts says why).
 */
export interface Wanted {
  /** As `notificationId` and `pageId` make it. */
  readonly id: string;
  readonly incident: string;
  readonly receiver: string;
  readonly surface: Surface;
  /** `slack:<channel>`, `pagerduty:<fingerprint of the key>` or `webhook:<host>-<fingerprint of the address>`. */
  readonly lane: string;
  readonly credential: string;
  readonly projection: Projection;
  /** Digest of the whole projection. */
  readonly digest: string;
  /** Digest of what people must learn soon: state, severity, services, storm. Counters are left out. */
  readonly statusDigest: string;
  /** Accepted alerts that the projection covers. */
  readonly alerts: number;
  /** Services it names, for fairness and for "the first message of a service". */
  readonly services: readonly string[];
  readonly severityRank: number;
  /** When the incident opened, for the cadence of counters. */
  readonly openedAt: number;
}

/** Where the attempts of a notification stand. */
export interface Attempts {
  /** Failed attempts in a row; waiting for a budget or a Retry-After does not count. */
  readonly count: number;
  readonly firstFailedAt: number | null;
  readonly notBefore: number;
  /** Set while a send is in flight, and found set after a crash. */
  readonly startedAt: number | null;
  /** What the started send does; null when none is in flight. */
  readonly startedStep: string | null;
  /** Set when an attempt may have taken effect although no answer came. */
  readonly ambiguousAt: number | null;
  /** How often history was looked through since. */
  readonly looks: number;
  /** Send as short plain text, because the full form was refused. */
  readonly plain: boolean;
  readonly lastError: string | null;
  /** What kind of trouble that was; absent in the rows of an older version. */
  readonly lastCode?: TroubleCode | null;
  /** The digest at which it was declared a dead letter; a new `wanted` revives it once. */
  readonly deadDigest: string | null;
}

/** The id of the row in which an incident shows itself at a receiver: `<incident>/<receiver>/<surface>`. */
export function notificationId(
  incident: string,
  receiver: string,
  surface: Exclude<Surface, 'page'>,
): string {
  return `${incident}/${receiver}/${surface}`;
}

/** The id of one generation of a page: `<incident>/<receiver>/page/<generation>`. */
export function pageId(incident: string, receiver: string, generation: number): string {
  return `${incident}/${receiver}/page/${generation}`;
}

/** Whether a notification's id is that of a page. Receivers and incidents are the relay's own, and never end so. */
export function isPageId(id: string): boolean {
  return /\/page\/\d+$/.test(id);
}

/** One row: wanted against sent. */
export interface Notification extends Wanted {
  readonly sent: Sent;
  readonly attempts: Attempts;
  /** When it first differed from what is shown; null when it does not. */
  readonly pendingSince: number | null;
  /** Where people see what was posted, as its vendor tells; null: it will not tell. Absent while that is not known. */
  readonly link?: string | null;
}

/** No attempt made yet. */
export const noAttempts: Attempts = {
  count: 0,
  firstFailedAt: null,
  notBefore: 0,
  startedAt: null,
  startedStep: null,
  ambiguousAt: null,
  looks: 0,
  plain: false,
  lastError: null,
  lastCode: null,
  deadDigest: null,
};

/** Whether a row belongs to a drill. */
export function isDrill({ projection }: Pick<Wanted, 'projection'>): boolean {
  switch (projection.surface) {
    case 'message':
      return projection.drill !== null;
    case 'page':
      return drillOf(projection.environmentClass) !== null;
    case 'thread':
    case 'note':
    case 'hook':
    case 'overflow':
    case 'change':
    case 'room':
    case 'room-post':
    case 'invite':
      return false;
  }
}

/** Whether a row tells of a trouble of the relay's own. */
export function isOwn({ projection }: Pick<Wanted, 'projection'>): boolean {
  return (projection.surface === 'message' || projection.surface === 'page') && projection.own === true;
}
