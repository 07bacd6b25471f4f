import type { Dice } from './dice.ts';
import type { ImaginedIssue, IssueRequest } from './issue.ts';
import { fittingFamilies, resolutionsOf, serviceNamed, type Moment, type Traffic } from './moment.ts';
import type { BackgroundPlan, Scenario } from './scenario.ts';

/** A comment that somebody writes on an issue. */
export interface Comment {
  readonly at: number;
  readonly issue: ImaginedIssue;
}

/** Unrelated failures and the comments on them, in virtual milliseconds since the start of the timeline. */
export interface BackgroundTraffic extends Traffic {
  readonly comments: readonly Comment[];
}

/** Imagines one stream of failures that have nothing to do with each other. */
export function backgroundTraffic(
  scenario: Scenario,
  stream: BackgroundPlan,
  make: (request: IssueRequest) => ImaginedIssue,
  dice: Dice,
): BackgroundTraffic {
  const failures = failuresOf(scenario, stream, make, dice);
  const moments = failures.flatMap((first) => eventsOf(first, stream, scenario.length, dice));
  const comments = commentsOn(failures, stream, scenario.length, dice.fork('comments'));
  return {
    moments,
    comments,
    changes: moments.length === 0 ? [] : resolutionsOf(moments, stream.resolves, dice.fork('resolves')),
  };
}

/** First events: evenly spaced with jitter, a different service and family each time until all had their turn. */
function failuresOf(
  scenario: Scenario,
  stream: BackgroundPlan,
  make: (request: IssueRequest) => ImaginedIssue,
  dice: Dice,
): Moment[] {
  const until = stream.until ?? scenario.length;
  const count = Math.max(1, Math.round(((until - stream.from) / 60_000) * stream.perMinute));
  const gap = (until - stream.from) / count;
  const draw = combinations(scenario, stream, dice.fork('combinations'));
  return Array.from({ length: count }, (_, index) => ({
    at: Math.round(stream.from + gap * (index + dice.between(0.05, 0.85))),
    issue: draw(make),
  }));
}

/**
 * Deals (service, family, transaction) without repeating one, families in turn. When all have been dealt, the
 * first issues fail again: the same failure of the same code is the same Sentry issue.
 */
function combinations(
  scenario: Scenario,
  stream: BackgroundPlan,
  dice: Dice,
): (make: (request: IssueRequest) => ImaginedIssue) => ImaginedIssue {
  const deck = stream.families.map((familyName) => ({
    familyName,
    requests: dice.shuffle(requestsOf(scenario, stream, familyName)),
  }));
  const rounds = Math.max(...deck.map((one) => one.requests.length));
  const order = Array.from({ length: rounds }, (_, round) =>
    dice.shuffle(deck).flatMap((one) => one.requests[round] ?? []),
  ).flat();
  const made = new Map<number, ImaginedIssue>();
  let dealt = 0;
  return (make) => {
    const index = dealt++ % order.length;
    const request = order[index];
    if (request === undefined)
      throw new Error(`The background "${stream.id}" of ${scenario.name} can fail in no way.`);
    const issue = made.get(index) ?? make(request);
    made.set(index, issue);
    return issue;
  };
}

function requestsOf(scenario: Scenario, stream: BackgroundPlan, familyName: string): IssueRequest[] {
  return stream.services
    .map((name) => serviceNamed(scenario, name))
    .filter((service) => fittingFamilies(scenario, [familyName], service).length > 0)
    .flatMap((service) => service.transactions.map((transaction) => ({ service, transaction })))
    .map((one) => ({
      ...one,
      familyName,
      environment: stream.environment ?? scenario.environment,
      release: one.service.release,
      outage: null,
      peer: null,
    }));
}

function eventsOf(first: Moment, stream: BackgroundPlan, length: number, dice: Dice): Moment[] {
  const more = dice.whole(...stream.events) - 1;
  return [
    first,
    ...Array.from({ length: more }, () => ({
      at: first.at + dice.whole(500, 55_000),
      issue: first.issue,
    })).filter((moment) => moment.at < length),
  ];
}

function commentsOn(
  failures: readonly Moment[],
  stream: BackgroundPlan,
  length: number,
  dice: Dice,
): Comment[] {
  const count = Math.round((length / 60_000) * stream.commentsPerMinute);
  return Array.from({ length: count }, () => {
    const { at, issue } = dice.pick(failures);
    return { at: at + dice.whole(4000, 40_000), issue };
  });
}
