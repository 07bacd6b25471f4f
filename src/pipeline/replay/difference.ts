import type { Incident } from '../../domain/incident.ts';
import { wokenBy, type MessageTold, type Outcome, type PageTold } from './outcome.ts';

/** The same thing under both rules. */
export interface Pair<T> {
  readonly before: T;
  readonly after: T;
}

/** What only one of two outcomes has, and what both have in another way. */
interface Compared<T> {
  readonly gone: readonly T[];
  readonly added: readonly T[];
  readonly changed: readonly Pair<T>[];
}

/** What other rules change. */
export interface Difference {
  readonly pages: Compared<PageTold>;
  /** Incidents that people would see by themselves under one of the rules; `changed`: the same alerts otherwise grouped, or otherwise ended. */
  readonly incidents: Compared<Incident>;
  readonly messages: Compared<MessageTold>;
  readonly totals: Pair<Totals>;
}

/** How much there is of each. */
interface Totals {
  readonly pages: number;
  readonly incidents: number;
  readonly posts: number;
  readonly updates: number;
  readonly replies: number;
}

/** Nobody sleeps better or worse for less, ms. */
const sameMomentMs = 1_000;
/** How long a message waits for its group depends on what goes on beside it, and matters to nobody, ms. */
const samePostMs = 10_000;

/**
 * Compares what the same entries came to under two rules. The same incident is the one that the same entry opened.
 * @param said What a page says, in words: one that says something else has changed.
 */
export function differenceOf(before: Outcome, after: Outcome, said: (page: PageTold) => string): Difference {
  return {
    pages: compared(
      keyed(before.pages, after.pages, wokenBy, ({ incident, page }) => `${incident}/${page.generation}`),
      (a, b) => Math.abs(a.at - b.at) < sameMomentMs && said(a) === said(b),
    ),
    incidents: compared(
      [byId(before.incidents), byId(after.incidents)],
      (a, b) => a.parent === b.parent && (a.storm === null) === (b.storm === null) && a.status === b.status,
      (one) => one.kind === 'alerts' && one.parent === null,
    ),
    messages: compared(
      keyed(
        before.messages,
        after.messages,
        ({ receiver }) => receiver,
        ({ incident }) => incident,
      ),
      (a, b) => Math.abs(a.at - b.at) < samePostMs,
    ),
    totals: { before: totalsOf(before), after: totalsOf(after) },
  };
}

/** Whether there is none. */
export function isSame({ pages, incidents, messages }: Difference): boolean {
  return [pages, incidents, messages].every(
    ({ gone, added, changed }) => gone.length + added.length + changed.length === 0,
  );
}

function totalsOf({ pages, incidents, messages }: Outcome): Totals {
  return {
    pages: pages.length,
    incidents: incidents.filter(({ kind, parent }) => kind === 'alerts' && parent === null).length,
    posts: messages.length,
    updates: messages.reduce((sum, { updates }) => sum + updates, 0),
    replies: messages.reduce((sum, { replies }) => sum + replies, 0),
  };
}

type Sides<T> = readonly [ReadonlyMap<string, T>, ReadonlyMap<string, T>];

function byId(incidents: readonly Incident[]): ReadonlyMap<string, Incident> {
  return new Map(incidents.map((one) => [one.id, one]));
}

/** A receiver that only one of the rules has stands for one that only the other has, in their order. */
function keyed<T>(
  before: readonly T[],
  after: readonly T[],
  whoOf: (one: T) => string,
  keyOf: (one: T) => string,
): Sides<T> {
  const receivers = [before, after].map((all) => new Set(all.map(whoOf)));
  const shared = (id: string): boolean => receivers.every((ids) => ids.has(id));
  const side = (all: readonly T[]): ReadonlyMap<string, T> => {
    const map = new Map<string, T>();
    for (const one of all) {
      const base = `${keyOf(one)} ${shared(whoOf(one)) ? whoOf(one) : '?'}`;
      let key = base;
      for (let n = 2; map.has(key); n += 1) key = `${base} ${n}`;
      map.set(key, one);
    }
    return map;
  };
  return [side(before), side(after)];
}

function compared<T>(
  [before, after]: Sides<T>,
  isSameIn: (a: T, b: T) => boolean,
  counts: (one: T) => boolean = () => true,
): Compared<T> {
  const changed: Pair<T>[] = [];
  for (const [key, one] of before) {
    const other = after.get(key);
    if (other !== undefined && (counts(one) || counts(other)) && !isSameIn(one, other))
      changed.push({ before: one, after: other });
  }
  const only = (side: ReadonlyMap<string, T>, others: ReadonlyMap<string, T>): readonly T[] =>
    [...side].filter(([key, one]) => !others.has(key) && counts(one)).map(([, one]) => one);
  return { gone: only(before, after), added: only(after, before), changed };
}
