import type { Lane } from '../../domain/sending/lane.ts';
import type { Outcome, Why } from '../../domain/sending/outcome.ts';
import { blocked, flowing, waiting } from '../lane-states.ts';

/** Where its lane stands after a send that did not fail; null where the outcome says nothing of the lane. */
export function laneAfter(
  lane: Lane,
  outcome: Exclude<Outcome, { kind: 'failed' }>,
  now: number,
): Lane | null {
  switch (outcome.kind) {
    case 'delivered':
    case 'found':
    case 'absent':
    // The receiver took the request and judged it: the lane carries.
    case 'refused':
      return flowing(lane, now);
    case 'limited':
      return waiting(lane, now + outcome.waitMs, outcome, 0);
    case 'misconfigured':
      return blocked(lane, outcome, now);
    case 'gone':
    case 'blind':
      return null;
  }
}

/** Where its lane stands after a send that failed: it waits with the row, or goes on without a row that is at fault. */
export function laneAfterFailure(
  lane: Lane,
  failure: { readonly atFault: boolean; readonly waitMs: number; readonly why: Why },
  now: number,
): Lane {
  if (failure.atFault) return flowing(lane, now);
  const before = lane.state.kind === 'waiting' ? lane.state.failures : 0;
  return waiting(lane, now + failure.waitMs, failure.why, before + 1);
}
