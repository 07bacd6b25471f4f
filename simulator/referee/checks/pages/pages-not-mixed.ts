import { z } from 'zod';
import { defineCheck } from '../../check.ts';
import { examples, found, PAGERDUTY_UNSEEN } from '../../finding.ts';
import { isLoudAtOnset } from '../../knowable.ts';
import { names } from '../../naming.ts';
import { attributedPages } from '../../pages.ts';

/** Whoever is woken for one outage must not be sent to another one's services. */
export const pagesNotMixed = defineCheck({
  name: 'pages-not-mixed',
  says: 'No page names a service that only another outage or the background broke',
  parameters: z.strictObject({
    /** No text names a cause: what became loud in the very seconds in which the outage began is taken for part of it. */
    unnamed: z.boolean().default(false),
  }),
  judge: (evidence, { unnamed }) => {
    if (evidence.pagerduty === null) return PAGERDUTY_UNSEEN;
    const services = new Set(evidence.deliveries.map((one) => one.truth.service));
    const mixed = attributedPages(evidence).flatMap(({ outage, text, page }) =>
      outage === null
        ? []
        : [...services]
            .filter((name) => !outage.services.includes(name) && names(text, name))
            .filter(
              (service) => !unnamed || !isLoudAtOnset(evidence, outage, { service, openedAt: page.openedAt }),
            )
            .map((name) => `${name} in the page of ${outage.id} (${page.dedupKey})`),
    );
    return found(
      mixed.length === 0,
      `${mixed.length} foreign services named (bound 0)${mixed.length === 0 ? '' : `: ${examples(mixed)}`}`,
    );
  },
});
