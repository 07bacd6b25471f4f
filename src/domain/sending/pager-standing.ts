/** What became of a page at the pager. */
interface Turned {
  readonly how: 'unacknowledged' | 'resolved' | 'reopened';
  /** Null: the pager did it by itself, or does not say who. */
  readonly by: string | null;
  /** By the pager's clock, UNIX ms. */
  readonly at: number;
}

/**
 * What the pager has told of one generation of a page. Each part is the newest that was told, by the pager's clock: in
 * whatever order its words come, and however often, the same is left.
 */
export interface PagerStanding {
  readonly generation: number;
  /** The pager's own ids of its incidents under the key of this generation. */
  readonly ids: readonly string[];
  /** Which of them began last, and when; absent: not told, as in rows of older relays. */
  readonly newest?: { readonly id: string; readonly at: number };
  /** When it first rang there; null: not told. */
  readonly rangAt: number | null;
  /** For whom it rang first; absent: not told, as in rows of older relays. */
  readonly rangFor?: { readonly to: readonly string[]; readonly at: number };
  readonly acknowledged: { readonly by: string; readonly at: number } | null;
  /** Who else has acknowledged it there, by name; absent: nobody, or not told, as in rows of older relays. */
  readonly alsoTakenBy?: readonly string[];
  /** What became of it since: an acknowledgement ran out, or it was ended or reopened there. */
  readonly turned: Turned | null;
  /** Who is to look after it. */
  readonly assigned: { readonly to: readonly string[]; readonly at: number } | null;
  /** Where the pager shows its incident; absent: not told. */
  readonly link?: string;
}

/** One incident of the pager stands for a generation; after it was ended there, another may. */
const idsKept = 8;

/** More people than take one page. */
const takersKept = 20;

/** A generation of which the pager has told nothing. */
export function untold(generation: number): PagerStanding {
  return { generation, ids: [], rangAt: null, acknowledged: null, turned: null, assigned: null };
}

/** What is left of both. It does not matter which was told first. */
export function mergeStandings(a: PagerStanding, b: PagerStanding): PagerStanding {
  return {
    generation: a.generation,
    ids: [...new Set([...a.ids, ...b.ids])].sort().slice(-idsKept),
    ...newestOf(a, b),
    rangAt: a.rangAt === null || b.rangAt === null ? (a.rangAt ?? b.rangAt) : Math.min(a.rangAt, b.rangAt),
    ...rangForOf(a, b),
    acknowledged: newer(a.acknowledged, b.acknowledged),
    ...alsoTakenBy(a, b),
    turned: lastTurn(a.turned, b.turned),
    assigned: newer(a.assigned, b.assigned),
    ...linkOf(a, b),
  };
}

function newestOf(a: PagerStanding, b: PagerStanding): Pick<PagerStanding, 'newest'> {
  const newest = newer(a.newest ?? null, b.newest ?? null);
  return newest === null ? {} : { newest };
}

/** Everybody who took it, but for whoever did last. */
function alsoTakenBy(a: PagerStanding, b: PagerStanding): Pick<PagerStanding, 'alsoTakenBy'> {
  const last = newer(a.acknowledged, b.acknowledged)?.by;
  const all = new Set([...takersOf(a), ...takersOf(b)]);
  const others = [...all].filter((name) => name !== last).sort();
  return others.length === 0 ? {} : { alsoTakenBy: others.slice(0, takersKept) };
}

/** The names of those who have acknowledged it at the pager. */
export function takersOf({ acknowledged, alsoTakenBy: others = [] }: PagerStanding): readonly string[] {
  return acknowledged === null ? others : [acknowledged.by, ...others];
}

/** The pager's id of its incident that a generation rings by, or rang by last; null: it has not told of one. */
export function pagerIncidentOf({ ids, newest }: PagerStanding): string | null {
  return newest?.id ?? ids.at(-1) ?? null;
}

/**
 * Since when the pager itself knows that its page is acknowledged, by its own clock; null where it rings, or where
 * nobody there did it.
 */
export function acknowledgedThereAt({ acknowledged, turned, newest }: PagerStanding): number | null {
  if (acknowledged === null) return null;
  const since = Math.max(turned?.at ?? -Infinity, newest?.at ?? -Infinity);
  return acknowledged.at > since ? acknowledged.at : null;
}

/**
 * When it was ended there, or opened again after `doneAt`, by the pager's clock: there is nothing to be told. Null where
 * it goes on there, or has begun to ring anew since.
 */
export function overThereAt({ turned, newest }: PagerStanding, doneAt: number): number | null {
  if (turned === null || turned.how === 'unacknowledged') return null;
  if (turned.how === 'reopened' && turned.at < doneAt) return null;
  return newest !== undefined && newest.at > turned.at ? null : turned.at;
}

/**
 * When it was taken back, opened again or ended there after virtual ms `takenAt`: whoever did that knows better than what was
 * done before. Null where it was not, or has begun to ring anew since.
 */
export function turnedThereAt({ turned, newest }: PagerStanding, takenAt: number | undefined): number | null {
  if (turned === null || takenAt === undefined || turned.at < takenAt) return null;
  return newest !== undefined && newest.at > turned.at ? null : turned.at;
}

/** Whom it rang for first is what the pager said first, in whatever order its words come. */
function rangForOf(
  { rangFor: a }: PagerStanding,
  { rangFor: b }: PagerStanding,
): Pick<PagerStanding, 'rangFor'> {
  if (a === undefined || b === undefined) {
    const only = a ?? b;
    return only === undefined ? {} : { rangFor: only };
  }
  return { rangFor: newer(a, b) === a ? b : a };
}

/** Of two, which only an incident that was opened anew can have, always the same one. */
function linkOf({ link: a }: PagerStanding, { link: b }: PagerStanding): Pick<PagerStanding, 'link'> {
  const [link] = [a, b]
    .filter((one) => one !== undefined)
    .sort()
    .reverse();
  return link === undefined ? {} : { link };
}

/** Of two at the same moment the one that can only have come last: what is over does not ring, unless it was opened again. */
function lastTurn(a: Turned | null, b: Turned | null): Turned | null {
  if (a === null || b === null || a.at !== b.at || a.how === b.how) return newer(a, b);
  return turns.indexOf(a.how) > turns.indexOf(b.how) ? a : b;
}

const turns: readonly Turned['how'][] = ['unacknowledged', 'resolved', 'reopened'];

/** Of two at the same moment always the same one. */
function newer<T extends { readonly at: number }>(a: T | null, b: T | null): T | null {
  if (a === null || b === null) return a ?? b;
  if (a.at !== b.at) return a.at > b.at ? a : b;
  return JSON.stringify(a) >= JSON.stringify(b) ? a : b;
}
