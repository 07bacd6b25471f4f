import type { Finding } from '../../../seams/inspector.ts';
import { findingOfOutcome } from '../../../seams/outcome-finding.ts';
import { outcomeOfError } from '../classify.ts';
import { slackClient } from '../client.ts';
import type { SlackSettings } from '../config.ts';
import type { SlackNotifierOptions } from '../notifier.ts';

/** What asking needs. */
interface AppTokenOptions extends Pick<SlackNotifierOptions, 'clock' | 'log'> {
  readonly config: Pick<SlackSettings, 'appToken' | 'apiUrl'>;
}

/**
 * Whether Slack opens a line for Socket Mode with this app-level token: it is asked where to connect, and nothing
 * connects. Null without a token. Never rejects.
 */
export async function probeAppToken({ config, clock, log }: AppTokenOptions): Promise<Finding | null> {
  const { appToken, apiUrl } = config;
  if (appToken === null) return null;
  const client = slackClient(appToken, { apiUrl, timeoutMs: clock.realTimeout(5000), log });
  const method = 'apps.connections.open';
  try {
    await client.apiCall(method);
    const detail = 'Slack opens a line for Socket Mode with the app-level token; nothing was connected.';
    return { kind: 'yes', detail, link: null };
  } catch (error) {
    const { host } = new URL(apiUrl);
    return findingOfOutcome(outcomeOfError(error, { step: 'change', method, channel: 'the app', host }));
  }
}
