import { withGeneration, type Desk, type Generation, type OlderHand, type Taking } from '../incident.ts';
import { backsOf, holdingOf, notInHand, takingsOf, type InHand } from './acknowledged.ts';

/** What was taken of one of the pages of a desk. */
export interface PageHand {
  /** 1 is the first. */
  readonly generation: number;
  readonly all: readonly Taking[];
  /** Of those, what holds: what came since it was last taken back. */
  readonly holding: readonly Taking[];
  /** Whether somebody had it in hand at a moment, by a taking that counts. */
  readonly isHeldAt: (at: number, counts: (taking: Taking) => boolean) => boolean;
}

/** What was taken of each page of a desk, the oldest first. */
export function handsOf(desk: Desk): readonly PageHand[] {
  const generations = desk.page?.generations ?? [];
  return generations.map((row, n) =>
    handOf(n + 1, n + 1 === generations.length ? desk : { ...notInHand, ...handIn(row) }),
  );
}

/** Of a page that an older relay had overtaken only the first is known who took it. */
function handIn({ hand, taken }: Generation): OlderHand {
  return hand ?? (taken === undefined ? {} : { takings: [taken] });
}

function handOf(generation: number, desk: InHand): PageHand {
  const [all, backs] = [takingsOf(desk), backsOf(desk)];
  return {
    generation,
    all,
    holding: holdingOf(all, backs, null),
    isHeldAt: (at, counts) =>
      all.some(
        (one) => one.at <= at && counts(one) && !backs.some((back) => back.at >= one.at && back.at <= at),
      ),
  };
}

/** What an older page keeps of who took it; nothing where nobody has done anything to it. */
export function olderHand(desk: InHand): Pick<Generation, 'hand'> {
  const { takenBack, takenBackBefore } = desk;
  const takings = takingsOf(desk);
  if (takings.length === 0 && takenBack == null) return {};
  return {
    hand: {
      takings,
      ...(takenBack != null && { takenBack }),
      ...(takenBackBefore !== undefined && { takenBackBefore }),
    },
  };
}

/** A desk after a change to who has an older page of it, in whatever order all this becomes known. */
export function atOlderPage<D extends Desk>(desk: D, generation: number, how: (desk: Desk) => Desk): D {
  const { page } = desk;
  const row = page?.generations[generation - 1];
  if (page === null || row === undefined) return desk;
  const then = how({ ...desk, ...notInHand, ...handIn(row), page: null });
  return { ...desk, page: withGeneration(page, generation, { ...row, ...olderHand(then) }) };
}
