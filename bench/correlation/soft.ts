import type { Family } from './family.ts';
import { strangersOf, type StrangerVerdict } from './streams/strangers.ts';
import { percent, tableOf } from './table.ts';

/** Strangers in storms of some families, added up. */
export function softRow(families: readonly Family[], seeds: number): StrangerVerdict {
  const verdicts = families.flatMap((family) =>
    Array.from({ length: Math.ceil(seeds / 2) }, (_, place) => strangersOf(family, place + 1)),
  );
  const sum = (of: (verdict: StrangerVerdict) => number): number =>
    verdicts.reduce((total, one) => total + of(one), 0);
  return {
    strangers: sum(({ strangers }) => strangers),
    visible: sum(({ visible }) => visible),
    swallowed: sum(({ swallowed }) => swallowed),
    storms: sum(({ storms }) => storms),
    closed: sum(({ closed }) => closed),
  };
}

/** The row as a table. */
export function softTable({ strangers, visible, swallowed, storms, closed }: StrangerVerdict): string {
  return tableOf(
    ['strangers', 'of', 'shown in 15 s', 'swallowed', 'storms', 'closed'],
    [
      [
        'in struck services',
        String(strangers),
        percent(visible, strangers),
        percent(swallowed, strangers),
        String(storms),
        percent(closed, storms),
      ],
    ],
  );
}
