import { z } from 'zod';
import type { Outcome } from '../../domain/sending/outcome.ts';
import { outcomeOfError, unreadable, type FailedCall } from './classify.ts';
import { slackClient } from './client.ts';
import { isGroup } from './presses/responders.ts';
import type { SlackNotifierOptions } from './notifier.ts';

/** What Slack says of the token. */
export type SlackProbe =
  | {
      readonly kind: 'ok';
      readonly team: string;
      readonly botId: string | null;
      readonly userId: string | null;
      /** Scopes of the token; null when Slack did not name them. */
      readonly scopes: readonly string[] | null;
      /** What will not work for want of a scope, as sentences for the operator. */
      readonly missing: readonly string[];
    }
  | { readonly kind: 'failed'; readonly outcome: Outcome };

/** The one scope without which there is nothing to do. */
export const cannotPost = 'The Slack app lacks the scope chat:write: it can post nothing.';

const identity = z.object({
  team: z.string().catch('unknown'),
  user_id: z.string().nullable().catch(null),
  bot_id: z.string().nullable().catch(null),
  response_metadata: z.object({ scopes: z.array(z.string()).nullable().catch(null) }).catch({ scopes: null }),
});

/** Asks Slack who the token belongs to (`auth.test`) and compares its scopes with what the relay needs. Never rejects. */
export async function probeSlack({ config, clock, log }: SlackNotifierOptions): Promise<SlackProbe> {
  const client = slackClient(config.token, {
    apiUrl: config.apiUrl,
    timeoutMs: clock.realTimeout(5000),
    log,
  });
  const call: FailedCall = {
    step: 'change',
    method: 'auth.test',
    channel: 'the workspace',
    host: new URL(config.apiUrl).host,
  };
  try {
    const read = identity.safeParse(await client.apiCall('auth.test'));
    if (!read.success) return { kind: 'failed', outcome: unreadable(call) };
    const { team, user_id, bot_id, response_metadata } = read.data;
    const { scopes } = response_metadata;
    return {
      kind: 'ok',
      team,
      botId: bot_id,
      userId: user_id,
      scopes,
      missing: missingScopes(scopes, config),
    };
  } catch (error) {
    return { kind: 'failed', outcome: outcomeOfError(error, call) };
  }
}

function missingScopes(
  scopes: readonly string[] | null,
  { responders = [] }: SlackNotifierOptions['config'],
): readonly string[] {
  if (scopes === null) return [];
  const has = (...any: string[]): boolean => any.some((scope) => scopes.includes(scope));
  return [
    ...(has('chat:write') ? [] : [cannotPost]),
    ...(has('channels:history', 'groups:history')
      ? []
      : [
          'The Slack app lacks the scope channels:history (groups:history for private channels): after a lost answer a message can appear twice.',
        ]),
    ...(has('usergroups:read') || !responders.some(isGroup)
      ? []
      : [
          'The Slack app lacks the scope usergroups:read: nobody of the groups in SLACK_RESPONDERS can press anything.',
        ]),
  ];
}
