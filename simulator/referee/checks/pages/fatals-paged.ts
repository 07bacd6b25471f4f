import type { FatalTruth } from '../../../storm/truth.ts';
import { defineCheck, noParameters } from '../../check.ts';
import type { Evidence } from '../../evidence.ts';
import { examples, found, PAGERDUTY_UNSEEN } from '../../finding.ts';
import { names, visibleText } from '../../naming.ts';
import { attributedPages } from '../../pages.ts';
import { incidentOf, visibleRoots } from '../../root-messages.ts';

/** The incidents whose Slack messages speak of the crashed service: a page that others join may list them by id. */
function incidentsOf(evidence: Evidence, fatal: FatalTruth): string[] {
  return visibleRoots(evidence.slack?.messages ?? [])
    .filter((message) => message.revisions.some((revision) => names(visibleText(revision), fatal.service)))
    .flatMap((message) => incidentOf(message) ?? []);
}

/** Every fatal that was told of is a page of its own, or is in one that it joined (I3). */
export const fatalsPaged = defineCheck({
  name: 'fatals-paged',
  says: 'Every crash is named by a page: by its service, its issue or its incident',
  parameters: noParameters,
  judge: (evidence) => {
    if (evidence.pagerduty === null) return PAGERDUTY_UNSEEN;
    const told = new Set(
      evidence.deliveries.filter((one) => one.outcome === 'accepted').map((one) => one.truth.issueId),
    );
    const expected = evidence.fatals.filter((fatal) => told.has(fatal.issueId));
    const pages = attributedPages(evidence);
    const missing = expected.filter((fatal) => {
      const words = [fatal.service, fatal.shortId, ...incidentsOf(evidence, fatal)];
      return !pages.some(({ text }) => words.some((word) => names(text, word)));
    });
    const which = examples(missing.map((fatal) => `${fatal.shortId} of ${fatal.service}`));
    return found(
      missing.length === 0 && expected.length > 0,
      `${expected.length - missing.length} of ${expected.length} crashes named by ${pages.length} pages (bound ${expected.length})${which === '' ? '' : `: missing ${which}`}`,
    );
  },
});
