import { z } from 'zod';
import { defineCheck } from '../../check.ts';
import { examples, found, PAGERDUTY_UNSEEN } from '../../finding.ts';
import { pageLabel, pagesFor } from '../../pages.ts';

/** Whoever looks at the phone late reads how it stands, and not how it began. */
export const pagesCurrent = defineCheck({
  name: 'pages-current',
  says: 'The page of each outage is brought up to date so often, and says something else in the end',
  parameters: z.strictObject({ least: z.number().int().positive() }),
  judge: (evidence, { least }) => {
    const { pagerduty } = evidence;
    if (pagerduty === null) return PAGERDUTY_UNSEEN;
    const pages = evidence.outages.flatMap((outage) => pagesFor(evidence, outage));
    const stale = pages.filter((page) => {
      const updates = pagerduty.calls.filter(
        ({ dedupKey, effect, at }) =>
          dedupKey === page.dedupKey && effect === 'updated' && at > page.openedAt,
      );
      const woke = pagerduty.wakings.find(({ incident }) => incident === page.id);
      return updates.length < least || woke?.summary === page.summary;
    });
    return found(
      stale.length === 0,
      `${stale.length} of ${pages.length} pages not brought up to date (bound 0)${stale.length === 0 ? '' : `: ${examples(stale.map(pageLabel))}`}`,
    );
  },
});
