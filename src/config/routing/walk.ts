import type { Matcher } from '../../domain/routing/matcher.ts';
import type { Path } from '../document/place.ts';
import type { SaidRoute } from './shapes.ts';

/** A route of the file, and where it stands in the tree. */
export interface Place {
  readonly said: SaidRoute;
  /** Within `route`. */
  readonly path: Path;
  /** Its own, or that of the nearest route around it that has one. */
  readonly receiver: string | null;
  /** Those of the routes around it and its own: all have to hold. */
  readonly matchers: readonly Matcher[];
  /** Those before it, within the same route. */
  readonly before: readonly SaidRoute[];
}

/** Every route of a tree, from the root down. */
export function routesIn(root: SaidRoute): readonly Place[] {
  return walk({
    said: root,
    path: [],
    receiver: root.receiver ?? null,
    matchers: root.matchers ?? [],
    before: [],
  });
}

function walk(place: Place): readonly Place[] {
  const { said, path, receiver, matchers } = place;
  const children = said.routes ?? [];
  return [
    place,
    ...children.flatMap((child, n) =>
      walk({
        said: child,
        path: [...path, 'routes', n],
        receiver: child.receiver ?? receiver,
        matchers: [...matchers, ...(child.matchers ?? [])],
        before: children.slice(0, n),
      }),
    ),
  ];
}
