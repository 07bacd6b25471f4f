import type { SentryError, SimulatedException } from '../sentry-error.ts';
import type { Dice } from './dice.ts';
import type { Family, Scenario, Service } from './scenario.ts';
import { fillEvent, fillIssue, type Vocabulary } from './wording.ts';

/** A Sentry issue that the storm imagines: one failure of one service, worded for good. */
export interface ImaginedIssue {
  readonly id: string;
  readonly shortId: string;
  readonly service: Service;
  readonly family: Family;
  readonly transaction: string;
  readonly environment: string;
  readonly release: string | null;
  /** The scenario's outage; null for a failure of the background. */
  readonly outage: string | null;
  readonly projectId: number;
}

/** What a new issue is made of. */
export interface IssueRequest {
  readonly service: Service;
  readonly familyName: string;
  readonly transaction: string;
  readonly environment: string;
  readonly release: string | null;
  readonly outage: string | null;
  /** Another failing service, for failures that name the one they called. */
  readonly peer: string | null;
}

/** Makes the issues of one run: ids are unique and follow from the dice. */
export function issueMaker(scenario: Scenario, dice: Dice): (request: IssueRequest) => ImaginedIssue {
  const firstId = 5_000_000_000 + dice.whole(0, 900_000_000);
  const firstProject = 4_507_000_000 + dice.whole(0, 900_000);
  let made = 0;
  return (request) => {
    made += 1;
    const template = scenario.families[request.familyName];
    if (template === undefined) throw new Error(`The scenario has no family "${request.familyName}".`);
    return {
      ...request,
      id: String(firstId + made * 7),
      shortId: `${request.service.name.toUpperCase()}-${(made + 35).toString(36).toUpperCase()}`,
      family: worded(template, vocabularyOf(scenario, request, dice), dice),
      projectId: firstProject + scenario.services.indexOf(request.service),
    };
  };
}

/** A list gives the same word everywhere in one issue: a cause and its consequence name the same host. */
function vocabularyOf(scenario: Scenario, request: IssueRequest, dice: Dice): Vocabulary {
  const name = request.service.name;
  const words = name.split('-');
  const pascal = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
  return {
    ...Object.fromEntries(Object.entries(scenario.values).map(([list, items]) => [list, dice.pick(items)])),
    service: name,
    'service.snake': words.join('_'),
    'service.pascal': pascal,
    transaction: request.transaction,
    release: request.release ?? '',
    ...(request.peer === null ? {} : { peer: request.peer }),
  };
}

function worded(family: Family, vocabulary: Vocabulary, dice: Dice): Family {
  const fill = (template: string): string => fillIssue(template, vocabulary, dice);
  const filledModule = (module: string | undefined) => (module === undefined ? {} : { module: fill(module) });
  const exception = (one: NonNullable<Family['exception']>): NonNullable<Family['exception']> => ({
    type: fill(one.type),
    message: fill(one.message),
    ...filledModule(one.module),
  });
  return {
    ...family,
    ...(family.exception === undefined ? {} : { exception: exception(family.exception) }),
    causedBy: family.causedBy.map(exception),
    ...(family.message === undefined ? {} : { message: fill(family.message) }),
    frames: family.frames.map((frame) => ({
      ...frame,
      file: fill(frame.file),
      function: fill(frame.function),
      ...filledModule(frame.module),
    })),
    culprit: fill(family.culprit),
    ...(family.breadcrumb === undefined
      ? {}
      : { breadcrumb: { ...family.breadcrumb, url: fill(family.breadcrumb.url) } }),
    tags: Object.fromEntries(Object.entries(family.tags).map(([key, value]) => [key, fill(value)])),
  };
}

/** What Sentry has counted of an issue so far. */
export interface Tally {
  readonly firstSeen: number;
  readonly count: number;
  readonly userCount: number;
}

/** Everything about one event that the issue itself does not say. */
export interface EventFacts {
  /** Virtual UNIX milliseconds. */
  readonly at: number;
  readonly tally: Tally;
  readonly user: string | null;
  readonly rules: readonly string[];
}

/** One event of an issue as the fake Sentry takes it. */
export function errorOf(
  scenario: Scenario,
  issue: ImaginedIssue,
  facts: EventFacts,
  dice: Dice,
): SentryError {
  const { family, service } = issue;
  return {
    org: scenario.org,
    project: { id: issue.projectId, slug: service.name, platform: service.platform },
    service: service.tagged ? service.name : null,
    issueId: issue.id,
    shortId: issue.shortId,
    eventId: dice.hex(32),
    exceptions: exceptionsOf(family, dice),
    message: family.exception === undefined ? fillEvent(family.message ?? family.culprit, dice) : null,
    culprit: family.culprit,
    transaction: issue.transaction,
    level: family.level,
    environment: issue.environment,
    release: issue.release,
    tags: tagsOf(issue, dice),
    user: facts.user === null ? null : { id: facts.user, email: `${facts.user}@example.com` },
    traceId: dice.hex(32),
    httpBreadcrumbs:
      family.breadcrumb === undefined
        ? []
        : [{ url: fillEvent(family.breadcrumb.url, dice), status: family.breadcrumb.status }],
    requestUrl: issue.transaction.includes('/')
      ? `https://${service.name}.example.com${issue.transaction.replace(/^[A-Z]+ /, '')}`
      : null,
    at: facts.at,
    isNew: facts.tally.count === 1,
    ...facts.tally,
    rules: facts.rules,
    errorCreated: scenario.errorCreated,
  };
}

function tagsOf(issue: ImaginedIssue, dice: Dice): [string, string][] {
  const own = Object.entries(issue.family.tags).map(([key, value]): [string, string] => [
    key,
    fillEvent(value, dice),
  ]);
  return [['server_name', `${issue.service.name}-${dice.hex(5)}`], ...own];
}

/** Sentry lists the root cause first and what was finally raised last; the family file says it the way people read it. */
function exceptionsOf(family: Family, dice: Dice): SimulatedException[] {
  if (family.exception === undefined) return [];
  const frames = family.frames.map((frame) => ({
    filename: frame.file,
    function: frame.function,
    module: frame.module ?? null,
    lineno: frame.line,
    inApp: frame.inApp,
  }));
  return [family.exception, ...family.causedBy].reverse().map((one) => ({
    type: one.type,
    value: fillEvent(one.message, dice),
    module: one.module ?? null,
    frames,
  }));
}
