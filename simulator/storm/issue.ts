import type { SentryError, SimulatedException, SimulatedOccurrence } from '../sentry-error.ts';
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
  /** How far its hosts' clock is ahead (virtual ms); negative when it is behind. */
  readonly skew: number;
  /** What Sentry watches by itself; null for an error. */
  readonly monitor: Monitor | null;
}

/** An issue that Sentry raises of its own, and what it tells of it. */
export interface Monitor {
  readonly occurrence: SimulatedOccurrence;
  readonly tags: readonly (readonly [string, string])[];
  /** Whether there is an `issue.created`. */
  readonly asIssue: boolean;
  /** The alert rules that fire on every event. */
  readonly rules: readonly string[];
}

/** What a new issue is made of. */
export interface IssueRequest {
  readonly service: Service;
  /** The family of an error, or what Sentry watches by itself. */
  readonly familyName: string | Monitor;
  readonly transaction: string;
  readonly environment: string;
  readonly release: string | null;
  readonly outage: string | null;
  /** Default: its hosts' clocks are right. */
  readonly skew?: number;
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
    const { service, familyName } = request;
    return {
      ...request,
      id: String(firstId + made * 7),
      shortId: `${service.name.toUpperCase()}-${(made + 35).toString(36).toUpperCase()}`,
      family:
        typeof familyName === 'string'
          ? worded(familyNamed(scenario, familyName), vocabularyOf(scenario, request, dice), dice)
          : WORDLESS,
      projectId: firstProject + scenario.services.indexOf(service),
      skew: request.skew ?? 0,
      monitor: typeof familyName === 'string' ? null : familyName,
    };
  };
}

/** What Sentry raises itself has no words of software. */
const WORDLESS: Family = { level: 'error', causedBy: [], frames: [], culprit: '', tags: {}, follows: false };

function familyNamed(scenario: Scenario, name: string): Family {
  const family = scenario.families[name];
  if (family === undefined) throw new Error(`The scenario has no family "${name}".`);
  return family;
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
interface EventFacts {
  /** Virtual UNIX milliseconds. */
  readonly at: number;
  readonly tally: Tally;
  readonly user: string | null;
  /** Where this one happened. */
  readonly environment: string;
  readonly rules: readonly string[];
}

/** One event of an issue as the fake Sentry takes it. */
export function errorOf(
  scenario: Scenario,
  issue: ImaginedIssue,
  facts: EventFacts,
  dice: Dice,
): SentryError {
  const { service } = issue;
  return {
    org: scenario.org,
    project: { id: issue.projectId, slug: service.name, platform: service.platform },
    issueId: issue.id,
    shortId: issue.shortId,
    eventId: dice.hex(32),
    level: issue.family.level,
    environment: facts.environment,
    at: facts.at,
    ...(issue.skew === 0 ? {} : { clientAt: facts.at + issue.skew }),
    ...facts.tally,
    rules: facts.rules,
    ...(issue.monitor === null
      ? partsOfError(scenario, issue, facts, dice)
      : partsOfMonitor(issue.monitor, facts)),
  };
}

type Parts = Omit<
  SentryError,
  | 'org'
  | 'project'
  | 'issueId'
  | 'shortId'
  | 'eventId'
  | 'level'
  | 'environment'
  | 'at'
  | 'rules'
  | keyof Tally
>;

function partsOfError(
  scenario: Scenario,
  issue: ImaginedIssue,
  { user, tally }: EventFacts,
  dice: Dice,
): Parts {
  const { family, service } = issue;
  return {
    service: service.tagged ? service.name : null,
    exceptions: exceptionsOf(family, dice),
    message: family.exception === undefined ? fillEvent(family.message ?? family.culprit, dice) : null,
    culprit: family.culprit,
    transaction: issue.transaction,
    release: issue.release,
    tags: tagsOf(issue, dice),
    user: user === null ? null : { id: user, email: `${user}@example.com` },
    traceId: dice.hex(32),
    httpBreadcrumbs:
      family.breadcrumb === undefined
        ? []
        : [{ url: fillEvent(family.breadcrumb.url, dice), status: family.breadcrumb.status }],
    requestUrl: issue.transaction.includes('/')
      ? `https://${service.name}.example.com${issue.transaction.replace(/^[A-Z]+ /, '')}`
      : null,
    isNew: tally.count === 1,
    errorCreated: scenario.errorCreated,
  };
}

/** What Sentry raises itself knows neither users nor releases, and the project alone names its service. */
function partsOfMonitor({ occurrence, tags, asIssue }: Monitor, { tally }: EventFacts): Parts {
  return {
    service: null,
    exceptions: [],
    message: null,
    culprit: '',
    transaction: null,
    release: null,
    tags,
    user: null,
    traceId: null,
    httpBreadcrumbs: [],
    requestUrl: null,
    occurrence,
    isNew: asIssue && tally.count === 1,
    errorCreated: false,
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
