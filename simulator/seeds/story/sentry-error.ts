import type { SentryError } from '../../sentry-error.ts';
import { seedOf, createSeededRandom } from '../../seeded-random.ts';
import type { ImaginedIssue } from './story.ts';

/** Whose Sentry it is. */
export const sentryOrg = 'brindle';

/** Sentry's number of an issue. */
export function issueIdOf({ number }: ImaginedIssue): string {
  return String(7_100_000_000 + number * 11);
}

/** The `count`-th event of an issue, as Sentry has it. */
export function sentryError(
  issue: ImaginedIssue,
  {
    at,
    firstSeen,
    count,
    seed,
  }: { readonly at: number; readonly firstSeen: number; readonly count: number; readonly seed: number },
): SentryError {
  const { service, type, message, file, level, environment, number } = issue;
  const frames = [{ filename: file, function: `run${number}`, module: null, lineno: 17, inApp: true }];
  return {
    org: sentryOrg,
    project: { id: 4_508_100_000 + service.length, slug: service, platform: 'node' },
    service,
    issueId: issueIdOf(issue),
    shortId: `${service.toUpperCase()}-${number + 40}`,
    eventId: createSeededRandom(seedOf(`event ${number} ${count}`, seed)).hex(32),
    exceptions: [{ type, value: message, module: null, frames }],
    message: null,
    culprit: `run(${file})`,
    transaction: `POST /${service}`,
    level,
    environment,
    release: `${service}@3.2.0`,
    tags: [['region', 'north']],
    user: null,
    traceId: null,
    httpBreadcrumbs: [],
    requestUrl: null,
    at,
    firstSeen,
    count,
    userCount: count,
    isNew: count === 1,
    rules: ['High error rate'],
    errorCreated: false,
  };
}
