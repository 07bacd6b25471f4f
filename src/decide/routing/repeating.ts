import { isMetricRow } from '../../correlate/incident/issue-rows.ts';
import { isMuted } from '../../correlate/incident/mute.ts';
import type { Draft } from '../../correlate/state/draft.ts';
import type { Incident } from '../../domain/incident.ts';
import { deskAt, viewsOf } from '../../domain/routing/desk.ts';
import type { RoutedTo } from '../../domain/routing/routed.ts';
import { isSilenced } from '../../domain/routing/silence.ts';
import { lookAgainTimer } from '../../domain/timer.ts';

/**
 * Tells those again whose routes say so of what goes on and nobody has in hand. Who is woken again is not decided here:
 * that is escalation's.
 */
export function repeatWhatIsOpen(draft: Draft, id: string): void {
  const root = draft.incident(id);
  if (root === null || root.status === 'resolved' || root.parent !== null) return;
  for (const one of root.routed ?? []) {
    if (one.repeatEveryMs === undefined) continue;
    const { receiver, repeatEveryMs } = one;
    const timer = lookAgainTimer(id, { what: 'repeat', receiver });
    if (draft.timer(timer) !== null) continue;
    // Its timer is gone: it has just fired, or there was none yet.
    const first = one.at + repeatEveryMs;
    const due = first > draft.now ? first : draft.now + repeatEveryMs;
    draft.putTimer({ id: timer, kind: 'look-again', subject: id, due });
    if (first > draft.now || !isUnheeded(draft, root, one)) continue;
    const paged = deskAt(root, receiver).page !== null;
    const told = { code: 'still-open', receiver, forMs: draft.now - root.openedAt, paged } as const;
    draft.tell(id, 'still-open', told, 'channel');
    // Nothing else of it need have changed.
    draft.touch(id);
  }
}

/** Whether an incident is told to a receiver, goes on, and nobody has it in hand or wants quiet. */
function isUnheeded(draft: Draft, root: Incident, { silent }: RoutedTo): boolean {
  if (silent !== null || isMuted(root) || isSilenced(root)) return false;
  const taken = viewsOf(root).some(({ acknowledgedAt }) => acknowledgedAt !== null);
  // What has been silent for longer is called quiet in its message, and waits for nobody.
  const goesOn = root.issues.some(isMetricRow) || draft.now - root.lastAlertAt < draft.policy.resolve.quietMs;
  return !taken && goesOn;
}
