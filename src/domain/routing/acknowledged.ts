import { newestGeneration, type Desk, type SeenAtAck, type TakenBack, type Taking } from '../incident.ts';

/** So many are kept beside the first. */
const mostBeside = 5;
/** So many takings are kept, the earliest and the newest of them: with any of either end the same is left of all. */
const takingsKept = { earliest: 6, newest: 14 };

type InHand = Pick<
  Desk,
  'acknowledgedAt' | 'acknowledgedBy' | 'seenAtAck' | 'alsoAcknowledged' | 'takings' | 'takenBack'
>;

/** Nobody has it in hand. */
export const notInHand: InHand = {
  acknowledgedAt: null,
  acknowledgedBy: null,
  seenAtAck: null,
  alsoAcknowledged: [],
  takings: [],
  takenBack: null,
};

/** Whether somebody has it in hand, as the first or beside that. */
export function hasAcknowledged(desk: InHand, who: string): boolean {
  return heldBy(desk).some(({ by }) => by === who);
}

/** All that was taken since the newest page, earliest first: also what was taken back since. */
export function takingsOf(desk: InHand): readonly Taking[] {
  return desk.takings === undefined || desk.takings.length === 0 ? heldBy(desk) : desk.takings;
}

/** What a change at a desk has to know besides. */
interface Here {
  /** What whoever takes it knows, where nobody had taken it. */
  readonly seen: SeenAtAck;
  /** Of what is over it only matters who took it: nobody has to take it again. */
  readonly over: boolean;
}

/**
 * A desk with one more acknowledgement. Whoever took it since it was last taken back has it in hand: the earliest is the
 * first, each person's earliest counts, and of all others the earliest few are kept. In whatever order all this becomes
 * known, the same is left.
 */
export function withAcknowledgement<D extends Desk>(desk: D, one: Taking, here: Here): D {
  return held(desk, [...takingsOf(desk), one], desk.takenBack ?? null, here);
}

/** A desk at which it was taken back: what was taken until then holds no longer. */
export function withTakenBack<D extends Desk>(desk: D, back: TakenBack, here: Here): D {
  const known = desk.takenBack ?? null;
  const newer = known === null || isLater(back, known) ? back : known;
  return held(desk, takingsOf(desk), newer, here);
}

/** Of what was taken, what holds: what came since it was last taken back. */
export function takingsThatHold(desk: InHand): readonly Taking[] {
  const from = desk.takenBack?.at ?? -Infinity;
  return takingsOf(desk).filter(({ at }) => at > from);
}

/**
 * A desk whose page is shared: of all that was taken of that page, it has what holds and is meant for it. What was taken
 * of it alone stays, and in whatever order all this becomes known, the same is left.
 */
export function withSharedTakings<D extends Desk>(
  desk: D,
  shared: { readonly all: readonly Taking[]; readonly holding: readonly Taking[] },
  here: Here,
): D {
  const isIn = (list: readonly Taking[], { by, at }: Taking): boolean =>
    list.some((one) => one.by === by && one.at === at);
  const own = takingsOf(desk);
  const kept = own.filter((one) => !isIn(shared.all, one) || isIn(shared.holding, one));
  const added = shared.holding.filter((one) => !isIn(own, one));
  if (added.length === 0 && kept.length === own.length) return desk;
  return held(desk, [...kept, ...added], desk.takenBack ?? null, here);
}

/** A desk of what is over: all who took it stand there, whatever was taken back. */
export function withAllTakings<D extends Desk>(desk: D): D {
  if (desk.takenBack == null) return desk;
  const { seenAtAck } = desk;
  const left = held(desk, takingsOf(desk), desk.takenBack, { seen: seenAtAck, over: true });
  return { ...left, seenAtAck };
}

function held<D extends Desk>(
  desk: D,
  all: readonly Taking[],
  back: TakenBack | null,
  { seen, over }: Omit<Here, 'seen'> & { readonly seen: SeenAtAck | null },
): D {
  const takings = bounded(all);
  const from = over || back === null ? -Infinity : back.at;
  const holding = takings.filter(({ at }) => at > from);
  const [first, ...beside] = holding.filter(({ by }, n) => holding.findIndex((one) => one.by === by) === n);
  const others = beside.flatMap(({ by, at }) => (by === null ? [] : [{ by, at }])).slice(0, mostBeside);
  // The pager's clock may be behind: nobody took it before it rang.
  const since = desk.page === null ? -Infinity : newestGeneration(desk.page).since;
  const seenByFirst = desk.acknowledgedAt === null ? seen : desk.seenAtAck;
  return {
    ...desk,
    acknowledgedAt: first === undefined ? null : Math.max(first.at, since),
    acknowledgedBy: first?.by ?? null,
    seenAtAck: first === undefined ? null : seenByFirst,
    ...((others.length > 0 || desk.alsoAcknowledged !== undefined) && { alsoAcknowledged: others }),
    takings,
    ...(back !== null && { takenBack: back }),
  };
}

function bounded(all: readonly Taking[]): readonly Taking[] {
  const sorted = all.toSorted(earlierFirst);
  const once = sorted.filter(({ by, at }, n) => by !== sorted[n - 1]?.by || at !== sorted[n - 1]?.at);
  const { earliest, newest } = takingsKept;
  return once.length <= earliest + newest ? once : [...once.slice(0, earliest), ...once.slice(-newest)];
}

function heldBy({ acknowledgedAt, acknowledgedBy, alsoAcknowledged = [] }: InHand): readonly Taking[] {
  return acknowledgedAt === null ? [] : [{ by: acknowledgedBy, at: acknowledgedAt }, ...alsoAcknowledged];
}

/** Of two at the same moment always the same one. */
function earlierFirst(a: Taking, b: Taking): number {
  return isLater(a, b) ? 1 : isLater(b, a) ? -1 : 0;
}

function isLater(a: Taking, b: Taking): boolean {
  return a.at === b.at ? (a.by ?? '') > (b.by ?? '') : a.at > b.at;
}
