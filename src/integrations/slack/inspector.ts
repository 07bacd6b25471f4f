import type { WebClient } from '@slack/web-api';
import type { Debit } from '../../domain/sending/budget.ts';
import type { Notification } from '../../domain/sending/notification.ts';
import type { Finding, Inspector } from '../../seams/inspector.ts';
import { findingOfOutcome } from '../../seams/outcome-finding.ts';
import { slackClient } from './client.ts';
import { adviceFor } from './error-codes.ts';
import { slackDebits } from './limits.ts';
import { findMembership } from './membership.ts';
import type { SlackNotifierOptions } from './notifier.ts';
import { cannotPost, probeSlack } from './probe.ts';
import { readBackMessage } from './read-back.ts';
import { channelOf, slackCredential, withoutTokens } from './receiver.ts';

/** What looking at Slack needs. */
type SlackInspectorOptions = Pick<SlackNotifierOptions, 'config' | 'clock' | 'log'>;

/** Looks at the channels of one bot token: only with methods that read, so nobody sees anything of it. */
export function createSlackInspector(options: SlackInspectorOptions): Inspector {
  const { config, clock, log } = options;
  const { token, apiUrl, limits } = config;
  const client = slackClient(token, { apiUrl, timeoutMs: clock.realTimeout(5000), log });
  const { host } = new URL(apiUrl);
  const warned = new Set<string>();
  return {
    credential: slackCredential(token),
    // For conversations.history. conversations.info has the same allowance of its own (tier 3) and is called no more
    // often; auth.test and chat.getPermalink take hundreds a minute.
    probeDebits: (lane) => debitsOfLook(limits, { lane }),
    readBackDebits: (row) => debitsOfLook(limits, row),
    probe: (lane) => probe(options, { client, host, channel: channelOf(lane), warned }),
    readBack: (row) => readBackMessage(client, row, host),
  };
}

/** Half of the allowance stays for finding posts again whose answer was lost: those are real. */
const lookShare = 0.5;

function debitsOfLook(
  limits: SlackInspectorOptions['config']['limits'],
  row: Pick<Notification, 'lane'>,
): readonly Debit[] {
  return slackDebits(limits, row, 'lookup', 'status').map((debit) => ({ ...debit, share: lookShare }));
}

interface Place {
  readonly client: WebClient;
  readonly host: string;
  readonly channel: string;
  /** Missing scopes that were told of. */
  readonly warned: Set<string>;
}

/** First the token, which every channel depends on, then the channel. */
async function probe(options: SlackInspectorOptions, place: Place): Promise<Finding> {
  const { client, host, channel, warned } = place;
  const identity = await probeSlack(options);
  if (identity.kind === 'failed') return findingOfOutcome(identity.outcome);
  const { scopes } = identity;
  if (scopes !== null && !scopes.includes('chat:write'))
    return { kind: 'no', code: 'scope-missing', detail: `${cannotPost} ${adviceFor('missing_scope')}` };
  // What will not work for want of a scope is said once, at the first look, and not found out at night.
  for (const missing of identity.missing) {
    if (!warned.has(missing)) options.log.warn({ team: identity.team }, missing);
    warned.add(missing);
  }
  const team = withoutTokens(identity.team).slice(0, 80);
  return findMembership(client, { channel, host, team, scopes });
}
