import { z } from 'zod';
import type { Clock } from '../../../seams/clock.ts';
import type { Log } from '../../../seams/log.ts';
import { slackCode } from '../classify.ts';
import { slackClient } from '../client.ts';
import type { SlackSettings } from '../config.ts';

/** Whom Slack knows by an address. */
export type Known =
  | { readonly kind: 'known'; readonly user: string }
  | { readonly kind: 'unknown' }
  /** It lets this app not ask. */
  | { readonly kind: 'forbidden' }
  | { readonly kind: 'later' };

const timeoutMs = 5_000;

const found = z.object({ user: z.object({ id: z.string().regex(/^[UW][A-Z0-9]{1,40}$/) }) });

/** Asks Slack for the user with an address (`users.lookupByEmail`, scope users:read.email; tier 3). Never rejects. */
export function slackUserByEmail(
  { token, apiUrl }: Pick<SlackSettings, 'token' | 'apiUrl'>,
  { clock, log }: { readonly clock: Pick<Clock, 'realTimeout'>; readonly log: Log },
): (email: string) => Promise<Known> {
  const client = slackClient(token, { apiUrl, timeoutMs: clock.realTimeout(timeoutMs), log });
  return async (email) => {
    try {
      const read = found.safeParse(await client.apiCall('users.lookupByEmail', { email }));
      return read.success ? { kind: 'known', user: read.data.user.id } : { kind: 'later' };
    } catch (error) {
      const code = slackCode(error);
      if (code === 'users_not_found') return { kind: 'unknown' };
      return { kind: code === 'missing_scope' || code === 'no_permission' ? 'forbidden' : 'later' };
    }
  };
}
