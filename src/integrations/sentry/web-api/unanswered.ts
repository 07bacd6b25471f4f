import type { DeskAnswer } from '../../../seams/sentry-desk.ts';
import type { CallAnswer } from './client.ts';

/** What each scope is called where people give it. */
const permissions = {
  'event:read': 'Issue & Event',
  'event:write': 'Issue & Event',
  'alerts:read': 'Alerts',
} as const;

const strangeWaitMs = 15 * 60_000;

/** A question that was not answered, for whoever asked. */
export function unanswered(
  answer: Exclude<CallAnswer<unknown>, { readonly kind: 'told' }>,
  scope: keyof typeof permissions,
): Exclude<DeskAnswer<never>, { readonly kind: 'told' }> {
  switch (answer.kind) {
    case 'later':
      return answer;
    case 'strange':
      return {
        kind: 'later',
        waitMs: strangeWaitMs,
        why: 'Sentry answered with something else than was asked.',
      };
    case 'absent':
      return {
        kind: 'refused',
        why: 'Sentry knows no such organization (HTTP 404), or not this API. Check the organization, the short name in the address of your Sentry, and the address of the API.',
      };
    case 'forbidden':
      return {
        kind: 'refused',
        why:
          answer.status === 401
            ? 'Sentry does not take the token. Check that it is the token of the internal integration.'
            : `The token of Sentry lacks the scope ${scope}. Add it to the internal integration (Permissions, ${permissions[scope]}), and the relay goes on by itself.`,
      };
  }
}
