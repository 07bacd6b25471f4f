import type { Acknowledgement } from '../../../domain/incident.ts';
import type { Quiet } from '../../../domain/routing/silence.ts';
import type { LiveMessage, PageShown } from '../../../domain/sending/projection.ts';

/** Who has an incident in hand, and how it ended. */
export interface HandlingData {
  /**
   * Null: nobody has. `by` is null where nobody has said who, `at` where it is not known. `also`: others who have
   * acknowledged it since, earliest first; left out where nobody has.
   */
  readonly acknowledged: {
    readonly by: string | null;
    readonly at: string | null;
    readonly also?: readonly { readonly by: string; readonly at: string }[];
  } | null;
  /** Who looks after it in Sentry. */
  readonly assignee: string | null;
  readonly muted: {
    /** Null: as long as the incident `while` goes on. */
    readonly until: string | null;
    readonly by: string;
    readonly while?: string;
  } | null;
  readonly resolved: {
    readonly at: string;
    /** `sentry`, `human`, `quiet`, `root` or `drill`. */
    readonly by: string;
    readonly who: string | null;
    readonly reason: string;
    /** Alerts that came after that. */
    readonly still_arriving: number;
  } | null;
}

/** Who is woken, or why nobody is. */
export interface PageData {
  readonly page: {
    readonly reason: string;
    /**
     * What the pager made of it: `taken`, `in-doubt` (its answer was lost), `given-up` (nobody is woken), or `wanted`, as
     * long as it has not taken it.
     */
    readonly standing: 'wanted' | 'taken' | 'in-doubt' | 'given-up';
    /** Null: it is not known since when. */
    readonly at: string | null;
    /** Counts its lives: each wakes somebody anew. */
    readonly generation: number;
    readonly again: number;
    /** Id of the page that stands for many incidents; null: it has its own. */
    readonly joined: string | null;
    readonly assigned_to: readonly string[];
  } | null;
  /** Why nobody was woken where a reader would expect it, as a sentence. */
  readonly not_paged: string | null;
}

const standings: Readonly<Record<PageShown['standing'], NonNullable<PageData['page']>['standing']>> = {
  waiting: 'wanted',
  sending: 'wanted',
  queued: 'wanted',
  trying: 'wanted',
  unsure: 'in-doubt',
  'in-doubt': 'in-doubt',
  'given-up': 'given-up',
  due: 'taken',
  joined: 'taken',
  ended: 'taken',
};

/** The page of an incident. */
export function pageData({ page, ...unpaged }: LiveMessage): PageData {
  if (page === null)
    return { page, not_paged: 'notPaged' in unpaged && unpaged.notPaged !== null ? unpaged.notPaged : null };
  const { reason, at, generation, again, joined, pager, standing } = page;
  return {
    page: {
      reason,
      standing: standings[standing],
      at: at === undefined ? null : moment(at),
      generation,
      again,
      joined,
      assigned_to: pager?.assigned?.to ?? [],
    },
    not_paged: null,
  };
}

/** Where it stands between people. */
export function handlingData(shown: LiveMessage): HandlingData {
  const mute = shown.state === 'resolved' ? undefined : shown.mute;
  return {
    acknowledged: acknowledgement(shown),
    assignee: shown.assignee,
    muted: mute === undefined ? null : mutedData(mute),
    resolved: resolution(shown),
  };
}

/** A program that knows no inhibition sees quiet without an end. */
function mutedData({ until, by, source }: Quiet): NonNullable<HandlingData['muted']> {
  return {
    until: until === null ? null : moment(until),
    by,
    ...(source === undefined ? {} : { while: source }),
  };
}

function acknowledgement(shown: LiveMessage): HandlingData['acknowledged'] {
  if (shown.state === 'acknowledged')
    return {
      by: shown.acknowledgedBy,
      at: shown.acknowledgedAt == null ? null : moment(shown.acknowledgedAt),
      ...besideOf(shown),
    };
  if (shown.state !== 'resolved' || shown.acknowledged === undefined) return null;
  const { by, at, back } = shown.acknowledged;
  // Taken back before the end: nobody had it.
  if (back !== undefined) return null;
  return { by, at: moment(at), ...besideOf(shown.acknowledged) };
}

function besideOf({
  also,
}: {
  readonly also?: readonly Acknowledgement[];
}): Pick<NonNullable<HandlingData['acknowledged']>, 'also'> {
  return also === undefined ? {} : { also: also.map(({ by, at }) => ({ by, at: moment(at) })) };
}

function resolution(shown: LiveMessage): HandlingData['resolved'] {
  if (shown.state !== 'resolved') return null;
  const { at, by, who = null, reason } = shown.resolution;
  return { at: moment(at), by, who, reason, still_arriving: shown.stillArriving };
}

function moment(at: number): string {
  return new Date(at).toISOString();
}
