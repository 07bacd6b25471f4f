import { z } from 'zod';
import { acknowledges } from '../../../storm/people-plan.ts';
import { defineCheck } from '../../check.ts';
import type { Escalation, Evidence } from '../../evidence.ts';
import { examples, found, notJudged, PAGERDUTY_UNSEEN, SLACK_UNSEEN, spoken } from '../../finding.ts';
import { names, visibleText } from '../../naming.ts';
import { onItsWayMs } from '../../on-its-way.ts';
import { attributedPages, pagesFor } from '../../pages.ts';
import { visibleMessages } from '../../root-messages.ts';

/** What one machine takes for relay and fakes, in real time. */
const OWN_PACE_REAL_MS = 2000;

/** When the second receiver was woken for an outage, and by what time each has to be so. */
interface Due {
  readonly id: string;
  /** When the first receiver was woken; null: never. */
  readonly paged: number | null;
  readonly answered: boolean;
  readonly wakings: readonly number[];
}

function dueOf(evidence: Evidence, { routingKey, afterMs }: Escalation): Due[] {
  const wakings = evidence.pagerduty?.wakings ?? [];
  return evidence.outages.map((outage) => {
    const own = new Set(pagesFor(evidence, outage).map(({ id }) => id));
    const others = attributedPages(evidence).filter(
      (one) => one.page.routingKey === routingKey && one.outage?.id === outage.id,
    );
    const second = new Set(others.map(({ page }) => page.id));
    const paged = wakings.find(({ incident }) => own.has(incident))?.at ?? null;
    const answered = evidence.acts.some(
      ({ what, does, at, failure }) =>
        what === outage.id && failure === null && acknowledges(does) && at < (paged ?? 0) + afterMs,
    );
    const woken = wakings.filter(({ incident }) => second.has(incident)).map(({ at }) => at);
    return { id: outage.id, paged, answered, wakings: woken };
  });
}

/** When the channel first names the second receiver; Infinity when it never does. */
function toldAt({ slack }: Evidence, to: string): number {
  const revisions = visibleMessages(slack?.messages ?? []).flatMap((message) => message.revisions);
  return Math.min(Infinity, ...revisions.filter((one) => names(visibleText(one), to)).map(({ at }) => at));
}

function wrongOf(
  { id, paged, answered, wakings }: Due,
  so: { readonly afterMs: number; readonly early: number; readonly late: number },
): string | null {
  const [first, ...more] = wakings;
  if (answered || paged === null)
    return first === undefined
      ? null
      : `${id}: woken, though ${answered ? 'somebody had answered' : 'nobody was paged'}`;
  if (first === undefined) return `${id}: never woken`;
  if (more.length > 0) return `${id}: woken ${wakings.length} times`;
  const after = first - paged;
  if (after < so.afterMs - so.early) return `${id}: woken too early, ${spoken(after)} after the page`;
  return after > so.afterMs + so.late ? `${id}: woken too late, ${spoken(after)} after the page` : null;
}

/** Whoever sleeps through a page has somebody behind them. */
export const escalatedOnce = defineCheck({
  name: 'escalated-once',
  says: 'Where nobody acknowledges, the second receiver is woken once, when it is time, and the channel says so',
  paced: true,
  parameters: z.strictObject({ withinMs: z.number().positive() }),
  judge: (evidence, { withinMs }) => {
    const { escalation, pagerduty, slack, speed } = evidence;
    if (pagerduty === null) return PAGERDUTY_UNSEEN;
    if (slack === null) return SLACK_UNSEEN;
    if (escalation === null) return notJudged('the relay has no second receiver');
    const { afterMs, to } = escalation;
    const late = withinMs + OWN_PACE_REAL_MS * speed;
    // The relay counts from when it wants a page, the fake from when it arrives.
    const early = Math.min(afterMs / 2, onItsWayMs(speed));
    const due = dueOf(evidence, escalation);
    const woken = due.flatMap(({ wakings }) => wakings);
    const told = toldAt(evidence, to) - Math.min(Infinity, ...woken);
    const wrong = due.flatMap((one) => wrongOf(one, { afterMs, early, late }) ?? []);
    if (woken.length > 0 && !(told <= late))
      wrong.push(`the channel names ${to} ${spoken(told)} after the call`);
    const lags = due.flatMap(({ paged, wakings: [at] }) =>
      paged === null || at === undefined ? [] : [at - paged],
    );
    const slowest = Math.max(0, ...lags);
    return found(
      wrong.length === 0 && due.length > 0,
      wrong.length === 0
        ? `${to} woken ${woken.length} times, ${spoken(slowest)} after the page at most (bounds ${spoken(afterMs)} and ${spoken(afterMs + late)})`
        : `${examples(wrong)} (bounds ${spoken(afterMs)} and ${spoken(afterMs + late)})`,
    );
  },
});
