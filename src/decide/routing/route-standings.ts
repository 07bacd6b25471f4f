import { matches } from '../../correlate/rules/matching.ts';
import type { Labels } from '../../domain/routing/labels.ts';
import type { Matcher } from '../../domain/routing/matcher.ts';
import type { Route } from '../../domain/routing/route.ts';
import type { Taken } from './routes.ts';

/** What became of a route when labels were led through the tree, and why. */
export interface RouteStanding extends Taken {
  readonly standing:
    | { readonly code: 'taken' }
    /** It matched, and so did a route within it, which stands for it. */
    | { readonly code: 'deeper' }
    /** The first of its matchers that does not hold. */
    | { readonly code: 'unmet'; readonly matcher: Matcher }
    /** One before it, of the same list, took it all. */
    | { readonly code: 'behind'; readonly path: Taken['path'] }
    /** Its receiver takes nothing, as if it were not written. */
    | { readonly code: 'unmeant' };
}

/**
 * The same as `routesTaken`, told of each route that was looked at, in the order of the file. What lies within a route
 * that was not taken was not looked at.
 */
export function routeStandings(
  route: Route,
  labels: Labels,
  isMeant: (receiver: string) => boolean,
): readonly RouteStanding[] {
  return visit({ route, path: [] }, labels, isMeant).standings;
}

function visit(
  { route, path }: Taken,
  labels: Labels,
  isMeant: (receiver: string) => boolean,
): { readonly standings: readonly RouteStanding[]; readonly takes: boolean } {
  const within: RouteStanding[] = [];
  let deeper = false;
  let taker: Taken['path'] | null = null;
  for (const [place, child] of route.routes.entries()) {
    const at = [...path, place];
    const unmet = child.matchers.find((matcher) => !matches(matcher, labels));
    if (taker !== null) within.push({ route: child, path: at, standing: { code: 'behind', path: taker } });
    else if (unmet !== undefined)
      within.push({ route: child, path: at, standing: { code: 'unmet', matcher: unmet } });
    else {
      const { standings, takes } = visit({ route: child, path: at }, labels, isMeant);
      within.push(...standings);
      deeper ||= takes;
      if (takes && !child.continue) taker = at;
    }
  }
  const code = deeper ? 'deeper' : isMeant(route.receiver) ? 'taken' : 'unmeant';
  return { standings: [{ route, path, standing: { code } }, ...within], takes: code !== 'unmeant' };
}
