import type { Acknowledgement, Desk, SeenAtAck } from '../incident.ts';

/** So many are kept beside the first. */
const mostBeside = 5;

type InHand = Pick<Desk, 'acknowledgedAt' | 'acknowledgedBy' | 'seenAtAck' | 'alsoAcknowledged'>;

/** Nobody has it in hand. */
export const notInHand: InHand = {
  acknowledgedAt: null,
  acknowledgedBy: null,
  seenAtAck: null,
  alsoAcknowledged: [],
};

/** Whether somebody has acknowledged it since the newest page, as the first or beside that. */
export function hasAcknowledged(desk: InHand, who: string): boolean {
  return acknowledgedOn(desk).some(({ by }) => by === who);
}

/**
 * A desk with one more acknowledgement. The earliest is the first, each person's earliest counts, and of all others the
 * earliest few are kept: in whatever order they become known, the same is left.
 * @param seen What whoever takes it knows, where nobody had taken it.
 */
export function withAcknowledgement<D extends Desk>(desk: D, one: Acknowledgement, seen: SeenAtAck): D {
  const sorted = [...acknowledgedOn(desk), one].sort(earlierFirst);
  const [first, ...beside] = sorted.filter(({ by }, n) => sorted.findIndex((other) => other.by === by) === n);
  if (first === undefined) return desk;
  const others = beside.flatMap(({ by, at }) => (by === null ? [] : [{ by, at }])).slice(0, mostBeside);
  return {
    ...desk,
    acknowledgedAt: first.at,
    acknowledgedBy: first.by,
    seenAtAck: desk.acknowledgedAt === null ? seen : desk.seenAtAck,
    ...((others.length > 0 || desk.alsoAcknowledged !== undefined) && { alsoAcknowledged: others }),
  };
}

/** Older relays may not have known who it was. */
interface Known {
  readonly by: string | null;
  readonly at: number;
}

function acknowledgedOn({ acknowledgedAt, acknowledgedBy, alsoAcknowledged = [] }: InHand): readonly Known[] {
  return acknowledgedAt === null ? [] : [{ by: acknowledgedBy, at: acknowledgedAt }, ...alsoAcknowledged];
}

/** Of two at the same moment always the same one. */
function earlierFirst(a: Known, b: Known): number {
  if (a.at !== b.at) return a.at - b.at;
  return (a.by ?? '') < (b.by ?? '') ? -1 : 1;
}
