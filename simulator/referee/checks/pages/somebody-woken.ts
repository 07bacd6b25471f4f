import { z } from 'zod';
import { defineCheck } from '../../check.ts';
import { examples, found, PAGERDUTY_UNSEEN, spoken } from '../../finding.ts';
import { rungTroubles } from '../../wakings.ts';

/** The fakes and the relay share one machine, which is slow in real time: at high speeds that is much virtual time. */
const OWN_PACE_REAL_MS = 2000;

/** The reason for it all: a real outage wakes somebody, and so does the next one of the same issues. */
export const somebodyWoken = defineCheck({
  name: 'somebody-woken',
  says: 'Each time that a trouble which is to page breaks out, somebody is woken soon',
  paced: true,
  parameters: z.strictObject({ withinMs: z.number().positive().default(60_000) }),
  judge: (evidence, { withinMs }) => {
    if (evidence.pagerduty === null) return PAGERDUTY_UNSEEN;
    const bound = withinMs + OWN_PACE_REAL_MS * evidence.speed;
    const due = rungTroubles(evidence).flatMap(({ trouble, outbursts }) =>
      outbursts
        .filter((one) => one.wakes && one.sure)
        .map((one) => ({
          name: outbursts.length === 1 ? trouble.id : `${trouble.id} (${one.number})`,
          ms: Math.max(0, (one.wakings[0]?.at ?? Infinity) - (one.heardAt ?? 0)),
        })),
    );
    const slept = due.filter((one) => one.ms > bound).map((one) => `${one.name}: ${spoken(one.ms)}`);
    const slowest = Math.max(0, ...due.map((one) => one.ms));
    return found(
      slept.length === 0 && due.length > 0,
      slept.length === 0
        ? `${due.length} of ${due.length} outbursts, the slowest after ${spoken(slowest)} (bound ${spoken(bound)})`
        : `${slept.length} of ${due.length} outbursts slept through (bound ${spoken(bound)}): ${examples(slept)}`,
    );
  },
});
