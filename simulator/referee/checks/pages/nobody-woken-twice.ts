import type { PagerDutyWaking } from '../../../observed.ts';
import { acknowledges } from '../../../storm/people-plan.ts';
import { defineCheck, noParameters } from '../../check.ts';
import type { DoneAct, Evidence } from '../../evidence.ts';
import { counted, examples, found, PAGERDUTY_UNSEEN, spoken } from '../../finding.ts';
import { rungTroubles, type RungOutburst, type RungTrouble } from '../../wakings.ts';

const RANKS = ['info', 'warning', 'error', 'critical'];

/** What rang beyond the first time; a rise in severity may ring again, and takes nobody's word away. */
function surplus({ wakes, wakings }: RungOutburst): PagerDutyWaking[] {
  let worst = -1;
  return wakings.filter((one, index) => {
    const rank = RANKS.indexOf(one.severity);
    const rose = index > 0 && rank > worst;
    worst = Math.max(worst, rank);
    return !wakes || (index > 0 && !rose);
  });
}

function told({ trouble }: RungTrouble, waking: PagerDutyWaking, evidence: Evidence): string {
  const ack = evidence.acts.findLast(
    (act) => isAcknowledgement(act) && act.what === trouble.id && act.at <= waking.at,
  );
  const after = ack === undefined ? '' : `, ${spoken(waking.at - ack.at)} after it was acknowledged`;
  return `${trouble.id}: "${waking.summary.slice(0, 60)}" at ${spoken(waking.at - evidence.start)}${after}`;
}

function isAcknowledgement(act: DoneAct): boolean {
  return acknowledges(act.does);
}

/** One outburst rings once. Whoever acknowledged it is not woken by what still belongs to it. */
export const nobodyWokenTwice = defineCheck({
  name: 'nobody-woken-twice',
  says: 'Nobody is woken twice by one outburst, nor after an acknowledgement by what belongs to it',
  parameters: noParameters,
  judge: (evidence) => {
    if (evidence.pagerduty === null) return PAGERDUTY_UNSEEN;
    const troubles = rungTroubles(evidence);
    const twice = troubles.flatMap((one) =>
      one.outbursts.flatMap(surplus).map((waking) => told(one, waking, evidence)),
    );
    const acknowledgements = evidence.acts.filter(isAcknowledgement);
    const undone = evidence.acts.flatMap((act) =>
      act.failure === null ? [] : [`nobody could ${act.does} ${act.what}: ${act.failure}`],
    );
    const wakings = troubles.flatMap((one) => one.outbursts.flatMap((outburst) => outburst.wakings));
    const wrong = [...undone, ...twice];
    return found(
      wrong.length === 0,
      `${twice.length} of ${counted(wakings.length, 'waking')} too many (bound 0), ${counted(acknowledgements.length, 'acknowledgement')}${wrong.length === 0 ? '' : `: ${examples(wrong)}`}`,
    );
  },
});
