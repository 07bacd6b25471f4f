import type { BrainReading } from '../../../domain/state.ts';
import { emptyState, evolve, type BrainState } from '../brain-state.ts';

/**
 * The state that a store's rows describe, read one by one at virtual ms `now`: an incident that is quiet by then sleeps
 * before the next is read, so that they are never all in memory at once.
 */
export function stateFromReading({ meta, changes }: BrainReading, now: number): BrainState {
  const state = emptyState(meta);
  let last: string | null = null;
  for (const change of changes) {
    if (change.table === 'incident') {
      if (last !== null) state.sleepers.rest(last, now);
      last = change.key;
    }
    evolve(state, [change]);
  }
  return state;
}
