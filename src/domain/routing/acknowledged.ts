import {
  newestGeneration,
  type Desk,
  type Resolution,
  type SeenAtAck,
  type TakenBack,
  type Taking,
} from '../incident.ts';

/** So many are kept beside the first. */
const mostBeside = 5;
/** So many takings are kept, the earliest and the newest of them: with any of either end the same is left of all. */
const takingsKept = { earliest: 6, newest: 14 };
/** So often it is taken back that is remembered. */
const backsKept = 12;
/** The relay's clock and the pager's may differ by so much, ms. */
export const clocksApartMs = 30_000;

/** Who has it in hand, and who had. */
export type InHand = Pick<
  Desk,
  | 'acknowledgedAt'
  | 'acknowledgedBy'
  | 'seenAtAck'
  | 'alsoAcknowledged'
  | 'takings'
  | 'takenBack'
  | 'takenBackBefore'
  | 'backElsewhere'
>;

/** Nobody has it in hand. */
export const notInHand: InHand = {
  acknowledgedAt: null,
  acknowledgedBy: null,
  seenAtAck: null,
  alsoAcknowledged: [],
  takings: [],
  takenBack: null,
  takenBackBefore: [],
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
  /** When it ended, by the clock of whoever ended it; null: it goes on. Of what is over nobody has to take it again. */
  readonly until: number | null;
}

/** Whether nobody has taken a page of many incidents, and it need not ring since each of them is in hand by itself. */
export function isTakenTogether(desk: InHand): boolean {
  if (desk.acknowledgedAt === null || desk.acknowledgedBy !== null) return false;
  return takingsOf(desk).some(({ at, together }) => together === true && at <= (desk.acknowledgedAt ?? 0));
}

/** When what is over ended, by the pager's clock where it was ended there. */
export function overAt({ page, at }: Pick<Resolution, 'page' | 'at'>): number {
  return page?.at ?? at;
}

/**
 * A desk with one more acknowledgement. Whoever took it since it was last taken back has it in hand: the earliest is the
 * first, each person's earliest counts, and of all others the earliest few are kept. In whatever order all this becomes
 * known, the same is left.
 */
export function withAcknowledgement<D extends Desk>(desk: D, one: Taking, here: Here): D {
  return held(desk, [...takingsOf(desk), one], backsOf(desk), here);
}

/** A desk at which it was taken back: what was taken until then holds no longer. After the end it changes nothing. */
export function withTakenBack<D extends Desk>(desk: D, back: TakenBack, here: Here): D {
  return held(desk, takingsOf(desk), [...backsOf(desk), back], here);
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
  return held(desk, [...kept, ...added], backsOf(desk), here);
}

/** A desk for which others answer: it has what was taken here, and of theirs what holds there. */
export function withTakingsOfOthers<D extends Desk>(desk: D, others: readonly Taking[], here: Here): D {
  const all = takingsOf(desk);
  const own = all.filter(({ of }) => of === undefined);
  const added = others.filter(({ by, at }) => !own.some((one) => one.by === by && one.at === at));
  const isSame = own.length + added.length === all.length && added.every((one) => all.some(isAs(one)));
  return isSame ? desk : held(desk, [...own, ...added], backsOf(desk), here);
}

function isAs({ by, at, of }: Taking): (one: Taking) => boolean {
  return (one) => one.by === by && one.at === at && one.of === of;
}

/** A desk of what ended at `until`: whoever had it in hand at the end stands there, and all who took it where nobody had. */
export function atEnd<D extends Desk>(desk: D, until: number): D {
  const backs = backsOf(desk);
  if (backs.length === 0 && desk.backElsewhere == null) return desk;
  const { seenAtAck } = desk;
  return { ...held(desk, takingsOf(desk), backs, { seen: seenAtAck, until }), seenAtAck };
}

/** Who had it in hand first of those who had it when it ended at `until`; null: nobody. */
export function holderAt(desk: InHand, until: number): Taking | null {
  return holdingAt(desk, takingsOf(desk), until)[0] ?? null;
}

/** When it was taken back for the last time before it ended at `until`, where somebody had taken it and nobody has since; null: not so. */
export function leftBehind(desk: InHand, until: number): TakenBack | null {
  if (takingsOf(desk).length === 0 || holderAt(desk, until) !== null) return null;
  const { backElsewhere } = desk;
  const backs = backElsewhere == null ? backsOf(desk) : boundedBacks([...backsOf(desk), backElsewhere]);
  return backs.findLast(({ at }) => at <= until) ?? null;
}

/** What was taken at a desk itself, and holds there. */
export function ownTakingsThatHold(desk: InHand, until: number | null): readonly Taking[] {
  const own = takingsOf(desk).filter(({ of }) => of === undefined);
  return holdingAt(desk, own, until);
}

function holdingAt(desk: InHand, takings: readonly Taking[], until: number | null): readonly Taking[] {
  const hold = holdingOf(takings, backsOf(desk), until);
  return hold.filter((one) => !isTakenBackElsewhere(desk, one, until));
}

/** What somebody took for all ends of an escalation at once, and another has taken back at one of them. */
function isTakenBackElsewhere(
  { backElsewhere }: Pick<InHand, 'backElsewhere'>,
  { at, everywhere }: Taking,
  until: number | null,
): boolean {
  if (everywhere === undefined || backElsewhere == null) return false;
  return at <= backElsewhere.at && backElsewhere.at <= (until ?? Infinity);
}

/** A desk of an escalation at another end of which it was taken back: what was taken for all ends holds no longer. */
export function withBackElsewhere<D extends Desk>(desk: D, back: TakenBack, here: Here): D {
  const before = desk.backElsewhere?.at ?? -Infinity;
  const concerned = takingsOf(desk).some((one) =>
    isTakenBackElsewhere({ backElsewhere: back }, one, here.until),
  );
  if (back.at <= before || !concerned) return desk;
  return held({ ...desk, backElsewhere: back }, takingsOf(desk), backsOf(desk), here);
}

/** Every time that it was taken back since the newest page, earliest first, up to a bound. */
export function backsOf({ takenBack, takenBackBefore = [] }: InHand): readonly TakenBack[] {
  return takenBack == null ? [] : [...takenBackBefore, takenBack];
}

/** What holds of what was taken: what came after it was last taken back before its end. */
export function holdingOf(
  takings: readonly Taking[],
  backs: readonly TakenBack[],
  until: number | null,
): readonly Taking[] {
  const end = until ?? Infinity;
  const from = Math.max(-Infinity, ...backs.filter(({ at }) => at <= end).map(({ at }) => at));
  // What somebody took at another desk is taken back there.
  return takings.filter(({ at, of }) => (at > from || of !== undefined) && at <= end + clocksApartMs);
}

function held<D extends Desk>(
  desk: D,
  all: readonly Taking[],
  allBacks: readonly TakenBack[],
  { seen, until }: Omit<Here, 'seen'> & { readonly seen: SeenAtAck | null },
): D {
  const takings = bounded(all);
  const backs = boundedBacks(allBacks);
  const hold = holdingOf(takings, backs, until).filter((one) => !isTakenBackElsewhere(desk, one, until));
  // Where nobody had it at the end, whoever had taken it is who can be asked.
  const last = hold.length === 0 && until !== null ? holdingOf(takings, [], until) : hold;
  // Whoever took it by name has it, whatever it waited for before.
  const byPeople = last.filter(({ together }) => together === undefined);
  const holding = byPeople.length === 0 ? last : byPeople;
  const [first, ...beside] = holding.filter(({ by }, n) => holding.findIndex((one) => one.by === by) === n);
  const others = beside.flatMap(({ by, at }) => (by === null ? [] : [{ by, at }])).slice(0, mostBeside);
  // The pager's clock may be behind: nobody took it before it rang.
  const since = desk.page === null ? -Infinity : newestGeneration(desk.page).since;
  const seenByFirst = desk.acknowledgedAt === null ? seen : desk.seenAtAck;
  const back = backs.at(-1);
  const before = backs.slice(0, -1);
  return {
    ...desk,
    acknowledgedAt: first === undefined ? null : Math.max(first.at, since),
    acknowledgedBy: first?.by ?? null,
    seenAtAck: first === undefined ? null : seenByFirst,
    ...((others.length > 0 || desk.alsoAcknowledged !== undefined) && { alsoAcknowledged: others }),
    takings,
    ...(back !== undefined && { takenBack: back }),
    ...((before.length > 0 || desk.takenBackBefore !== undefined) && { takenBackBefore: before }),
  };
}

/** Of very many the newest, which say what holds. */
function boundedBacks(all: readonly TakenBack[]): readonly TakenBack[] {
  const sorted = all.toSorted(earlierFirst);
  return sorted
    .filter(({ by, at }, n) => by !== sorted[n - 1]?.by || at !== sorted[n - 1]?.at)
    .slice(-backsKept);
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
