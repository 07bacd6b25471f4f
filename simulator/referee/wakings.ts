import type { PagerDutyWaking, SentryDelivery } from '../observed.ts';
import type { LoneTruth, Outburst, OutageTruth, Trouble } from '../storm/truth.ts';
import type { Evidence } from './evidence.ts';
import { pagesFor } from './pages.ts';

/** One outburst of a trouble as it really came, and who was woken from then to the next. */
export interface RungOutburst extends Outburst {
  /** From 1. */
  readonly number: number;
  /** When the relay may first have heard of it (virtual UNIX ms); null when it cannot have. */
  readonly heardAt: number | null;
  /** Whether it answered that it had: an unanswered webhook may have been stored as well. */
  readonly sure: boolean;
  readonly wakings: readonly PagerDutyWaking[];
}

/** A trouble and its outbursts. */
export interface RungTrouble {
  readonly trouble: Trouble;
  readonly outbursts: readonly RungOutburst[];
}

/** Everything that is to page or not to page: the outages, then the troubles of their own. */
export function rungTroubles(evidence: Evidence): RungTrouble[] {
  return [
    ...evidence.outages.map((outage) => rung(evidence, outage, isOf(outage))),
    ...evidence.alone.map((lone) => rung(evidence, lone, isAlone(lone))),
  ];
}

function isOf({ id }: OutageTruth): (delivery: SentryDelivery) => boolean {
  return ({ truth }) => truth.outage === id;
}

function isAlone({ issueId }: LoneTruth): (delivery: SentryDelivery) => boolean {
  return ({ truth }) => truth.issueId === issueId;
}

function rung(
  evidence: Evidence,
  trouble: Trouble,
  belongs: (delivery: SentryDelivery) => boolean,
): RungTrouble {
  const sent = evidence.deliveries.filter((one) => one.outcome !== 'rejected' && belongs(one));
  const told = trouble.outbursts.map((outburst, index) => {
    const until = trouble.outbursts[index + 1]?.from ?? Infinity;
    return sent.filter((one) => one.happenedAt >= outburst.from && one.happenedAt < until);
  });
  const heard = told.map((own) => (own.length === 0 ? null : Math.min(...own.map((one) => one.at))));
  const pages = new Set(pagesFor(evidence, trouble).map((page) => page.id));
  const wakings = (evidence.pagerduty?.wakings ?? []).filter((one) => pages.has(one.incident));
  const outbursts = trouble.outbursts.map((outburst, index) => {
    const from = heard[index] ?? outburst.from;
    const until = heard.slice(index + 1).find((at) => at !== null) ?? Infinity;
    const first = index === 0 ? -Infinity : from;
    return {
      ...outburst,
      number: index + 1,
      heardAt: heard[index] ?? null,
      sure: told[index]?.some((one) => one.outcome === 'accepted') === true,
      wakings: wakings.filter((one) => one.at >= first && one.at < until),
    };
  });
  return { trouble, outbursts };
}
