import { createHmac } from 'node:crypto';
import { App, HTTPReceiver, LogLevel } from '@slack/bolt';
import { expect, it } from 'vitest';
import { started, type Started } from '../started.ts';

/** A Bolt app on a free port that answers a button by posting; returns its port. */
async function boltApp({ fakes }: Started): Promise<{ port: number; stop: () => Promise<unknown> }> {
  const { url, token, channel, signingSecret } = fakes.connection.slack;
  const receiver = new HTTPReceiver({ signingSecret, logLevel: LogLevel.ERROR });
  const app = new App({ token, receiver, clientOptions: { slackApiUrl: url }, logLevel: LogLevel.ERROR });
  app.action('acknowledge', async ({ ack, client }) => {
    await ack();
    await client.chat.postMessage({ channel, text: 'Acknowledged by a press.' });
  });
  const server = await app.start(0);
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('Bolt has no port.');
  return { port: address.port, stop: () => app.stop() };
}

async function press(world: Started, port: number, secret: string): Promise<number> {
  const { channel } = world.fakes.connection.slack;
  const payload = {
    type: 'block_actions',
    team: { id: 'T0FAKE' },
    user: { id: 'U0PERSON', team_id: 'T0FAKE' },
    channel: { id: channel },
    actions: [{ type: 'button', action_id: 'acknowledge', block_id: 'b', value: 'i-1', action_ts: '1.0' }],
  };
  const body = new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
  const timestamp = String(Math.floor(Date.now() / 1000));
  const signature = createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex');
  const response = await fetch(`http://127.0.0.1:${port}/slack/events`, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': `v0=${signature}`,
    },
    body,
  });
  return response.status;
}

it('a Bolt app authorises itself at the fake and posts into it when a signed press arrives', async () => {
  const world = await started();
  const app = await boltApp(world);
  try {
    expect(await press(world, app.port, 'another secret')).toBe(401);
    expect(await press(world, app.port, world.fakes.connection.slack.signingSecret)).toBe(200);
    await expect
      .poll(() => world.fakes.observed().slack.messages.map((message) => message.revisions[0]?.text), {
        timeout: 30_000,
      })
      .toEqual(['Acknowledged by a press.']);
    expect(world.fakes.observed().slack.calls.map((call) => call.method)).toContain('auth.test');
  } finally {
    await app.stop();
  }
});
