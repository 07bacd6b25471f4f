import type { SentryError } from '../../sentry-error.ts';

/** Where an event and its issue are found in Sentry. */
interface Addresses {
  readonly api: string;
  readonly web: string;
  readonly issueApi: string;
}

/** The addresses that a body carries; slugs of organisation and project stand nowhere else in an event. */
export function addressesOf({ org, project, eventId, issueId }: SentryError): Addresses {
  return {
    api: `https://sentry.io/api/0/projects/${org}/${project.slug}/events/${eventId}/`,
    web: `https://${org}.sentry.io/issues/${issueId}/events/${eventId}/`,
    issueApi: `https://sentry.io/api/0/organizations/${org}/issues/${issueId}/`,
  };
}
