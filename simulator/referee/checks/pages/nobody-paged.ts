import { defineCheck, noParameters } from '../../check.ts';
import { examples, found, PAGERDUTY_UNSEEN } from '../../finding.ts';

/** Unrelated failures never add up to a storm, and a staging fatal wakes nobody. */
export const nobodyPaged = defineCheck({
  name: 'nobody-paged',
  says: 'Nobody is paged',
  parameters: noParameters,
  judge: ({ pagerduty }) => {
    if (pagerduty === null) return PAGERDUTY_UNSEEN;
    const triggers = pagerduty.calls.filter((call) => call.action === 'trigger');
    const which = examples(triggers.map((call) => call.summary ?? '(no summary)'));
    return found(
      triggers.length === 0,
      `${triggers.length} triggers (bound 0)${which === '' ? '' : `: ${which}`}`,
    );
  },
});
