import { defineCheck, noParameters } from '../../check.ts';
import { examples, found, PAGERDUTY_UNSEEN } from '../../finding.ts';
import { firstHandPages, pageLabel } from '../../pages.ts';

/** One outage is one page, and nothing else pages but what stands alone (`own-pages`). */
export const outagePages = defineCheck({
  name: 'outage-pages',
  says: 'Each outage opens as many PagerDuty incidents as it should, and nothing else opens one',
  parameters: noParameters,
  judge: (evidence) => {
    if (evidence.pagerduty === null) return PAGERDUTY_UNSEEN;
    const pages = firstHandPages(evidence);
    const counts = evidence.outages.map((outage) => ({
      outage,
      pages: pages.filter((one) => one.outage?.id === outage.id).length,
    }));
    const strays = pages
      .filter((one) => one.outage === null && one.lone === null)
      .map((one) => pageLabel(one.page));
    const told = counts.map((one) => `${one.outage.id}: ${one.pages} (bound ${one.outage.pages})`).join(', ');
    return found(
      strays.length === 0 && counts.every((one) => one.pages === one.outage.pages),
      `${told}; ${strays.length} for no outage (bound 0)${strays.length === 0 ? '' : `: ${examples(strays)}`}`,
    );
  },
});
