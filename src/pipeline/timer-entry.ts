import type { BrainState } from '../correlate/state/brain-state.ts';
import { unstamped, type Delivery } from '../domain/inbox/entry.ts';

/** What the brain is told when everything else is applied and a timer is due. Its id is the same for the same state. */
export function timerDelivery({ meta, timersFrom }: Pick<BrainState, 'meta' | 'timersFrom'>): Delivery {
  const id = `timer:${meta.cursor}:${timersFrom}`;
  return { source: 'timer', id, kind: 'timer', body: '{}', digest: id, verifiedBy: 'self', ...unstamped };
}
