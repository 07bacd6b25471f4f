import type { Happening } from './streams/trouble.ts';

const windowSeconds = 60;
const loudEvents = 3;

/**
 * Whether an outage is large enough that somebody has to be woken: within 60 s at least 5 of its issues, or issues of
 * 3 services, began, or 4 issues of 2 services that were told 3 times in it.
 */
export function isInScope(happenings: readonly Happening[]): boolean {
  const times = new Map<string, number[]>();
  const serviceOf = new Map<string, string>();
  for (const { at, kind, trouble } of happenings) {
    if (kind !== 'event') continue;
    times.set(trouble.issue, [...(times.get(trouble.issue) ?? []), at]);
    serviceOf.set(trouble.issue, trouble.service.name);
  }
  const began = [...times].map(([issue, list]) => ({ service: serviceOf.get(issue)!, at: list[0]! }));
  const loud = [...times].flatMap(([issue, list]) =>
    list.flatMap((at, place) => {
      const first = list[place - loudEvents + 1];
      return first !== undefined && at - first <= windowSeconds
        ? [{ issue, service: serviceOf.get(issue)!, at }]
        : [];
    }),
  );
  return (
    windows(began).some((list) => list.length >= 5 || servicesIn(list) >= 3) ||
    windows(loud).some((list) => new Set(list.map(({ issue }) => issue)).size >= 4 && servicesIn(list) >= 2)
  );
}

function windows<T extends { readonly at: number }>(list: readonly T[]): readonly (readonly T[])[] {
  const sorted = list.toSorted((one, other) => one.at - other.at);
  let from = 0;
  return sorted.map((last, place) => {
    while (last.at - sorted[from]!.at > windowSeconds) from += 1;
    return sorted.slice(from, place + 1);
  });
}

function servicesIn(list: readonly { readonly service: string }[]): number {
  return new Set(list.map(({ service }) => service)).size;
}
