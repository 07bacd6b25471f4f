import type { Dice } from './dice.ts';
import type { ImaginedIssue } from './issue.ts';
import type { Scenario, Service } from './scenario.ts';
import type { Span } from './duration.ts';

/** One event of an issue, in virtual milliseconds since the start of the timeline. */
export interface Moment {
  readonly at: number;
  readonly issue: ImaginedIssue;
  /** Where it happens; absent: where the issue does. A Sentry issue spans environments. */
  readonly environment?: string;
}

/** What Sentry tells of an issue as a whole, and when (virtual ms since the start of the timeline). */
export interface StatusChange {
  readonly at: number;
  readonly issue: ImaginedIssue;
  readonly action: 'resolved' | 'unresolved';
  /** Why it is unresolved again; null for a resolve. */
  readonly substatus: 'regressed' | 'escalating' | 'ongoing' | null;
  /** Whether a person did it, and not Sentry itself. */
  readonly byPerson: boolean;
}

/** What one outage or one stream of failures adds to the timeline. */
export interface Traffic {
  readonly moments: readonly Moment[];
  readonly changes: readonly StatusChange[];
}

/** A moment within a span, by the dice. */
export function momentIn(range: Span, dice: Dice): number {
  return Math.round(dice.between(range.from, range.to));
}

/** The service of that name; the loader has made sure that it exists. */
export function serviceNamed(scenario: Scenario, name: string): Service {
  const service = scenario.services.find((one) => one.name === name);
  if (service === undefined) throw new Error(`The scenario ${scenario.name} has no service "${name}".`);
  return service;
}

/** Those of the named families that software of this service's platform throws. */
export function fittingFamilies(scenario: Scenario, names: readonly string[], service: Service): string[] {
  return names.filter((name) => scenario.families[name]?.platforms?.includes(service.platform) ?? true);
}

/** Sentry's own "resolved". */
const RESOLVED_BY_SENTRY = { action: 'resolved', substatus: null, byPerson: false } as const;

/** Sentry's "resolved" for every issue, some time after the last event. */
export function resolutionsOf(
  moments: readonly Moment[],
  plan: { readonly after: number; readonly within: number } | undefined,
  dice: Dice,
): StatusChange[] {
  if (plan === undefined) return [];
  const last = Math.max(...moments.map((moment) => moment.at));
  const issues = [...new Set(moments.map((moment) => moment.issue))];
  return issues.map((issue) => ({
    ...RESOLVED_BY_SENTRY,
    issue,
    at: Math.round(last + plan.after + dice.between(0, plan.within)),
  }));
}
