import { coverageLags } from '../referee/checks/slack/counters-lag.ts';
import { repeatedTriggers } from '../referee/checks/pages/no-repeated-trigger.ts';
import { peakPostsPerSecond } from '../referee/checks/slack/post-rate.ts';
import { acceptedDeliveries, type Books, type Evidence } from '../referee/evidence.ts';
import { percentile } from '../referee/percentile.ts';
import { incidentOf, postedAt, visibleRoots } from '../referee/root-messages.ts';
import type { RunOutcome } from '../run/run-scenario.ts';
import { slackCounts } from '../slack-counts.ts';

/** `report.json` as DESIGN section 7 draws it; times in virtual ms, `latency` in real ms. What was not seen is null. */
export interface RunReport {
  readonly scenario: string;
  readonly seed: number;
  readonly speed: number;
  readonly webhooks: {
    readonly sent: number;
    readonly accepted: number;
    readonly rejected: number;
    readonly unanswered: number;
    readonly lost: number | null;
  };
  readonly incidents: number | null;
  readonly pages: {
    readonly triggered: number;
    readonly resolved: number;
    readonly duplicates: number;
    readonly firstMs: number | null;
  } | null;
  /** Who was woken when, oldest first. */
  readonly wakings: readonly WakingReport[] | null;
  readonly slack: SlackReport | null;
  readonly deadLetters: number | null;
  readonly latency: { readonly ackP50: number; readonly ackP99: number };
  readonly books: Books | null;
  readonly checks: readonly { readonly name: string; readonly ok: boolean | null; readonly detail: string }[];
  readonly verdict: 'pass' | 'fail';
}

/** Somebody was woken. */
interface WakingReport {
  /** ISO 8601, by the run's own clock. */
  readonly at: string;
  /** Virtual ms since the beginning of the storm. */
  readonly afterMs: number;
  readonly dedupKey: string;
  readonly severity: string;
  readonly summary: string;
}

/** Slack's part of a report. */
interface SlackReport {
  readonly posts: number;
  readonly updates: number;
  readonly replies: number;
  readonly rateLimited: number;
  readonly hidden: number;
  readonly peakPerSecond: number;
  readonly firstPostMs: number | null;
  readonly lagP99Ms: number | null;
}

/** The figures of a run that is over. */
export function reportOf(run: RunOutcome): RunReport {
  const { evidence } = run;
  const times = acceptedDeliveries(evidence).flatMap((one) => one.ackMs ?? []);
  return {
    scenario: run.scenario.name,
    seed: run.seed,
    speed: evidence.speed,
    webhooks: webhooksOf(evidence),
    incidents:
      evidence.slack === null
        ? null
        : new Set(visibleRoots(evidence.slack.messages).map((message) => incidentOf(message) ?? message.ts))
            .size,
    pages: pagesOf(evidence),
    wakings: wakingsOf(evidence),
    slack: slackOf(evidence),
    deadLetters: evidence.books?.dead ?? null,
    latency: { ackP50: rounded(percentile(times, 0.5)), ackP99: rounded(percentile(times, 0.99)) },
    books: evidence.books === null ? null : booksOf(evidence.books),
    checks: run.judgements.map(({ name, ok, detail }) => ({ name, ok, detail })),
    verdict: run.judgements.every((one) => one.ok !== false) ? 'pass' : 'fail',
  };
}

function rounded(ms: number): number {
  return Math.round(ms * 10) / 10;
}

function booksOf({ accepted, shown, folded, suppressed, setAside, dead, inFlight }: Books): Books {
  return { accepted, shown, folded, suppressed, setAside, dead, inFlight };
}

function webhooksOf(evidence: Evidence): RunReport['webhooks'] {
  const count = (outcome: string): number =>
    evidence.deliveries.filter((one) => one.outcome === outcome).length;
  const accepted = count('accepted');
  return {
    sent: evidence.deliveries.length,
    accepted,
    rejected: count('rejected'),
    unanswered: count('unanswered'),
    lost: evidence.books === null ? null : Math.max(0, accepted - evidence.books.accepted),
  };
}

/** When the first alert that counts was sent: what the other times are measured from. */
function firstAlertAt(evidence: Evidence): number {
  return acceptedDeliveries(evidence).find((one) => one.truth.counts)?.at ?? evidence.start;
}

/** Pages are measured from the first alert of an outage; without outages, from the first alert. */
function pagesOf(evidence: Evidence): RunReport['pages'] {
  if (evidence.pagerduty === null) return null;
  const { incidents } = evidence.pagerduty;
  const expected = [...evidence.outages, ...evidence.alone].reduce((sum, one) => sum + one.pages, 0);
  const surplus = evidence.outages.length === 0 ? 0 : Math.max(0, incidents.length - expected);
  const since =
    acceptedDeliveries(evidence).find((one) => one.truth.outage !== null)?.at ?? firstAlertAt(evidence);
  const first = Math.min(...incidents.map((page) => page.openedAt));
  return {
    triggered: incidents.length,
    resolved: incidents.filter((page) => page.status === 'resolved').length,
    duplicates: surplus + repeatedTriggers(evidence, 60_000).length,
    firstMs: incidents.length === 0 ? null : Math.round(first - since),
  };
}

function wakingsOf({ pagerduty, start }: Evidence): RunReport['wakings'] {
  if (pagerduty === null) return null;
  return pagerduty.wakings.map(({ at, dedupKey, severity, summary }) => ({
    at: new Date(at).toISOString(),
    afterMs: Math.round(at - start),
    dedupKey,
    severity,
    summary,
  }));
}

function slackOf(evidence: Evidence): SlackReport | null {
  if (evidence.slack === null) return null;
  const { calls, messages } = evidence.slack;
  const { limited, ...written } = slackCounts(calls);
  const first = Math.min(...visibleRoots(messages).map(postedAt));
  const lag = percentile(coverageLags(evidence), 0.99);
  return {
    ...written,
    rateLimited: limited,
    hidden: messages.filter((message) => message.hidden).length,
    peakPerSecond: peakPostsPerSecond(evidence),
    firstPostMs: Number.isFinite(first) ? Math.round(first - firstAlertAt(evidence)) : null,
    lagP99Ms: Number.isFinite(lag) ? Math.round(lag) : null,
  };
}
