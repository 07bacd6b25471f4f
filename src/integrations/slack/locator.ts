import type { Locator } from '../../seams/locator.ts';
import { outcomeOfError, slackCode } from './classify.ts';
import { slackClient } from './client.ts';
import type { SlackNotifierOptions } from './notifier.ts';
import { permalinkOf } from './permalink.ts';
import { channelOf, slackCredential } from './receiver.ts';

/**
 * chat.getPermalink has a limit of its own, "hundreds of requests per minute" (its page; a special tier). One a message is
 * asked, so far less is enough.
 */
const questions = {
  bucket: 'permalinks',
  spec: { kind: 'window', limit: 80, perMs: 62_000 },
  share: 1,
} as const;

/** Asks Slack where the messages of one bot token are. */
export function createSlackLocator({
  config: { token, apiUrl },
  clock,
  log,
}: Pick<SlackNotifierOptions, 'config' | 'clock' | 'log'>): Locator {
  const client = slackClient(token, { apiUrl, timeoutMs: clock.realTimeout(5000), log });
  const { host } = new URL(apiUrl);
  return {
    credential: slackCredential(token),
    debits: () => [questions],
    locate: async ({ lane, handle }) => {
      const channel = channelOf(lane);
      try {
        const link = await permalinkOf(client, { channel, message_ts: handle });
        return link === null ? { kind: 'untold', waitMs: 0 } : { kind: 'told', link };
      } catch (error) {
        if (slackCode(error) === 'message_not_found') return { kind: 'gone' };
        const call = { step: 'lookup', method: 'chat.getPermalink', channel, host } as const;
        const outcome = outcomeOfError(error, call);
        return { kind: 'untold', waitMs: outcome.kind === 'limited' ? outcome.waitMs : 0 };
      }
    },
  };
}
