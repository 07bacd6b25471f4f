import { z } from 'zod';
import type { PageAct } from '../../../storm/people-plan.ts';
import { defineCheck } from '../../check.ts';
import type { DoneAct, Evidence } from '../../evidence.ts';
import { examples, found, SLACK_UNSEEN, spoken } from '../../finding.ts';
import { visibleText } from '../../naming.ts';
import { incidentOfKey } from '../../pages.ts';
import { incidentOf, visibleRoots } from '../../root-messages.ts';

/** What one machine takes for relay and fakes, in real time. */
const OWN_PACE_REAL_MS = 2000;

/** Who acts in PagerDuty, and how a message says what they did. */
const SAYS = {
  'acknowledge-in-pagerduty': /acknowledged\W{0,4} by Robin Fake/i,
  'resolve-in-pagerduty': /\b(?:resolved|closed)\b.* by Robin Fake/i,
} as const;

/** How long after an act its message said so, in virtual ms; Infinity when it never did. */
function shownAfter({ slack }: Evidence, { at, dedupKey }: DoneAct, says: RegExp): number {
  const incident = incidentOfKey(dedupKey ?? '');
  const revisions = visibleRoots(slack?.messages ?? [])
    .filter((message) => incident !== null && incidentOf(message) === incident)
    .flatMap((message) => message.revisions);
  const told = revisions.filter((one) => one.at >= at && says.test(visibleText(one)));
  return Math.min(Infinity, ...told.map((one) => one.at - at));
}

function isAtPager(does: PageAct): does is keyof typeof SAYS {
  return Object.hasOwn(SAYS, does);
}

/** Whoever looks at the channel has to see who is on it, wherever they said so. */
export const actsShown = defineCheck({
  name: 'acts-shown',
  says: 'What somebody did to a page in PagerDuty is soon in its message, with their name',
  paced: true,
  parameters: z.strictObject({ withinMs: z.number().positive() }),
  judge: (evidence, { withinMs }) => {
    if (evidence.slack === null) return SLACK_UNSEEN;
    const bound = withinMs + OWN_PACE_REAL_MS * evidence.speed;
    const acts = evidence.acts.flatMap((act) => {
      const { does } = act;
      const says = isAtPager(does) ? SAYS[does] : null;
      return says === null
        ? []
        : [{ act, ms: act.failure === null ? shownAfter(evidence, act, says) : Infinity }];
    });
    const unseen = acts
      .filter(({ ms }) => ms > bound)
      .map(({ act, ms }) => `${act.does} of ${act.what}: ${spoken(ms)}`);
    const slowest = Math.max(0, ...acts.map(({ ms }) => ms));
    return found(
      unseen.length === 0,
      unseen.length === 0
        ? `${acts.length} of ${acts.length} acts, the slowest after ${spoken(slowest)} (bound ${spoken(bound)})`
        : `${unseen.length} of ${acts.length} acts not shown (bound ${spoken(bound)}): ${examples(unseen)}`,
    );
  },
});
