import type { PagerDutyIncident } from '../observed.ts';
import type { OutageTruth } from '../storm/timeline.ts';
import type { Evidence } from './evidence.ts';
import { names } from './naming.ts';

/** One PagerDuty incident and the outage that it is about, by the services that it names. */
export interface AttributedPage {
  readonly page: PagerDutyIncident;
  readonly text: string;
  readonly outage: OutageTruth | null;
}

/** Everything that the person who is woken can read: every summary that was sent, and the details. */
function pageText(evidence: Evidence, page: PagerDutyIncident): string {
  const summaries = (evidence.pagerduty?.calls ?? [])
    .filter((call) => call.dedupKey === page.dedupKey && call.routingKey === page.routingKey)
    .map((call) => call.summary ?? '');
  return [
    page.summary,
    ...summaries,
    JSON.stringify(page.customDetails ?? null).replaceAll('\\n', '\n'),
  ].join('\n');
}

/** All pages that were opened, each with the outage whose services it names most of. */
export function attributedPages(evidence: Evidence): AttributedPage[] {
  return (evidence.pagerduty?.incidents ?? []).map((page) => {
    const text = pageText(evidence, page);
    const shares = evidence.outages.map((outage) => ({
      outage,
      named: outage.services.filter((name) => names(text, name)).length / outage.services.length,
    }));
    const best = shares.sort((a, b) => b.named - a.named)[0];
    return { page, text, outage: best !== undefined && best.named > 0 ? best.outage : null };
  });
}

/** The pages that were opened for one outage, oldest first. */
export function pagesFor(evidence: Evidence, outage: OutageTruth): PagerDutyIncident[] {
  return attributedPages(evidence)
    .filter((one) => one.outage?.id === outage.id)
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
