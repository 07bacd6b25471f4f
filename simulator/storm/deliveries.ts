import type { SentryError } from '../sentry-error.ts';
import type { MetricChange } from './alone.ts';
import type { Comment } from './background.ts';
import type { Dice } from './dice.ts';
import { errorOf, type ImaginedIssue, type Tally } from './issue.ts';
import type { Moment, StatusChange, Traffic } from './moment.ts';
import type { Scenario } from './scenario.ts';
import type { PlannedWebhook, WebhookSource } from './planned.ts';

/** Sentry's own queues: each webhook of an error is a task of its own and arrives within two seconds. */
const MAX_DELAY_MS = 2000;

/** Everything that happens in a run, and what its chance follows from. */
interface Happened {
  readonly scenario: Scenario;
  /** Virtual UNIX milliseconds; everything else counts from it. */
  readonly start: number;
  readonly traffic: readonly Traffic[];
  readonly comments: readonly Comment[];
  readonly metrics: readonly MetricChange[];
  readonly dice: Dice;
}

/** All webhooks that Sentry sends for it, sorted by time. */
export function webhooksOf(happened: Happened): PlannedWebhook[] {
  const { traffic, comments, start } = happened;
  const latest = new Map<ImaginedIssue, SentryError>();
  const requests = new FailedRequests();
  const about = (
    one: StatusChange | Comment,
    source: (error: SentryError) => WebhookSource,
  ): PlannedWebhook[] => {
    const error = latest.get(one.issue);
    return error === undefined
      ? []
      : [{ at: start + one.at, source: source(error), outage: one.issue.outage }];
  };
  const told = [
    ...traffic
      .flatMap((one) => one.moments)
      .map((moment) => ({
        at: moment.at,
        tell: () => {
          const error = requests.traced(eventOf(happened, moment, latest), moment.issue);
          latest.set(moment.issue, error);
          return delivered(error, moment.issue, happened.dice);
        },
      })),
    ...traffic
      .flatMap((one) => one.changes)
      .map((change) => ({ at: change.at, tell: () => about(change, (error) => changed(change, error)) })),
    ...comments.map((comment) => ({
      at: comment.at,
      tell: () => about(comment, (error) => ({ kind: 'comment', error })),
    })),
    ...happened.metrics.map((metric) => ({ at: metric.at, tell: () => [metricWebhook(metric, start)] })),
  ];
  return told
    .sort((a, b) => a.at - b.at)
    .flatMap((one) => one.tell())
    .sort((a, b) => a.at - b.at);
}

/**
 * What only follows from another failure happens in the request that failed: Sentry's SDKs give both the trace of it.
 * The newest failure of its own service is meant, else, for a service that only calls others, the newest of the outage.
 */
class FailedRequests {
  private readonly traces = new Map<string, string>();

  traced(error: SentryError, { outage, family, service }: ImaginedIssue): SentryError {
    if (outage === null || error.traceId === null) return error;
    const own = `${outage} ${service.name}`;
    if (family.follows)
      return { ...error, traceId: this.traces.get(own) ?? this.traces.get(outage) ?? error.traceId };
    this.traces.set(own, error.traceId);
    this.traces.set(outage, error.traceId);
    return error;
  }
}

function changed({ action, substatus, byPerson }: StatusChange, error: SentryError): WebhookSource {
  return action === 'resolved'
    ? { kind: action, error, byPerson }
    : { kind: action, error, substatus: substatus ?? 'ongoing', byPerson };
}

function metricWebhook({ at, action, alert, startedAt }: MetricChange, start: number): PlannedWebhook {
  const timed = { ...alert, at: start + at, startedAt: start + startedAt };
  return { at: start + at, source: { kind: 'metric', action, alert: timed }, outage: null };
}

function eventOf(
  { scenario, start, dice }: Happened,
  moment: Moment,
  latest: ReadonlyMap<ImaginedIssue, SentryError>,
): SentryError {
  const { issue } = moment;
  const before = latest.get(issue);
  const at = start + moment.at;
  const user = dice.next() < 0.7 ? `u${dice.whole(1000, 1900)}` : null;
  const tally: Tally = {
    firstSeen: before?.firstSeen ?? at + issue.skew,
    count: (before?.count ?? 0) + 1,
    userCount: (before?.userCount ?? 0) + (user === null ? 0 : 1),
  };
  const environment = moment.environment ?? issue.environment;
  const rules = issue.monitor?.rules ?? firedRules(scenario, issue, tally.count === 1);
  return errorOf(scenario, issue, { at, tally, user, environment, rules }, dice);
}

function firedRules(scenario: Scenario, issue: ImaginedIssue, isNew: boolean): string[] {
  return scenario.rules
    .filter((rule) => rule.when === 'every' || isNew)
    .filter((rule) => rule.levels?.includes(issue.family.level) ?? true)
    .filter((rule) => rule.services?.includes(issue.service.name) ?? true)
    .map((rule) => rule.label);
}

/** The webhooks of one error, each after a small delay of its own, so that they arrive in any order. */
function delivered(error: SentryError, issue: ImaginedIssue, dice: Dice): PlannedWebhook[] {
  const count = (error.isNew ? 1 : 0) + error.rules.length + (error.errorCreated ? 1 : 0);
  return Array.from({ length: count }, (_, nth) => ({
    at: error.at + Math.round(40 + dice.next() ** 3 * (MAX_DELAY_MS - 40)),
    source: { kind: 'error' as const, error, nth },
    outage: issue.outage,
  }));
}
