import { App, HTTPReceiver, LogLevel, type BlockAction } from '@slack/bolt';
import { expect, it } from 'vitest';
import type { PressSpec } from '../../../../simulator/fakes/slack/presses/press-spec.ts';
import { post, started, type Started } from '../started.ts';

/** A Bolt app on a free port that answers a button by posting; returns its port. */
async function boltApp({ fakes }: Started): Promise<{ port: number; stop: () => Promise<unknown> }> {
  const { url, token, channel, signingSecret } = fakes.connection.slack;
  const receiver = new HTTPReceiver({ signingSecret, logLevel: LogLevel.ERROR });
  const app = new App({ token, receiver, clientOptions: { slackApiUrl: url }, logLevel: LogLevel.ERROR });
  app.action<BlockAction>('acknowledge', async ({ ack, body, client, respond }) => {
    await ack();
    await client.chat.postMessage({ channel, text: `Acknowledged by a press of ${body.user.name ?? ''}.` });
    await respond({ response_type: 'ephemeral', text: 'Thank you.' });
  });
  const server = await app.start(0);
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('Bolt has no port.');
  return { port: address.port, stop: () => app.stop() };
}

/** Posts a message with the button; answers with how Bolt answered a press of it. */
async function press(
  world: Started,
  port: number,
  over: Partial<PressSpec> = {},
): Promise<readonly (number | null)[]> {
  const { channel } = world.fakes.connection.slack;
  const button = {
    type: 'button',
    action_id: 'acknowledge',
    value: 'i-1',
    text: { type: 'plain_text', text: 'Ack' },
  };
  const blocks = [{ type: 'actions', block_id: 'b', elements: [button] }];
  const ts = await post(world.fakes, { text: 'It broke.', blocks });
  const url = `http://127.0.0.1:${port}/slack/events`;
  // Bolt knows no clock but the machine's.
  const ageMs = world.clock.now() - Date.now() + (over.ageMs ?? 0);
  const answers = await world.fakes.slack.press({ url, channel, ts, action: 'acknowledge', ...over, ageMs });
  return answers.map(({ status }) => status);
}

it('a Bolt app authorises itself at the fake and posts into it when a signed press arrives', async () => {
  const world = await started();
  const app = await boltApp(world);
  try {
    expect(await press(world, app.port, { secret: 'another secret' })).toEqual([401]);
    expect(await press(world, app.port, { ageMs: 301_000 })).toEqual([401]);
    expect(await press(world, app.port)).toEqual([200]);
    await expect
      .poll(() => world.fakes.observed().slack.messages.map((message) => message.revisions[0]?.text), {
        timeout: 30_000,
      })
      .toContain('Acknowledged by a press of kim.fernhill.');
    await expect
      .poll(() => world.fakes.slack.ephemeral(), { timeout: 30_000 })
      .toMatchObject([{ text: 'Thank you.' }]);
    expect(world.fakes.observed().slack.calls.map((call) => call.method)).toContain('auth.test');
  } finally {
    await app.stop();
  }
});
