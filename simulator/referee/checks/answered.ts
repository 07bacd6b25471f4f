import { defineCheck, noParameters } from '../check.ts';
import { acceptedDeliveries, wasDown } from '../evidence.ts';
import { examples, found } from '../finding.ts';
import { percentile } from '../percentile.ts';

/** Sentry gives an internal integration one attempt of one second: what is not answered 2xx is gone. */
export const answered = defineCheck({
  name: 'answered',
  says: 'Every webhook is answered 2xx within the deadline, except while the relay is down on purpose',
  paced: true,
  parameters: noParameters,
  judge: (evidence) => {
    const failed = evidence.deliveries.filter((one) => one.outcome !== 'accepted' && !wasDown(evidence, one));
    const excused = evidence.deliveries.filter((one) => one.outcome !== 'accepted').length - failed.length;
    const times = acceptedDeliveries(evidence).flatMap((one) => one.ackMs ?? []);
    const bad = examples(
      failed.map((one) => `${one.resource}.${one.action} ${one.outcome} (${one.status ?? 'no answer'})`),
    );
    return found(
      failed.length === 0 && times.length > 0,
      `${times.length} accepted, ${failed.length} not (bound 0)${bad === '' ? '' : `: ${bad}`}, ${excused} while down; p99 ${percentile(times, 0.99).toFixed(1)} ms`,
    );
  },
});
