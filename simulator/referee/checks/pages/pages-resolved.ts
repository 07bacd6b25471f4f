import { defineCheck, noParameters } from '../../check.ts';
import { examples, found, PAGERDUTY_UNSEEN } from '../../finding.ts';
import { pageLabel } from '../../pages.ts';

/** When it is over, nobody's phone may go on ringing. */
export const pagesResolved = defineCheck({
  name: 'pages-resolved',
  says: 'Every page is resolved in the end',
  parameters: noParameters,
  judge: ({ pagerduty }) => {
    if (pagerduty === null) return PAGERDUTY_UNSEEN;
    const open = pagerduty.incidents.filter((page) => page.status !== 'resolved');
    const which = examples(open.map(pageLabel));
    return found(
      open.length === 0,
      `${open.length} still open (bound 0) of ${pagerduty.incidents.length}${which === '' ? '' : `: ${which}`}`,
    );
  },
});
