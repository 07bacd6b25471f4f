import { z } from 'zod';
import type { PagerDutyCall } from '../../../observed.ts';
import { defineCheck } from '../../check.ts';
import type { DownTime, Evidence } from '../../evidence.ts';
import { onItsWayMs } from '../../on-its-way.ts';
import { examples, found, PAGERDUTY_UNSEEN, spoken } from '../../finding.ts';

/** Only an answer of 202 tells the relay that the trigger arrived, and a kill makes it forget the answer. */
function knewOf(call: PagerDutyCall, next: PagerDutyCall, down: readonly DownTime[]): boolean {
  if (call.status !== 202 || !call.ingested) return false;
  return !down.some((one) => one.to >= call.at && one.from <= next.at);
}

/**
 * Triggers of a key that came sooner after one that had succeeded than the rule allows. The relay counts from where it starts a
 * send, the fake from where it arrives.
 */
export function repeatedTriggers(evidence: Evidence, apartMs: number): PagerDutyCall[] {
  const least = apartMs - Math.min(apartMs / 2, onItsWayMs(evidence.speed));
  const triggers = (evidence.pagerduty?.calls ?? []).filter((call) => call.action === 'trigger');
  return [...Map.groupBy(triggers, (call) => `${call.routingKey} ${call.dedupKey ?? ''}`).values()].flatMap(
    (calls) =>
      calls.filter((call, index) => {
        const before = calls[index - 1];
        return before !== undefined && call.at - before.at < least && knewOf(before, call, evidence.down);
      }),
  );
}

/** A trigger overwrites the summary and is another event of a scarce budget: once a minute and key, at most. */
export const noRepeatedTrigger = defineCheck({
  name: 'no-repeated-trigger',
  says: 'A key is triggered again only after a while',
  paced: true,
  parameters: z.strictObject({ apartMs: z.number().positive() }),
  judge: (evidence, { apartMs }) => {
    if (evidence.pagerduty === null) return PAGERDUTY_UNSEEN;
    const repeated = repeatedTriggers(evidence, apartMs);
    const which = examples(repeated.map((call) => call.dedupKey ?? '(no key)'));
    return found(
      repeated.length === 0,
      `${repeated.length} triggers within ${spoken(apartMs)} of one that had succeeded (bound 0)${which === '' ? '' : `: ${which}`}`,
    );
  },
});
