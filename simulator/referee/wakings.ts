import type { PagerDutyWaking, SentryDelivery } from '../observed.ts';
import type { LoneTruth, Outburst, OutageTruth, Trouble } from '../storm/truth.ts';
import { acceptedDeliveries, type Evidence } from './evidence.ts';
import { pagesFor } from './pages.ts';

/** One outburst of a trouble as it really came, and who was woken from then to the next. */
export interface RungOutburst extends Outburst {
  /** From 1. */
  readonly number: number;
  /** When the relay first heard of it (virtual UNIX ms); null when it never did. */
  readonly heardAt: number | null;
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
  const own = acceptedDeliveries(evidence).filter(belongs);
  const heard = trouble.outbursts.map((outburst, index) => {
    const until = trouble.outbursts[index + 1]?.from ?? Infinity;
    return own.find((one) => one.happenedAt >= outburst.from && one.happenedAt < until)?.at ?? null;
  });
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
      wakings: wakings.filter((one) => one.at >= first && one.at < until),
    };
  });
  return { trouble, outbursts };
}
