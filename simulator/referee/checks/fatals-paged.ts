import { defineCheck, noParameters } from '../check.ts';
import { examples, found, PAGERDUTY_UNSEEN } from '../finding.ts';
import { names } from '../naming.ts';
import { attributedPages } from '../pages.ts';

/** Every fatal that was told of is a page of its own, or is in one that it joined (I3). */
export const fatalsPaged = defineCheck({
  name: 'fatals-paged',
  says: 'The service of every crash is named by a page',
  parameters: noParameters,
  judge: (evidence) => {
    if (evidence.pagerduty === null) return PAGERDUTY_UNSEEN;
    const told = new Set(
      evidence.deliveries.filter((one) => one.outcome === 'accepted').map((one) => one.truth.issueId),
    );
    const expected = evidence.fatals.filter((fatal) => told.has(fatal.issueId));
    const pages = attributedPages(evidence);
    const missing = expected.filter(
      (fatal) => !pages.some(({ text }) => text.includes(fatal.shortId) || names(text, fatal.service)),
    );
    const which = examples(missing.map((fatal) => `${fatal.shortId} of ${fatal.service}`));
    return found(
      missing.length === 0 && expected.length > 0,
      `${expected.length - missing.length} of ${expected.length} crashes named by ${pages.length} pages (bound ${expected.length})${which === '' ? '' : `: missing ${which}`}`,
    );
  },
});
