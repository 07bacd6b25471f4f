import type { PagerDutyCall } from '../../../observed.ts';
import { defineCheck, noParameters } from '../../check.ts';
import { examples, found, PAGERDUTY_UNSEEN } from '../../finding.ts';

/** Calls by routing key and dedup key, in the order of their arrival. */
function byKey(calls: readonly PagerDutyCall[]): Map<string, PagerDutyCall[]> {
  return Map.groupBy(calls, (call) => `${call.routingKey} ${call.dedupKey ?? ''}`);
}

/** A trigger after the resolve opens a new incident, and wakes somebody for what is over (I3). */
export const noTriggerAfterResolve = defineCheck({
  name: 'no-trigger-after-resolve',
  says: 'No key is triggered after its resolve',
  parameters: noParameters,
  judge: ({ pagerduty }) => {
    if (pagerduty === null) return PAGERDUTY_UNSEEN;
    const late = [...byKey(pagerduty.calls).values()].flatMap((calls) => {
      const resolved = calls.findIndex((call) => call.action === 'resolve');
      return resolved < 0 ? [] : calls.slice(resolved + 1).filter((call) => call.action === 'trigger');
    });
    const which = examples(late.map((call) => call.dedupKey ?? '(no key)'));
    return found(
      late.length === 0,
      `${late.length} triggers after a resolve (bound 0)${which === '' ? '' : `: ${which}`}`,
    );
  },
});
