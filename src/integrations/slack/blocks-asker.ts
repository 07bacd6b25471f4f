import type { FormAsker } from '../../seams/form-asker.ts';
import { outcomeOfError, slackCode } from './classify.ts';
import { slackClient } from './client.ts';
import { faultOf } from './error-codes.ts';
import type { NewBlock, WorkspaceBlocks } from './new-blocks.ts';
import type { SlackNotifierOptions } from './notifier.ts';
import { slackCredential } from './receiver.ts';
import { card, dataTable, type Block } from './render/blocks.ts';

/** "Special rate limits apply" (docs.slack.dev/reference/methods/blocks.validate), with no figure. Two are asked in six hours. */
const questions = {
  bucket: 'blocks',
  spec: { kind: 'window', limit: 4, perMs: 62_000 },
  share: 1,
} as const;

/** After no answer. */
const againMs = 10 * 60_000;

/** The smallest of each kind. */
const samples: Readonly<Record<NewBlock, Block>> = {
  data_table: dataTable('Services', [
    [{ type: 'raw_text', text: 'Service' }],
    [{ type: 'raw_text', text: 'checkout' }],
  ]),
  card: card({ title: 'It lasted 3 min.', subtitle: '', body: '' }),
};

/** Asks one workspace of Slack's which new blocks it has (`blocks.validate`, which posts nothing and needs no scope). */
export function createBlocksAsker({
  config: { token, apiUrl },
  blocks,
  clock,
  log,
}: Pick<SlackNotifierOptions, 'config' | 'clock' | 'log'> & {
  readonly blocks: WorkspaceBlocks;
}): FormAsker {
  const client = slackClient(token, { apiUrl, timeoutMs: clock.realTimeout(5000), log });
  const { host } = new URL(apiUrl);
  const call = { step: 'change', method: 'blocks.validate', channel: 'the workspace', host } as const;
  return {
    credential: slackCredential(token),
    askFrom: () => blocks.next().from,
    debits: () => [questions],
    ask: async () => {
      const { type } = blocks.next();
      const askedAt = clock.now();
      try {
        await client.apiCall('blocks.validate', { blocks: [samples[type]] });
        blocks.answered(type, true, askedAt);
      } catch (error) {
        const outcome = outcomeOfError(error, call);
        if (saysNo(slackCode(error))) blocks.answered(type, false, askedAt);
        else blocks.unanswered(type, Math.max(againMs, outcome.kind === 'limited' ? outcome.waitMs : 0));
      }
    },
  };
}

/** A Slack that cannot be asked has nothing new. */
function saysNo(code: string | null): boolean {
  return code === 'unknown_method' || (code !== null && faultOf(code) === 'payload');
}
