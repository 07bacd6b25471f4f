import type { Incident } from '../domain/incident.ts';
import { takesPages, type Policy, type Receiver } from '../domain/policy.ts';
import type { BrainMeta, FormerReceiver } from '../domain/state.ts';

/** More receivers than anybody replaces while their incidents are remembered. */
const mostKept = 50;

/** Who has left the policy once `next` holds; one that comes back is no former receiver any more. */
export function formerReceivers(
  { policy, former }: Pick<BrainMeta, 'policy' | 'former'>,
  next: Pick<Policy, 'receivers'>,
  now: number,
): readonly FormerReceiver[] {
  const stays = new Set(next.receivers.map((receiver) => receiver.id));
  const left = policy.receivers.map((receiver) => ({ receiver, leftAt: now }));
  return [...former, ...left].filter(({ receiver }) => !stays.has(receiver.id)).slice(-mostKept);
}

/**
 * Former receivers that an incident is still finished at: those it may have been shown by when they left, and whose
 * credential is known. Nothing can be said through one whose credential is gone; for its pages that is told
 * (deliver/gone-notifier.ts), its messages stay as they are.
 */
export function finishingAt(
  { policy, former }: Pick<BrainMeta, 'policy' | 'former'>,
  incident: Pick<Incident, 'openedAt'>,
): readonly FormerReceiver[] {
  if (former.length === 0) return former;
  const known = new Set([...policy.receivers, ...policy.leaving].map((receiver) => receiver.credential));
  return former.filter(
    ({ receiver, leftAt }) =>
      incident.openedAt <= leftAt && (takesPages(receiver) || known.has(receiver.credential)),
  );
}

/** Whether a page that became wanted at `since` is still a former pager's, so that it must not go out once more elsewhere. */
export function isPagedElsewhere(
  { policy }: Pick<BrainMeta, 'policy'>,
  finishing: readonly FormerReceiver[],
  since: number,
): boolean {
  const keepsKey = ({ id }: Receiver): boolean => policy.leaving.some((receiver) => receiver.id === id);
  return finishing.some(
    ({ receiver, leftAt }) => receiver.kind === 'pager' && since <= leftAt && keepsKey(receiver),
  );
}
