import type { IncidentView } from '../../../observe/incident/incident-view.ts';
import type { Overview } from '../../../observe/overview.ts';

/** Everything that the page shows, with the number by which what follows it on a wire names it. */
export interface Whole {
  readonly type: 'whole';
  readonly version: number;
  readonly overview: Overview;
}

/** What changed between two states. Whoever does not have the first of them cannot use it. */
export interface Delta {
  readonly type: 'delta';
  readonly since: number;
  readonly version: number;
  /** Figures that changed, each as a whole. */
  readonly figures: Partial<Figures>;
  readonly rates: Partial<Overview['rates']>;
  /** Absent: nothing of that list changed. */
  readonly open?: RowsChange;
  readonly resolved?: RowsChange;
}

type Figures = Omit<Overview, 'type' | 'rates' | 'open' | 'resolved'>;

/** What changed in a list of incidents. */
interface RowsChange {
  /** The ids of all that are in it, in their order; absent: they are what they were. */
  readonly order?: readonly string[];
  /** Rows that are new in it, or changed. */
  readonly rows: readonly IncidentView[];
}

const lists = ['open', 'resolved'] as const;

/** What has to be told to somebody who has `before`. */
export function deltaBetween(before: Whole, after: Whole): Delta {
  const [from, to] = [before.overview, after.overview];
  return {
    type: 'delta',
    since: before.version,
    version: after.version,
    figures: changed(figuresOf(from), figuresOf(to)),
    rates: changed(from.rates, to.rates),
    ...listsChanged((list) => rowsChange(from[list], to[list])),
  };
}

/** What somebody has who had `known` and is told `delta`; null: it follows on another state. */
export function withDelta(known: Whole, delta: Delta): Whole | null {
  if (known.version !== delta.since) return null;
  const { overview } = known;
  const next = {
    ...overview,
    ...delta.figures,
    rates: { ...overview.rates, ...delta.rates },
    open: rowsAfter(overview.open, delta.open),
    resolved: rowsAfter(overview.resolved, delta.resolved),
  };
  return { type: 'whole', version: delta.version, overview: next };
}

/** Two that follow on each other as one; null where they do not. */
export function merged(first: Delta, second: Delta): Delta | null {
  if (first.version !== second.since) return null;
  return {
    type: 'delta',
    since: first.since,
    version: second.version,
    figures: { ...first.figures, ...second.figures },
    rates: { ...first.rates, ...second.rates },
    ...listsChanged((list) => mergedRows(first[list], second[list])),
  };
}

function listsChanged(
  change: (list: (typeof lists)[number]) => RowsChange | undefined,
): Pick<Delta, 'open' | 'resolved'> {
  const changes = lists.flatMap((list) => {
    const of = change(list);
    return of === undefined ? [] : [[list, of] as const];
  });
  return Object.fromEntries(changes);
}

/** What is told of in another way. */
const apart: readonly string[] = ['type', 'rates', ...lists];

function figuresOf(overview: Overview): Figures {
  return Object.fromEntries(Object.entries(overview).filter(([name]) => !apart.includes(name))) as Figures;
}

/** The fields of `after` that say something else than they did. */
function changed<T extends object>(before: T, after: T): Partial<T> {
  const keys = Object.keys(after) as (keyof T)[];
  const entries = keys.filter((key) => !isSame(before[key], after[key])).map((key) => [key, after[key]]);
  return Object.fromEntries(entries) as Partial<T>;
}

function rowsChange(before: Overview['open'], after: Overview['open']): RowsChange | undefined {
  const known = new Map(before.map((row) => [row.id, row]));
  const rows = after.filter((row) => !isSame(known.get(row.id), row));
  const order = after.map(({ id }) => id);
  const isMoved = !isSame(
    before.map(({ id }) => id),
    order,
  );
  if (rows.length === 0 && !isMoved) return undefined;
  return { rows, ...(isMoved ? { order } : {}) };
}

function rowsAfter(before: Overview['open'], change: RowsChange | undefined): Overview['open'] {
  if (change === undefined) return before;
  const rows = new Map([...before, ...change.rows].map((row) => [row.id, row]));
  const order = change.order ?? before.map(({ id }) => id);
  return order.flatMap((id) => rows.get(id) ?? []);
}

/** What left the list in between is not told of at all. */
function mergedRows(first: RowsChange | undefined, second: RowsChange | undefined): RowsChange | undefined {
  if (first === undefined || second === undefined) return first ?? second;
  const order = second.order ?? first.order;
  const inIt = order === undefined ? null : new Set(order);
  const rows = new Map([...first.rows, ...second.rows].map((row) => [row.id, row]));
  const kept = [...rows.values()].filter(({ id }) => inIt === null || inIt.has(id));
  return { rows: kept, ...(order === undefined ? {} : { order }) };
}

/** Both are made of what JSON has, by the same code, with their keys in one order. */
function isSame(one: unknown, other: unknown): boolean {
  return one === other || JSON.stringify(one) === JSON.stringify(other);
}
