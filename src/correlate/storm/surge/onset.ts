import { poissonTail } from '../../state/surprise.ts';

/** What a surge's members are, as far as their times go. */
interface Begun {
  readonly service: string;
  readonly breakoutAt: number;
}

/** Breakouts may look even closer together than they are, so no stretch counts as shorter than this, in ms. */
const leastStretchMs = 8_000;
/** Each breakout that is left out must make the rest so many times less likely by chance. */
const worthLeavingOut = 4;

/**
 * The breakouts from the onset of a surge on. What broke out long before the others did is what happens here anyway:
 * of the stretches that end with the newest breakout, the one is kept that chance explains worst.
 * @param expected How many such breakouts are usual in `windowMs`.
 * @param least So many issues, and so many services, are always kept.
 */
export function sinceOnset<T extends Begun>(
  breakouts: readonly T[],
  { expected, windowMs }: { readonly expected: number; readonly windowMs: number },
  least: { readonly issues: number; readonly services: number },
): readonly T[] {
  const inOrder = breakouts.toSorted((a, b) => a.breakoutAt - b.breakoutAt);
  const end = inOrder.at(-1)?.breakoutAt ?? 0;
  const chanceOf = (from: number): number => {
    const stretch = Math.max(leastStretchMs, end - (inOrder[from]?.breakoutAt ?? end));
    return poissonTail(inOrder.length - from, (expected * stretch) / windowMs);
  };
  let onset = 0;
  let best = chanceOf(0);
  for (let from = 1; from <= inOrder.length - least.issues; from += 1) {
    const rest = inOrder.slice(from);
    if (new Set(rest.map(({ service }) => service)).size < least.services) break;
    const chance = chanceOf(from);
    if (chance * worthLeavingOut ** (from - onset) >= best) continue;
    onset = from;
    best = chance;
  }
  const before = new Set(inOrder.slice(0, onset));
  return breakouts.filter((one) => !before.has(one));
}
