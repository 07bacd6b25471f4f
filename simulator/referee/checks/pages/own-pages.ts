import { defineCheck, noParameters } from '../../check.ts';
import { acceptedDeliveries } from '../../evidence.ts';
import { examples, found, PAGERDUTY_UNSEEN } from '../../finding.ts';
import { pagesFor } from '../../pages.ts';

/** What is a trouble of its own is never swallowed: neither by a storm, nor by another with the same words. */
export const ownPages = defineCheck({
  name: 'own-pages',
  says: 'Each failure, monitor and metric rule that stands alone opens the pages it should, and they speak of it only',
  parameters: noParameters,
  judge: (evidence) => {
    if (evidence.pagerduty === null) return PAGERDUTY_UNSEEN;
    const wrong = evidence.alone.flatMap((lone) => {
      const opened = pagesFor(evidence, lone).length;
      const told = acceptedDeliveries(evidence).some((one) => one.truth.issueId === lone.issueId);
      return opened === lone.pages || (!told && opened < lone.pages)
        ? []
        : [`${lone.id} opened ${opened} (bound ${lone.pages})`];
    });
    const right = evidence.alone.length - wrong.length;
    return found(
      wrong.length === 0,
      `${right} of ${evidence.alone.length} that stand alone opened the right pages${wrong.length === 0 ? '' : `: ${examples(wrong)}`}`,
    );
  },
});
