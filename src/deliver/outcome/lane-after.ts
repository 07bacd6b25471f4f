import type { Lane } from '../../domain/sending/lane.ts';
import type { Notification } from '../../domain/sending/notification.ts';
import type { Outcome, Step, Why } from '../../domain/sending/outcome.ts';
import { blocked, flowing, waiting } from '../lane-states.ts';

/** Where its lane stands after a send that did not fail; null where the outcome says nothing of the lane. */
export function laneAfter(
  {
    lane,
    row,
    step,
  }: { readonly lane: Lane; readonly row: Pick<Notification, 'surface'>; readonly step: Step },
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
      return isOfOneMethod(row, step, outcome) ? null : waiting(lane, now + outcome.waitMs, outcome, 0);
    case 'misconfigured':
      return blocked(lane, outcome, now);
    case 'gone':
    case 'frozen':
    case 'blind':
      return null;
  }
}

/**
 * Slack: "a 429 on one method does not restrict other methods" (docs.slack.dev/apis/web-api/rate-limits). A look or an
 * edit that is limited empties its own budget (`caution.ts`), and posts go on; a pager has one method for everything.
 */
function isOfOneMethod({ surface }: Pick<Notification, 'surface'>, step: Step, { code }: Why): boolean {
  return code === 'limited' && surface !== 'page' && step !== 'create';
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
