import { z } from 'zod';
import type { HttpDeps } from '../http-deps.ts';
import { bodyBy } from './reading.ts';
import { route, type Route } from './route.ts';

const minute = 60_000;
const day = 24 * 60 * minute;
const says = 'must be a whole number of ms, from a minute to 7 days';

const asked = bodyBy(
  z.object({
    sinceMs: z
      .int(says)
      .min(minute, says)
      .max(7 * day, says)
      .default(120 * minute),
  }),
  'bad-body',
);

/** `/api/catch-up`: reads in Sentry what may not have been heard. Answers once that is done, which may take minutes. */
export function catchUpRoutes(deps: Pick<HttpDeps, 'catchUp'>): readonly Route[] {
  return [
    route({
      method: 'POST',
      path: '/catch-up',
      reads: asked,
      answers: 200,
      errors: {
        'sentry-not-asked': [
          409,
          'Sentry cannot be asked: set SENTRY_AUTH_TOKEN (sentry.auth_token) and SENTRY_ORG (sentry.org).',
        ],
      },
      answer: async ({ said }, fault) => {
        const became = await deps.catchUp(said.sinceMs);
        if (became === null) throw fault('sentry-not-asked');
        return became;
      },
    }),
  ];
}
