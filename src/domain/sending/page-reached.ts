import { environmentWaitMs } from '../environment/environment-wait.ts';
import { newestGeneration, type Generation, type Incident, type PageWanted } from '../incident.ts';
import { standingOfMore, tellingAnswer, toldAt, type PageAnswer } from './page-answer.ts';

/** Where a page stands with its pagers; `sending`: none has answered. */
export type PageReached =
  | (PageAnswer & {
      /** Of a page that is shared: which of its generations rang for it, and when. Absent: it has its own. */
      readonly rang?: SharedRing;
    })
  | {
      readonly state: 'sending';
      /**
       * Of a page that is shared, and that somebody has in hand who was not told of this: when it rang last. It rings again
       * for it, and until then nobody is woken. Absent: it is on its way.
       */
      readonly queuedSince?: number;
    };

/** How a page rang that several incidents share. */
interface SharedRing {
  /** 1 is the first of the page that is shared. */
  readonly generation: number;
  readonly at: number;
  /** That was before the incident joined it: nobody was woken when it did. */
  readonly before: boolean;
}

/** A receiver that was woken because another did not answer. */
export interface WokenBeside {
  readonly receiver: string;
  /** When its pager took the page, virtual ms. */
  readonly at: number;
  /** Who had not answered. */
  readonly by: string;
}

/** Whoever is asked answers within this time, or is in doubt by then, ms: dispatch waits no longer for an answer. */
const answeredMs = 6_000;

/** Finds an incident's row. */
type Find = (id: string) => Incident | null | undefined;

/**
 * Where one generation of an incident's page stands with its pagers, by what they answered and by what they told of it.
 * A page that shares a collecting one stands where that does. Null: an older relay opened it, and nobody was told.
 */
export function pageReached(incident: Incident, generation: number, find: Find): PageReached | null {
  const { page, atPager = [] } = incident;
  const row = page?.generations[generation - 1];
  if (row === undefined) return null;
  const told = atPager.find((standing) => standing.generation === generation);
  if (told !== undefined) return { state: 'taken', at: told.rangAt ?? row.since, said: null };
  if (row.joined !== null) return reachedTogether(incident, row, find);
  if (row.answers === undefined) return null;
  return tellingAnswer(row.answers) ?? { state: 'sending' };
}

/**
 * What is told of a collecting page holds for whatever has joined it, as far as the pager has taken it since: whoever was
 * woken before that has not heard of what joined later.
 */
function reachedTogether(
  { acknowledgedAt, resolution }: Incident,
  { since, joined }: Generation,
  find: Find,
): PageReached | null {
  const collector = joined === null ? null : (find(joined) ?? null);
  if (collector === null) return null;
  const generations = collector.page?.generations ?? [];
  const each = generations.map((row, n) => {
    const reached = pageReached(collector, n + 1, find);
    return reached?.state === 'taken'
      ? reachedSince(collector, { row, generation: n + 1, reached, since })
      : reached;
  });
  const taken = each.flatMap((reached) => (reached?.state === 'taken' ? [reached] : []));
  // It was last woken for by what rang after it had joined, and before somebody had it, or it was over.
  const until = acknowledgedAt ?? resolution?.at ?? Infinity;
  const woke = taken.filter(({ rang }) => rang !== undefined && !rang.before && rang.at <= until);
  const rangAnew = woke.filter(
    ({ rang }, n) => n === 0 || ringsForAll(generations[(rang?.generation ?? 1) - 1]),
  );
  const found = rangAnew.at(-1) ?? taken[0] ?? each.at(-1) ?? null;
  const rang = generations.at(-1)?.since;
  const inHand = collector.status === 'acknowledged' && rang !== undefined && since >= rang;
  return found?.state === 'sending' && inHand ? { state: 'sending', queuedSince: rang } : found;
}

/** Whether a newer page of many incidents rings for all that wait, and not only for those that somebody was not told of who has the others. */
function ringsForAll(row: Generation | undefined): boolean {
  return row?.reason.code !== 'page-more-incidents';
}

/** Where what joined a collecting page at `since` stands with a pager that has taken a generation of that. */
function reachedSince(
  { atPager = [] }: Incident,
  of: { row: Generation; generation: number; reached: PageAnswer; since: number },
): PageReached {
  const { row, generation, reached, since } = of;
  const rang = atPager.find((standing) => standing.generation === generation)?.rangAt ?? -Infinity;
  const more = standingOfMore(row.answers ?? [], ({ upto }) => upto >= since);
  if (more === null || rang >= since) {
    const ring = { generation, at: reached.at, before: reached.at < since };
    const at = toldAt(row.answers ?? [], since) ?? reached.at;
    return { ...reached, at: Math.max(ring.before ? at : reached.at, since), rang: ring };
  }
  const { state, said } = more;
  return state === 'sending' ? { state } : { state, at: since, said };
}

/** Where the last trigger of a page stands that was asked for because it happened again; null: a pager has taken it. */
export function resendReached({ page }: Pick<Incident, 'page'>): PageReached['state'] | null {
  if (page === null || page.beat === 0) return null;
  const { answers = [] } = newestGeneration(page);
  return standingOfMore(answers, ({ beat }) => beat >= page.beat)?.state ?? null;
}

/** How often a page was sent again, as far as a pager has taken that. */
export function resendsTaken({ page }: Pick<Incident, 'page'>): number {
  if (page === null) return 0;
  const { answers = [] } = newestGeneration(page);
  if (standingOfMore(answers, ({ beat }) => beat >= page.beat) === null) return page.beat;
  return Math.max(0, ...answers.map(({ told }) => Math.min(told?.beat ?? 0, page.beat)));
}

/** A page that somebody was woken by, before the newest. */
interface WokeBefore {
  /** 1 is the first. */
  readonly generation: number;
  readonly row: Generation;
  /** When its pager took it, virtual ms; of an older relay's, when it was wanted. */
  readonly at: number;
}

/** The newest of the older pages that woke somebody, for whoever is told that the newest of all woke nobody; null where none did. */
export function wokeBefore(incident: Incident, find: Find): WokeBefore | null {
  const older = incident.page?.generations.slice(0, -1) ?? [];
  for (const [n, row] of [...older.entries()].reverse()) {
    const reached = pageReached(incident, n + 1, find);
    if (reached?.state !== 'taken' && reached !== null) continue;
    return { generation: n + 1, row, at: reached?.at ?? row.since };
  }
  return null;
}

/** Whether nobody has received a page, as far as pagers answer. False: somebody has, or may have. */
export function isUnreceived(reached: PageReached): boolean {
  if (reached.state === 'sending') return reached.queuedSince !== undefined;
  return reached.state === 'trying' || reached.state === 'given-up' || reached.state === 'needless';
}

/**
 * Where a page stood with its pagers when it was handled: one that had no answer after so long had not gone out. Null:
 * nobody can know yet.
 */
export function reachedWhenHandled(
  { openedAt }: Pick<Incident, 'openedAt'>,
  { since }: Pick<Generation, 'since'>,
  { reached, handledAt }: { readonly reached: PageReached; readonly handledAt: number },
): PageAnswer | null {
  // It was to ring later, and has not: whoever handled it was not woken by that.
  if (reached.state === 'sending' && reached.queuedSince !== undefined)
    return { state: 'needless', at: handledAt, said: null };
  if (reached.state !== 'sending') {
    // What was over before the page rang that it shares was none of what anybody was woken for.
    const tooLate = reached.rang !== undefined && reached.rang.at > handledAt;
    return tooLate ? { state: 'needless', at: handledAt, said: null } : reached;
  }
  const late = handledAt - Math.max(since, openedAt + environmentWaitMs) > answeredMs;
  return late ? { state: 'needless', at: handledAt, said: null } : null;
}

/** How a page stands for whoever reads of it; `handled-first`: nobody received it until somebody handled the incident. */
export type PageStandsAs = 'due' | 'queued' | 'sending' | 'unsure' | 'handled-first' | NotTaken;

type NotTaken = Exclude<PageAnswer['state'], 'taken' | 'needless'>;

/**
 * How an incident's newest page stands, by what is known of it at its pagers: the same in Slack, in the API and on the
 * live page.
 */
export function standsAs(
  incident: Pick<Incident, 'status' | 'resolution' | 'acknowledgedAt' | 'openedAt'>,
  page: PageWanted,
  { reached, now }: { readonly reached: PageReached; readonly now: number },
): PageStandsAs {
  const { status, resolution, acknowledgedAt } = incident;
  if (status === 'open') {
    if (reached.state !== 'sending') return answeredAs(reached.state);
    return reached.queuedSince === undefined ? 'sending' : 'queued';
  }
  const handledAt = acknowledgedAt ?? resolution?.at ?? now;
  const answer = reachedWhenHandled(incident, newestGeneration(page), { reached, handledAt });
  if (answer === null) return 'unsure';
  return isUnreceived(answer) ? 'handled-first' : answeredAs(answer.state);
}

function answeredAs(state: PageAnswer['state']): PageStandsAs {
  if (state === 'taken') return 'due';
  return state === 'needless' ? 'handled-first' : state;
}
