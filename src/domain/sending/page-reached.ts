import { environmentWaitMs } from '../environment/environment-wait.ts';
import type { Generation, Incident } from '../incident.ts';
import { tellingAnswer, type PageAnswer } from './page-answer.ts';

/** Where a page stands with its pagers; `sending`: none has answered. */
export type PageReached = PageAnswer | { readonly state: 'sending' };

/** Whoever is asked answers within this time, or is in doubt by then, ms: dispatch waits no longer for an answer. */
const answeredMs = 6_000;

/** Finds an incident's row. */
type Find = (id: string) => Incident | null | undefined;

/**
 * Where one generation of an incident's page stands with its pagers, by what they answered and by what they told of it.
 * A page that shares a collecting one stands where that does. Null: an older relay opened it, and nobody was told.
 */
export function pageReached(incident: Incident, generation: number, find: Find): PageReached | null {
  const { page, atPager = [] } = incident;
  const row = page?.generations[generation - 1];
  if (row === undefined) return null;
  const told = atPager.find((standing) => standing.generation === generation);
  if (told !== undefined) return { state: 'taken', at: told.rangAt ?? row.since, said: null };
  if (row.joined !== null) return reachedTogether(row, find(row.joined) ?? null, find);
  if (row.answers === undefined) return null;
  return tellingAnswer(row.answers) ?? { state: 'sending' };
}

/** What is told of a collecting page holds for whatever has joined it, from then on. */
function reachedTogether({ since }: Generation, collector: Incident | null, find: Find): PageReached | null {
  if (collector === null) return null;
  const reached = pageReached(collector, collector.page?.generations.length ?? 0, find);
  return reached?.state === 'taken' ? { ...reached, at: Math.max(reached.at, since) } : reached;
}

/** Whether nobody has received a page, as far as pagers answer. False: somebody has, or may have. */
export function isUnreceived(reached: PageReached): boolean {
  return reached.state === 'trying' || reached.state === 'given-up' || reached.state === 'needless';
}

/**
 * Where a page stood with its pagers when it was handled: one that had no answer after so long had not gone out. Null:
 * nobody can know yet.
 */
export function reachedWhenHandled(
  { openedAt }: Pick<Incident, 'openedAt'>,
  { since }: Pick<Generation, 'since'>,
  { reached, handledAt }: { readonly reached: PageReached; readonly handledAt: number },
): PageAnswer | null {
  if (reached.state !== 'sending') return reached;
  const late = handledAt - Math.max(since, openedAt + environmentWaitMs) > answeredMs;
  return late ? { state: 'needless', at: handledAt, said: null } : null;
}
