import { z } from 'zod';
import type { Log } from '../../../seams/log.ts';
import type { SlackSettings } from '../config.ts';
import { withoutTokens } from '../receiver.ts';

/** Real ms. Slack waits three seconds for the answer to a press. */
const timeoutMs = 2_000;

const members = z.object({ users: z.array(z.string()) });

/**
 * Asks Slack for the members of a user group (`usergroups.users.list`, scope usergroups:read). Rejects when it does not
 * tell.
 */
export function userGroupMembers(
  { token, apiUrl }: Pick<SlackSettings, 'token' | 'apiUrl'>,
  log: Log,
): (group: string) => Promise<readonly string[]> {
  return async (group) => {
    try {
      // Slack's client takes a while to load, and a relay without groups never needs it here.
      const { slackClient } = await import('../client.ts');
      const client = slackClient(token, { apiUrl, timeoutMs, log });
      return members.parse(await client.apiCall('usergroups.users.list', { usergroup: group })).users;
    } catch (error) {
      const why = withoutTokens(error instanceof Error ? error.message : String(error)).slice(0, 300);
      log.warn(
        { group, error: why },
        'Slack did not tell who is in a group of SLACK_RESPONDERS (slack.responders).',
      );
      throw error;
    }
  };
}
