import type { PagerDutyIncident } from '../observed.ts';
import type { LoneTruth, OutageTruth, Trouble } from '../storm/truth.ts';
import type { Evidence } from './evidence.ts';
import { names } from './naming.ts';

/** What telling pages apart needs of the evidence: it is done during a run, too. */
export type Sighting = Pick<Evidence, 'pagerduty' | 'outages' | 'alone' | 'escalation'>;

/** One PagerDuty incident and what it is about: a trouble of its own, else the outage whose services it names. */
interface AttributedPage {
  readonly page: PagerDutyIncident;
  readonly text: string;
  readonly outage: OutageTruth | null;
  readonly lone: LoneTruth | null;
}

/** Every summary that was sent for a page. */
function summariesOf({ pagerduty }: Sighting, page: PagerDutyIncident): string {
  const sent = (pagerduty?.calls ?? [])
    .filter((call) => call.dedupKey === page.dedupKey && call.routingKey === page.routingKey)
    .map((call) => call.summary ?? '');
  return [page.summary, ...sent].join('\n');
}

/** All pages that were opened, each with what it is about. */
export function attributedPages(sighting: Sighting): AttributedPage[] {
  const taken = new Map<LoneTruth, number>();
  return (sighting.pagerduty?.incidents ?? []).map((page) => {
    const summaries = summariesOf(sighting, page);
    // Everything that the person who is woken can read.
    const text = `${summaries}\n${JSON.stringify(page.customDetails ?? null).replaceAll('\\n', '\n')}`;
    const lone = loneOf(page, summaries, sighting.alone, taken);
    if (lone !== null) taken.set(lone, (taken.get(lone) ?? 0) + 1);
    return { page, text, lone, outage: lone === null ? outageOf(text, sighting.outages) : null };
  });
}

function outageOf(text: string, outages: readonly OutageTruth[]): OutageTruth | null {
  const shares = outages.map((outage) => ({
    outage,
    named: outage.services.filter((name) => names(text, name)).length / outage.services.length,
  }));
  const best = shares.sort((a, b) => b.named - a.named)[0];
  return best !== undefined && best.named > 0 ? best.outage : null;
}

/** A page may lead to where it is talked about: that says nothing of what it is about. */
const SLACK = 'https://slack.com/';

/**
 * The trouble that a page is about and nothing besides: its links to Sentry lead there and nowhere else. Where it
 * has no links, its words have to do; of two with the same words, one that still waits for a page.
 */
function loneOf(
  page: PagerDutyIncident,
  summaries: string,
  alone: readonly LoneTruth[],
  taken: ReadonlyMap<LoneTruth, number>,
): LoneTruth | null {
  const links = page.links.filter(({ href }) => !href.startsWith(SLACK));
  if (links.length > 0)
    return alone.find((one) => links.every(({ href }) => href.includes(one.address))) ?? null;
  const named = alone.filter((one) => summaries.toLowerCase().includes(one.title.toLowerCase()));
  return named.find((one) => (taken.get(one) ?? 0) < one.pages) ?? named[0] ?? null;
}

/** The pages of whoever is woken first: what was escalated is another receiver's (`escalated-once`). */
export function firstHandPages(sighting: Sighting): AttributedPage[] {
  return attributedPages(sighting).filter(({ page }) => page.routingKey !== sighting.escalation?.routingKey);
}

/** The pages that were opened for one outage or trouble, oldest first. */
export function pagesFor(sighting: Sighting, trouble: Pick<Trouble, 'id'>): PagerDutyIncident[] {
  return firstHandPages(sighting)
    .filter((one) => (one.lone ?? one.outage)?.id === trouble.id)
    .map((one) => one.page)
    .sort((a, b) => a.openedAt - b.openedAt);
}

/** The incident's id inside `stormrelay:<install>:<incident>:<generation>`; null for a key of another shape. */
export function incidentOfKey(dedupKey: string): string | null {
  return /^stormrelay:[^:]*:(.+):[^:]*$/.exec(dedupKey)?.[1] ?? null;
}

/** How a PagerDuty incident is called in a finding. */
export function pageLabel(page: PagerDutyIncident): string {
  return `${page.dedupKey} ("${page.summary.slice(0, 60)}")`;
}
