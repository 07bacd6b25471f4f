import type { MetricAlert } from '../fakes/start.ts';
import { breaksOut, type AlonePlan, type IssuePlan, type MetricPlan } from './alone-plan.ts';
import type { Dice } from './dice.ts';
import type { ImaginedIssue, IssueRequest } from './issue.ts';
import { momentIn, serviceNamed, type StatusChange, type Traffic } from './moment.ts';
import { monitorOf } from './monitor.ts';
import type { Scenario } from './scenario.ts';
import type { LoneTruth, Outburst } from './truth.ts';

/** A metric rule that changed its status, in virtual milliseconds since the start of the timeline. */
export interface MetricChange {
  readonly at: number;
  readonly action: 'critical' | 'warning' | 'resolved';
  readonly alert: Omit<MetricAlert, 'at' | 'startedAt'>;
  /** When this firing began. */
  readonly startedAt: number;
}

/** What one trouble of its own adds to the timeline; its truth in virtual ms since the start, too. */
interface LoneTraffic extends Traffic {
  readonly id: string;
  readonly metrics: readonly MetricChange[];
  readonly truth: LoneTruth;
}

/** How much later than its event Sentry's word on the issue may come; or earlier than the event's webhooks. */
const CHANGE_WITHIN_MS = 1500;

/** All that befalls one trouble of its own. */
export function loneTraffic(
  scenario: Scenario,
  plan: AlonePlan,
  make: (request: IssueRequest) => ImaginedIssue,
  dice: Dice,
): LoneTraffic {
  const times = plan.steps.map((step, index) => momentIn(step.at, dice.fork(`step ${index}`)));
  const outbursts = outburstsOf(plan, times);
  return plan.kind === 'metric'
    ? metricTraffic(scenario, plan, { times, outbursts, dice })
    : issueTraffic(scenario, plan, { times, outbursts, dice, make });
}

function outburstsOf(plan: AlonePlan, times: readonly number[]): Outburst[] {
  return plan.steps.flatMap((step, index) => {
    const from = times[index] ?? 0;
    const lasts = 'within' in step && step.times > 1 ? step.within : 0;
    return breaksOut(step) ? [{ from, to: from + lasts, wakes: step.wakes }] : [];
  });
}

function issueTraffic(
  scenario: Scenario,
  plan: IssuePlan,
  of: {
    times: readonly number[];
    outbursts: readonly Outburst[];
    dice: Dice;
    make: (request: IssueRequest) => ImaginedIssue;
  },
): LoneTraffic {
  const { times, outbursts, dice } = of;
  const service = serviceNamed(scenario, plan.service);
  const issue = of.make({
    service,
    familyName: plan.kind === 'error' ? plan.family : monitorOf(plan, dice.fork('monitor')),
    transaction: service.transactions[0] ?? '',
    environment: plan.environment ?? scenario.environment,
    release: service.release,
    outage: null,
    peer: null,
  });
  const steps = plan.steps.map((step, index) =>
    befalls(issue, { ...step, at: times[index] ?? 0 }, dice.fork(`befalls ${index}`)),
  );
  return {
    id: plan.id,
    moments: steps.flatMap((one) => one.moments),
    changes: steps.flatMap((one) => one.changes),
    metrics: [],
    truth: {
      id: plan.id,
      services: [service.name],
      issueId: issue.id,
      shortId: issue.shortId,
      title: titleOf(issue),
      address: `/issues/${issue.id}/`,
      pages: outbursts.filter((one) => one.wakes).length,
      outbursts,
    },
  };
}

type Step = Omit<IssuePlan['steps'][number], 'at'> & { readonly at: number };

/** A monitor without an `event_alert` tells of a regression by the issue alone; an error regresses by an event. */
function befalls(issue: ImaginedIssue, step: Step, dice: Dice): Traffic {
  const silent = issue.monitor?.rules.length === 0 && step.does !== 'fires';
  const fires = step.does === 'resolved' || step.does === 'reopened' || silent ? 0 : step.times;
  return {
    moments: Array.from({ length: fires }, (_, nth) => ({
      at: Math.round(step.at + (nth === 0 ? 0 : dice.between(0, step.within))),
      issue,
      ...(step.environment === undefined ? {} : { environment: step.environment }),
    })),
    changes: changesOf(issue, step, dice),
  };
}

function changesOf(issue: ImaginedIssue, { does, at }: Step, dice: Dice): StatusChange[] {
  if (does === 'fires' || issue.monitor?.asIssue === false) return [];
  const change = { at: does === 'resolved' ? at : at + dice.whole(20, CHANGE_WITHIN_MS), issue };
  if (does === 'resolved') return [{ ...change, action: does, substatus: null, byPerson: false }];
  return does === 'reopened'
    ? [{ ...change, action: 'unresolved', substatus: 'ongoing', byPerson: true }]
    : [{ ...change, action: 'unresolved', substatus: does, byPerson: false }];
}

/** The words that a page about it cannot do without. */
function titleOf({ family, monitor }: ImaginedIssue): string {
  return monitor?.occurrence.title ?? family.exception?.type ?? family.message ?? family.culprit;
}

function metricTraffic(
  scenario: Scenario,
  plan: MetricPlan,
  of: { times: readonly number[]; outbursts: readonly Outburst[]; dice: Dice },
): LoneTraffic {
  const issueId = `metric:${plan.rule}`;
  const environment = plan.environment ?? scenario.environment;
  const rule = {
    org: scenario.org,
    projects: [plan.service],
    ruleId: plan.rule,
    title: plan.title,
    query: plan.query,
    environment,
    truth: {
      service: plan.service,
      issueId,
      eventId: null,
      trace: null,
      outage: null,
      environment,
      counts: true,
    },
  };
  let firing: { identifier: string; startedAt: number } | null = null;
  const metrics = plan.steps.map((step, index): MetricChange => {
    const at = of.times[index] ?? 0;
    firing ??= { identifier: String(of.dice.whole(100, 90_000)), startedAt: at };
    const { identifier, startedAt } = firing;
    if (step.does === 'resolved') firing = null;
    return { at, action: step.does, alert: { ...rule, identifier }, startedAt };
  });
  const { outbursts } = of;
  return {
    id: plan.id,
    moments: [],
    changes: [],
    metrics,
    truth: {
      id: plan.id,
      services: [plan.service],
      issueId,
      shortId: null,
      title: plan.title,
      address: `/alerts/rules/details/${plan.rule}/`,
      pages: outbursts.filter((one) => one.wakes).length,
      outbursts,
    },
  };
}
