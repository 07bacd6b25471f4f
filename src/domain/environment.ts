/**
 * The class that decides whether an environment may page. Environments of one class are correlated together;
 * storms never cross classes.
 */
export type EnvironmentClass = 'production' | 'non-production';

const nonProduction =
  /(^|[^a-z])(dev|devel|development|local|localhost|test|tests|testing|qa|uat|stag|stage|staging|sandbox|preview|review|ci|demo|canary-test|preprod|pre-prod|pre-production|non-?prod(uction)?)([^a-z]|$)/i;

/** Class of a Sentry environment name. An unknown or missing one counts as production: better a page too many than none. */
export function environmentClass(environment: string | null): EnvironmentClass {
  return environment !== null && nonProduction.test(environment) ? 'non-production' : 'production';
}
