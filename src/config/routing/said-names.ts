import type { ConfigDocument } from '../document/document.ts';
import type { Path } from '../document/place.ts';
import { isMapping, valueIn } from '../document/plain.ts';

/** The lists of the file whose items have names. */
export type NamedList =
  'receivers' | 'time_intervals' | 'maintenance' | 'inhibit_rules' | 'correlation.rules';

/** A name that stands for an item of a list. */
export interface AskedName {
  readonly of: 'receivers' | 'time_intervals';
  readonly name: string;
  /** The setting in which it stands, and where in it. */
  readonly setting: 'route' | 'maintenance';
  readonly path: Path;
}

/**
 * The names of a list's items as the file has them, whatever is wrong beside them: a mistake of shape hides no name that
 * is not there. Null: an item has none that can be read.
 */
export function namesIn(document: ConfigDocument, list: NamedList): readonly (string | null)[] {
  const said = document.valueOf(list);
  return Array.isArray(said) ? said.map((item) => textIn(item, ['name'])) : [];
}

/** The names that routes and maintenance ask for. */
export function askedNames(document: ConfigDocument): readonly AskedName[] {
  return [...routesSaid(document).flatMap(namesOfRoute), ...namesOfMaintenance(document)];
}

function namesOfRoute({ said, path }: SaidAt): readonly AskedName[] {
  const at = (inner: Path, of: AskedName['of']): readonly AskedName[] => {
    const name = textIn(said, inner);
    return name === null ? [] : [{ of, name, setting: 'route', path: [...path, ...inner] }];
  };
  return [
    ...at(['receiver'], 'receivers'),
    ...at(['escalate', 'to'], 'receivers'),
    ...['mute_time_intervals', 'active_time_intervals'].flatMap((key) =>
      itemsOf(valueIn(said, [key])).flatMap((_, n) => at([key, n], 'time_intervals')),
    ),
  ];
}

function namesOfMaintenance(document: ConfigDocument): readonly AskedName[] {
  const all = itemsOf(document.valueOf('maintenance'));
  return all.flatMap((one, n) =>
    itemsOf(valueIn(one, ['time_intervals'])).flatMap((name, at): AskedName[] => {
      if (typeof name !== 'string') return [];
      const path = [n, 'time_intervals', at];
      return [{ of: 'time_intervals', name: name.trim(), setting: 'maintenance', path }];
    }),
  );
}

interface SaidAt {
  readonly said: unknown;
  /** Within `route`. */
  readonly path: Path;
}

/** Every mapping of the tree that stands where a route does, from the root down. */
function routesSaid(document: ConfigDocument): readonly SaidAt[] {
  const below = ({ said, path }: SaidAt): readonly SaidAt[] => {
    if (!isMapping(said)) return [];
    const children = itemsOf(valueIn(said, ['routes']));
    return [
      { said, path },
      ...children.flatMap((child, n) => below({ said: child, path: [...path, 'routes', n] })),
    ];
  };
  return below({ said: document.valueOf('route'), path: [] });
}

/** A list, also where it is written as one text with commas. */
function itemsOf(said: unknown): readonly unknown[] {
  if (typeof said === 'string') return said.split(',').filter((part) => part.trim() !== '');
  return Array.isArray(said) ? said : [];
}

function textIn(said: unknown, path: Path): string | null {
  const found = valueIn(said, path);
  return typeof found === 'string' && found.trim() !== '' ? found.trim() : null;
}
