import type { FaultSpec } from '../faults/fault-spec.ts';
import { loneTraffic } from './alone.ts';
import { backgroundTraffic, type BackgroundTraffic } from './background.ts';
import { diceOf, type Dice } from './dice.ts';
import { webhooksOf } from './deliveries.ts';
import { issueMaker } from './issue.ts';
import { momentIn } from './moment.ts';
import { outageTraffic, type OutageTraffic } from './outage.ts';
import { expectedPages } from './outage-plan.ts';
import { actsOf, changesBy, pageActs } from './people.ts';
import type { PlannedAct, PlannedWebhook } from './planned.ts';
import type { Scenario } from './scenario.ts';
import type { FatalTruth, LoneTruth, OutageTruth, Trouble } from './truth.ts';

/** Something that happens to the relay or a service; times in virtual UNIX milliseconds. */
export type PlannedHappening =
  | { readonly at: number; readonly kind: 'switch-secret' }
  | { readonly at: number; readonly kind: 'kill'; readonly down: number }
  | { readonly at: number; readonly kind: 'fault'; readonly spec: FaultSpec };

/** A whole run as it will be sent, sorted by time. */
export interface Timeline {
  readonly start: number;
  /** The scenario's end, or the last webhook if that is later. */
  readonly end: number;
  readonly webhooks: readonly PlannedWebhook[];
  readonly happenings: readonly PlannedHappening[];
  readonly people: readonly PlannedAct[];
  readonly outages: readonly OutageTruth[];
  readonly alone: readonly LoneTruth[];
  readonly fatals: readonly FatalTruth[];
}

/** Imagines the whole run; the same scenario and seed give the same one, moved to `start` (virtual UNIX ms). */
export function planTimeline(scenario: Scenario, seed: number, start: number): Timeline {
  const dice = diceOf(seed).fork(scenario.name);
  const make = issueMaker(scenario, dice.fork('issues'));
  const outages = scenario.outages.map((outage) =>
    outageTraffic(scenario, outage, make, dice.fork(`outage ${outage.id}`)),
  );
  const streams = scenario.background.map((stream) =>
    backgroundTraffic(scenario, stream, make, dice.fork(`background ${stream.id}`)),
  );
  const alone = scenario.alone.map((plan) =>
    loneTraffic(scenario, plan, make, dice.fork(`alone ${plan.id}`)),
  );
  const truths = { outages: outagesOf(scenario, outages), alone: alone.map((one) => one.truth) };
  const acts = actsOf(scenario, [...truths.outages, ...truths.alone], dice.fork('people'));
  const webhooks = webhooksOf({
    scenario,
    start,
    traffic: [
      ...outages,
      ...streams,
      ...alone,
      { moments: [], changes: changesBy(acts, [...outages, ...alone]) },
    ],
    comments: streams.flatMap((one) => one.comments),
    metrics: alone.flatMap((one) => one.metrics),
    dice: dice.fork('events'),
  });
  return {
    start,
    end: Math.max(start + scenario.length, webhooks.at(-1)?.at ?? start),
    webhooks,
    happenings: happeningsOf(scenario, start, dice.fork('happenings')),
    people: pageActs(acts, start),
    outages: truths.outages.map((one) => movedTo(start, one)),
    alone: truths.alone.map((one) => movedTo(start, one)),
    fatals: fatalsOf(scenario, streams),
  };
}

function outagesOf(scenario: Scenario, traffic: readonly OutageTraffic[]): OutageTruth[] {
  return scenario.outages.map((one, index) => ({
    id: one.id,
    services: [...one.services, ...one.followers],
    pages: expectedPages(one),
    outbursts: traffic[index]?.outbursts ?? [],
    resolves: one.resolves !== undefined,
  }));
}

function movedTo<T extends Trouble>(start: number, truth: T): T {
  return {
    ...truth,
    outbursts: truth.outbursts.map((one) => ({ ...one, from: start + one.from, to: start + one.to })),
  };
}

function fatalsOf(scenario: Scenario, streams: readonly BackgroundTraffic[]): FatalTruth[] {
  const issues = streams.flatMap((stream, index) =>
    scenario.background[index]?.paged === true ? stream.moments.map((moment) => moment.issue) : [],
  );
  return [...new Set(issues)].map((issue) => ({
    service: issue.service.name,
    shortId: issue.shortId,
    issueId: issue.id,
  }));
}

function happeningsOf(scenario: Scenario, start: number, dice: Dice): PlannedHappening[] {
  return scenario.happenings
    .map((one): PlannedHappening => {
      const at = start + momentIn(one.at, dice);
      if (one.kill !== undefined) return { at, kind: 'kill', down: one.kill.down };
      if (one.fault !== undefined)
        return { at, kind: 'fault', spec: { ...one.fault, window: { from: at, to: at + (one.for ?? 0) } } };
      return { at, kind: 'switch-secret' };
    })
    .sort((a, b) => a.at - b.at);
}
