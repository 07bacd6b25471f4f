import type { SlackMessage } from '../../../observed.ts';
import type { OutageTruth } from '../../../storm/truth.ts';
import { defineCheck, noParameters } from '../../check.ts';
import type { Evidence } from '../../evidence.ts';
import { examples, found, SLACK_UNSEEN } from '../../finding.ts';
import { visibleText } from '../../naming.ts';
import { outageRoots, stormMessages } from '../../outage-facts.ts';
import { incidentOfKey } from '../../pages.ts';
import { incidentOf, visibleRoots } from '../../root-messages.ts';

/** What the last version of an ended incident's message has to say; a member of a storm may point at the storm. */
const OVER = /\b(resolved|part of)\b/i;

/** Root messages of incidents that are over: those whose page was resolved, and those of outages that Sentry resolved. */
function endedMessages(evidence: Evidence): SlackMessage[] {
  const incidents = (evidence.pagerduty?.incidents ?? [])
    .filter((page) => page.status === 'resolved')
    .map((page) => incidentOfKey(page.dedupKey));
  const paged = visibleRoots(evidence.slack?.messages ?? []).filter((message) => {
    const incident = incidentOf(message);
    return incident !== null && incidents.includes(incident);
  });
  return [
    ...new Set([
      ...paged,
      ...evidence.outages.filter((one) => one.resolves).flatMap((one) => outageRoots(evidence, one)),
    ]),
  ];
}

/** Where an outage shows itself: at what paged for it, or, where no page is right, at what names its services. */
function shownOf(evidence: Evidence, outage: OutageTruth): SlackMessage[] {
  return outage.pages === 0 ? outageRoots(evidence, outage) : stormMessages(evidence, outage);
}

/** A message that stopped telling the truth is worse than none. */
export const messagesCurrent = defineCheck({
  name: 'messages-current',
  says: 'The last version of every message tells how it ended',
  parameters: noParameters,
  judge: (evidence) => {
    if (evidence.slack === null || evidence.pagerduty === null) return SLACK_UNSEEN;
    const ended = endedMessages(evidence);
    const stale = ended.filter((message) => {
      const last = message.revisions.at(-1);
      return last === undefined || !OVER.test(visibleText(last));
    });
    const missing = evidence.outages
      .filter((outage) => outage.resolves && shownOf(evidence, outage).length === 0)
      .map((outage) => `no message for ${outage.id}`);
    const which = examples([
      ...missing,
      ...stale.map((message) => `"${message.revisions.at(-1)?.text.slice(0, 60) ?? ''}"`),
    ]);
    return found(
      stale.length + missing.length === 0,
      `${stale.length} stale, ${missing.length} missing (bound 0) of ${ended.length} messages of ended incidents${which === '' ? '' : `: ${which}`}`,
    );
  },
});
