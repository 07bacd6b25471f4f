import { z } from 'zod';
import type { OutageTruth } from '../../../storm/truth.ts';
import { defineCheck } from '../../check.ts';
import { acceptedDeliveries, type Evidence } from '../../evidence.ts';
import { examples, found, notJudged, PAGERDUTY_UNSEEN, spoken } from '../../finding.ts';
import { visibleText } from '../../naming.ts';
import { stormMessages } from '../../outage-facts.ts';
import { pagesFor } from '../../pages.ts';

/** What one machine takes for relay and fakes, in real time. */
const OWN_PACE_REAL_MS = 2000;

/** When Sentry had told of every issue of an outage that it is resolved, each the first time; null: it never did. */
function resolvedAt(evidence: Evidence, { id }: OutageTruth): number | null {
  const first = new Map<string, number>();
  const own = acceptedDeliveries(evidence).filter((one) => one.truth.outage === id);
  const issues = new Set(own.map(({ truth }) => truth.issueId).filter((issue) => issue !== null));
  for (const { action, at, truth } of own)
    if (action === 'resolved' && truth.issueId !== null && !first.has(truth.issueId))
      first.set(truth.issueId, at);
  return first.size === 0 || first.size < issues.size ? null : Math.max(...first.values());
}

interface Bound {
  readonly ms: number;
  /** Whom the message has to name. */
  readonly by: string;
}

/** What is wrong with how an outage ended; empty where nothing is. */
function wrongIn(evidence: Evidence, outage: OutageTruth, over: number, bound: Bound): string[] {
  const pages = pagesFor(evidence, outage);
  const late = pages.filter((page) => page.resolvedAt === null || page.resolvedAt - over > bound.ms);
  const resolves = (evidence.pagerduty?.calls ?? []).filter(
    (call) => call.action === 'resolve' && pages.some((page) => page.dedupKey === call.dedupKey),
  );
  const told = stormMessages(evidence, outage)
    .flatMap((message) => message.revisions)
    .filter((one) => /\bresolved\b/i.test(visibleText(one)) && visibleText(one).includes(bound.by))
    .map((one) => one.at - over);
  const shownAfter = Math.min(Infinity, ...told);
  return [
    ...(late.length > 0 ? [`${outage.id}: ${late.length} pages not resolved in time`] : []),
    ...(resolves.length === pages.length
      ? []
      : [`${outage.id}: ${resolves.length} resolves for ${pages.length} pages`]),
    ...(shownAfter > bound.ms ? [`${outage.id}: its message said so after ${spoken(shownAfter)}`] : []),
  ];
}

/** Whoever ends it in Sentry need not end it here, too. */
export const endedOnce = defineCheck({
  name: 'ended-once',
  says: "When somebody has resolved its issues in Sentry, an outage's page and message end soon, once",
  paced: true,
  parameters: z.strictObject({ withinMs: z.number().positive(), by: z.string().default('') }),
  judge: (evidence, { withinMs, by }) => {
    if (evidence.pagerduty === null || evidence.slack === null) return PAGERDUTY_UNSEEN;
    const bound = withinMs + OWN_PACE_REAL_MS * evidence.speed;
    const ended = evidence.outages.flatMap((outage) => {
      const over = resolvedAt(evidence, outage);
      return over === null ? [] : [wrongIn(evidence, outage, over, { ms: bound, by })];
    });
    if (ended.length === 0) return notJudged('no outage had all of its issues resolved');
    const wrong = ended.flat();
    return found(
      wrong.length === 0,
      `${ended.length} outages ended, ${wrong.length} of it wrong (bound 0, within ${spoken(bound)})${wrong.length === 0 ? '' : `: ${examples(wrong)}`}`,
    );
  },
});
