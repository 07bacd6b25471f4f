import { createHmac } from 'node:crypto';
import type { Arrival } from '../../../../src/seams/door.ts';

/** The signing secret of the tests. */
export const secret = '8f742231b10e8888abcd99yyyzzz85a5';
/** When the presses of the tests are made, virtual UNIX ms. */
export const now = 1_780_000_000_000;

/** What Slack tells of a press, as docs.slack.dev/reference/interaction-payloads/block_actions-payload has it. */
export function payloadOf(
  action: string,
  over: Readonly<Record<string, unknown>> = {},
): Record<string, unknown> {
  return {
    type: 'block_actions',
    team: { id: 'T9TK3CUKW', domain: 'example' },
    user: { id: 'UA8RXUSPL', username: 'jtorrance', name: 'jtorrance', team_id: 'T9TK3CUKW' },
    api_app_id: 'AABA1ABCD',
    token: '9s8d9as89d8as9d8as989',
    container: {
      type: 'message',
      message_ts: '1548261231.000200',
      channel_id: 'CBR2V3XEX',
      is_ephemeral: false,
    },
    trigger_id: '12321423423.333649436676.d8c1bb837935619ccad0f624c448ffb3',
    channel: { id: 'CBR2V3XEX', name: 'review-updates' },
    message: { bot_id: 'BAH5CA16Z', type: 'message', text: 'It broke.', ts: '1548261231.000200' },
    response_url: 'https://hooks.slack.com/actions/AABA1ABCD/1232321423432/D09sSasdasdAS9091209',
    actions: [
      {
        action_id: `stormrelay:1:${action}`,
        block_id: 'stormrelay:1:inc-7',
        text: { type: 'plain_text', text: action, emoji: true },
        type: 'button',
        action_ts: '1548426417.840180',
      },
    ],
    ...over,
  };
}

/** What Slack tells of a choice out of a list that only one person sees: `split:inc-9`. */
export function choiceOf(choice: string): Record<string, unknown> {
  const [press = ''] = choice.split(':');
  return payloadOf(press, {
    container: { type: 'message', message_ts: '1548261231.000300', is_ephemeral: true },
    actions: [
      {
        action_id: `stormrelay:1:${press}`,
        block_id: 'stormrelay:1:inc-7',
        type: 'static_select',
        selected_option: {
          text: { type: 'plain_text', text: choice, emoji: true },
          value: `stormrelay:1:${choice}`,
        },
        action_ts: '1548426417.840180',
      },
    ],
  });
}

/** How a press arrives; `by` and `at` sign it otherwise. */
export function arrivalOf(
  payload: unknown,
  {
    by = secret,
    at = now,
    body,
  }: { readonly by?: string; readonly at?: number; readonly body?: string } = {},
): Arrival {
  const raw = Buffer.from(body ?? new URLSearchParams({ payload: JSON.stringify(payload) }).toString());
  const timestamp = String(Math.floor(at / 1000));
  const signature = createHmac('sha256', by).update(`v0:${timestamp}:`).update(raw).digest('hex');
  const headers = { 'x-slack-request-timestamp': timestamp, 'x-slack-signature': `v0=${signature}` };
  return { headers, raw, token: '' };
}
