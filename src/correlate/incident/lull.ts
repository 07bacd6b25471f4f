import { leastEvents, lullMs } from '../../domain/trend.ts';
import type { Draft } from '../state/draft.ts';
import { rootOf } from './lifecycle.ts';

/**
 * Has every root that this step wrote something of, and that may have a direction to tell, looked at once it may have
 * fallen silent. One timer waits for many alerts, and is put off when it comes due: an alert writes none.
 */
export function awaitLulls(draft: Draft): void {
  for (const id of draft.incidentsWritten()) {
    const row = draft.incident(id);
    if (row === null) continue;
    const root = rootOf(draft, row);
    if (root.status === 'resolved' || row.lastAlertAt <= (root.lull ?? -Infinity)) continue;
    if (root.storm === null && row.events < leastEvents) continue;
    if (draft.timer(timerOf(root.id)) === null) lookAfter(draft, root.id, row.lastAlertAt);
  }
}

/** Notes that a root and all its children have fallen silent, or looks again when they may have. */
export function lookForLull(draft: Draft, id: string): void {
  const root = draft.incident(id);
  if (root === null || root.parent !== null || root.status === 'resolved') return;
  const family = [root, ...draft.childrenOf(id)];
  const newest = Math.max(...family.map(({ lastAlertAt }) => lastAlertAt));
  if (draft.now - newest < lullMs) lookAfter(draft, id, newest);
  else draft.change(id, (row) => ({ ...row, lull: newest }));
}

/** Has an incident looked at once it may have been silent for so long that people are told, or that it is over. */
export function awaitQuiet(draft: Draft, id: string, newest: number): void {
  const due = newest + draft.policy.resolve.quietMs;
  draft.putTimer({ id: `quiet:${id}`, kind: 'quiet', subject: id, due });
}

/** An alert ends a silence that was told of: the next one is told of as well. */
export function endQuiet(draft: Draft, id: string): void {
  const root = draft.incident(id);
  if (root === null || root.status === 'resolved' || draft.timer(`quiet:${id}`) !== null) return;
  awaitQuiet(draft, id, draft.now);
}

function lookAfter(draft: Draft, id: string, newest: number): void {
  draft.putTimer({ id: timerOf(id), kind: 'lull', subject: id, due: newest + lullMs });
}

function timerOf(id: string): string {
  return `lull:${id}`;
}
