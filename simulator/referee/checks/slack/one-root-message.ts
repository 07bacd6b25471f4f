import { z } from 'zod';
import type { SlackMessage } from '../../../observed.ts';
import type { OutageTruth } from '../../../storm/truth.ts';
import { defineCheck } from '../../check.ts';
import type { Evidence } from '../../evidence.ts';
import { examples, found, notJudged, SLACK_UNSEEN } from '../../finding.ts';
import { outageRoots, stormMessages } from '../../outage-facts.ts';
import { pagesFor } from '../../pages.ts';
import { postedAt } from '../../root-messages.ts';
import { onItsWayMs } from '../../on-its-way.ts';
import { knowableAt } from '../../knowable.ts';

/** A post that was on its way when the storm was recognised; at high speeds it takes what the machine takes. */
const ON_ITS_WAY_MS = 2000;

function rootsOf(
  evidence: Evidence,
  outage: OutageTruth,
): { before: number; after: SlackMessage[]; storm: number } {
  const recognised = pagesFor(evidence, outage)[0]?.openedAt ?? -Infinity;
  const onItsWay = Math.max(ON_ITS_WAY_MS, onItsWayMs(evidence.speed));
  const roots = outageRoots(evidence, outage);
  const isAfter = (message: SlackMessage): boolean =>
    postedAt(message) > Math.max(recognised, knowableAt(evidence, outage, message)) + onItsWay;
  const storm = stormMessages(evidence, outage);
  // The storm's own message comes when the channel's budget lets it; a second one for it is counted by itself.
  const after = roots.filter((message) => isAfter(message) && !storm.includes(message));
  return { before: roots.length - after.length, after, storm: storm.length };
}

function told(messages: readonly SlackMessage[]): string {
  return messages.length === 0
    ? ''
    : `: ${examples(messages.map((message) => `"${message.revisions[0]?.text.slice(0, 80) ?? ''}"`))}`;
}

/**
 * One outage is one living message; only what was posted before anybody could know may stand beside it: before the
 * storm was recognised, or before the error's own event, and the failure from which it follows, were told.
 */
export const oneRootMessage = defineCheck({
  name: 'one-root-message',
  says: 'Each outage has one root message, few before it was recognised and none after',
  paced: true,
  parameters: z.strictObject({ beforeRecognition: z.number().int().nonnegative() }),
  judge: (evidence, { beforeRecognition }) => {
    if (evidence.slack === null || evidence.pagerduty === null) return SLACK_UNSEEN;
    // Without a page nothing tells when an outage was recognised.
    const roots = evidence.outages
      .filter(({ pages }) => pages > 0)
      .map((outage) => ({ id: outage.id, ...rootsOf(evidence, outage) }));
    if (roots.length === 0)
      return notJudged('no outage is to page, so nothing tells when one was recognised');
    return found(
      roots.every((one) => one.storm === 1 && one.before <= beforeRecognition && one.after.length === 0),
      roots
        .map(
          (one) =>
            `${one.id}: ${one.storm} for the storm (bound 1), ${one.before} before it was recognised (bound ${beforeRecognition}), ${one.after.length} after (bound 0)${told(one.after)}`,
        )
        .join('; '),
    );
  },
});
