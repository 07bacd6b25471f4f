import type { FaultSpec } from '../faults/fault-spec.ts';
import type { SentryError } from '../sentry-error.ts';
import { backgroundTraffic, type BackgroundTraffic } from './background.ts';
import { diceOf, type Dice } from './dice.ts';
import { errorOf, issueMaker, type ImaginedIssue, type Tally } from './issue.ts';
import { momentIn, type Moment, type Traffic } from './moment.ts';
import { outageTraffic } from './outage.ts';
import type { Scenario } from './scenario.ts';

/** What one planned webhook is made from, as late as possible: bodies are large and many. */
export type WebhookSource =
  | { readonly kind: 'error'; readonly error: SentryError; readonly nth: number }
  | { readonly kind: 'resolved'; readonly error: SentryError }
  | { readonly kind: 'comment'; readonly error: SentryError };

/** One webhook that Sentry will send. */
export interface PlannedWebhook {
  /** Virtual UNIX milliseconds. */
  readonly at: number;
  readonly source: WebhookSource;
  readonly outage: string | null;
}

/** Something that happens to the relay or a service; times in virtual UNIX milliseconds. */
export type PlannedHappening =
  | { readonly at: number; readonly kind: 'switch-secret' }
  | { readonly at: number; readonly kind: 'kill'; readonly down: number }
  | { readonly at: number; readonly kind: 'fault'; readonly spec: FaultSpec };

/** What the scenario knows about one outage. */
export interface OutageTruth {
  readonly id: string;
  readonly services: readonly string[];
  readonly pages: number;
  /** Whether Sentry resolves all its issues in the end. */
  readonly resolves: boolean;
}

/** A failure of its own that has to page, or to join a page. */
export interface FatalTruth {
  readonly service: string;
  readonly shortId: string;
  readonly issueId: string;
}

/** A whole run as it will be sent, sorted by time. */
export interface Timeline {
  readonly start: number;
  /** The scenario's end, or the last webhook if that is later. */
  readonly end: number;
  readonly webhooks: readonly PlannedWebhook[];
  readonly happenings: readonly PlannedHappening[];
  readonly outages: readonly OutageTruth[];
  readonly fatals: readonly FatalTruth[];
}

/** Sentry's own queues: each webhook of an error is a task of its own and arrives within two seconds. */
const MAX_DELAY_MS = 2000;

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
  const webhooks = webhooksOf({ scenario, start, outages, streams, dice: dice.fork('events') });
  return {
    start,
    end: Math.max(start + scenario.length, webhooks.at(-1)?.at ?? start),
    webhooks,
    happenings: happeningsOf(scenario, start, dice.fork('happenings')),
    outages: scenario.outages.map((one) => ({
      id: one.id,
      services: [...one.services, ...one.followers],
      pages: one.pages,
      resolves: one.resolves !== undefined,
    })),
    fatals: fatalsOf(scenario, streams),
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

function webhooksOf(of: {
  scenario: Scenario;
  start: number;
  outages: readonly Traffic[];
  streams: readonly BackgroundTraffic[];
  dice: Dice;
}): PlannedWebhook[] {
  const { start, outages, streams, dice } = of;
  const traffic = [...outages, ...streams];
  const moments = traffic.flatMap((one) => one.moments).sort((a, b) => a.at - b.at);
  const latest = new Map<ImaginedIssue, SentryError>();
  const fromErrors = moments.flatMap((moment) => {
    const error = eventOf(of, moment, latest);
    latest.set(moment.issue, error);
    return delivered(error, moment.issue, dice);
  });
  const later =
    (kind: 'resolved' | 'comment') =>
    (one: { at: number; issue: ImaginedIssue }): PlannedWebhook[] => {
      const error = latest.get(one.issue);
      return error === undefined
        ? []
        : [{ at: start + one.at, source: { kind, error }, outage: one.issue.outage }];
    };
  const resolved = traffic.flatMap((one) => one.resolutions).flatMap(later('resolved'));
  const comments = streams.flatMap((one) => one.comments).flatMap(later('comment'));
  return [...fromErrors, ...resolved, ...comments].sort((a, b) => a.at - b.at);
}

function eventOf(
  of: { scenario: Scenario; start: number; dice: Dice },
  moment: Moment,
  latest: ReadonlyMap<ImaginedIssue, SentryError>,
): SentryError {
  const { scenario, dice } = of;
  const { issue } = moment;
  const before = latest.get(issue);
  const at = of.start + moment.at;
  const user = dice.next() < 0.7 ? `u${dice.whole(1000, 1900)}` : null;
  const tally: Tally = {
    firstSeen: before?.firstSeen ?? at,
    count: (before?.count ?? 0) + 1,
    userCount: (before?.userCount ?? 0) + (user === null ? 0 : 1),
  };
  return errorOf(
    scenario,
    issue,
    { at, tally, user, rules: firedRules(scenario, issue, tally.count === 1) },
    dice,
  );
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
