import type { Notification } from '../domain/sending/notification.ts';
import type { DispatchStore } from '../seams/store.ts';
import type { NextStep } from './steps/step.ts';

/** However far the brain is behind, nobody waits longer than that for it. */
const patienceMs = 10_000;
/** The brain wakes dispatch where it wants something shown; this is for where it only went on. */
const lookAgainMs = 50;

/**
 * Until when everything that was received is known of, virtual ms: the brain may be behind a crowded door. A moment
 * before `now - 10 s` is never the answer.
 */
export async function heardUntil(store: Pick<DispatchStore, 'appliedUntil'>, now: number): Promise<number> {
  return Math.max(now - patienceMs, Math.min(now, await store.appliedUntil(now)));
}

/**
 * A first message waits for a while, because what comes meanwhile may make it part of a storm. That while is over only when
 * the brain has applied what came in it. A storm, and what wakes somebody, waits for nothing.
 */
export function onceHeard(
  next: NextStep,
  { projection }: Notification,
  { heardUntil, now }: { readonly heardUntil: number; readonly now: number },
): NextStep {
  if (next.kind !== 'send' || next.step !== 'create' || mayJoinUntil(projection) <= heardUntil) return next;
  return { ...next, notBefore: Math.max(next.notBefore, now + lookAgainMs) };
}

/** Received by then, something may yet make it part of a storm, virtual ms. */
function mayJoinUntil(projection: Notification['projection']): number {
  const shown = projection.surface === 'hook' ? projection.shown : projection;
  if (shown.surface !== 'message' || shown.state === 'part-of') return -Infinity;
  return shown.storm === null && shown.page === null ? shown.showFrom : -Infinity;
}
