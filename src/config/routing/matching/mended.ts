import type { EnvironmentLists } from '../../../domain/environment/environment.ts';
import type { Matcher } from '../../../domain/routing/matcher.ts';
import type { Route } from '../../../domain/routing/route.ts';
import { meantBy, neverHolds } from './never-holds.ts';
import { neverTogether } from './never-together.ts';

/**
 * Matchers as they are probably meant: so a route that nothing comes to yet is judged by what it will take once they
 * are mended. What contradicts those around it, or an earlier one, is left out.
 */
function mendedMatchers(
  around: readonly Matcher[],
  own: readonly Matcher[],
  environments: EnvironmentLists,
): readonly Matcher[] {
  const kept: Matcher[] = [];
  for (const matcher of own) {
    const meant = neverHolds(matcher) === null ? matcher : meantBy(matcher);
    if (meant !== null && neverTogether([...around, ...kept, meant], environments) === null) kept.push(meant);
  }
  return kept;
}

/** A tree in which every route is as it is probably meant. */
export function mendedRoutes(
  route: Route,
  environments: EnvironmentLists,
  around: readonly Matcher[] = [],
): Route {
  const matchers = mendedMatchers(around, route.matchers, environments);
  const all = [...around, ...matchers];
  return { ...route, matchers, routes: route.routes.map((one) => mendedRoutes(one, environments, all)) };
}

/** What the routes ask for to which nothing comes as they are written, each with those around it, once that is mended. */
export function mendedAsks(
  [route, mended]: readonly [Route, Route],
  around: readonly Matcher[] = [],
): readonly (readonly Matcher[])[] {
  const all = [...around, ...mended.matchers];
  const isMended =
    route.matchers.length !== mended.matchers.length ||
    route.matchers.some((one, n) => one !== mended.matchers[n]);
  if (isMended) return asksOf(mended, around);
  return route.routes.flatMap((child, n) => {
    const other = mended.routes[n];
    return other === undefined ? [] : mendedAsks([child, other], all);
  });
}

function asksOf(route: Route, around: readonly Matcher[]): readonly (readonly Matcher[])[] {
  const all = [...around, ...route.matchers];
  return [all, ...route.routes.flatMap((child) => asksOf(child, all))];
}
