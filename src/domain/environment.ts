/**
 * The class that decides whether an environment may page. Environments of one class are correlated together;
 * storms never cross classes. Every drill is a class of its own, so that it can touch neither anything real nor
 * another drill.
 */
export type EnvironmentClass = 'production' | 'non-production' | DrillClass;

/** The class of one drill. */
export type DrillClass = `drill:${string}`;

const nonProduction =
  /(^|[^a-z])(dev|devel|development|local|localhost|test|tests|testing|qa|uat|stag|stage|staging|sandbox|preview|review|ci|demo|canary-test|preprod|pre-prod|pre-production|non-?prod(uction)?)([^a-z]|$)/i;

/** Class of a Sentry environment name. An unknown or missing one counts as production: better a page too many than none. */
export function environmentClass(environment: string | null): 'production' | 'non-production' {
  return environment !== null && nonProduction.test(environment) ? 'non-production' : 'production';
}

/** The class of a drill's alerts, whatever environment they name. */
export function drillClass(drill: string): DrillClass {
  return `drill:${drill}`;
}

/** The drill that a class belongs to; null for what is real. */
export function drillOf(environment: EnvironmentClass): string | null {
  return environment.startsWith('drill:') ? environment.slice('drill:'.length) : null;
}
