import { SocketModeClient } from '@slack/socket-mode';
import { App, LogLevel, type BlockAction } from '@slack/bolt';
import { expect, it, onTestFinished } from 'vitest';
import { callSlack, post, started, type Started } from '../started.ts';

const patience = { timeout: 60_000, interval: 20 };

interface Told {
  readonly type: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly ack: (answer?: object) => Promise<void>;
  readonly retry_num?: number;
}

/** Slack's own client, connected; what it hears is acknowledged by the test. */
async function connected({ fakes }: Started): Promise<readonly Told[]> {
  const { appToken, url } = fakes.connection.slack;
  const client = new SocketModeClient({
    appToken,
    logLevel: LogLevel.ERROR as never,
    // The client waits for as long before it reconnects.
    clientPingTimeout: 1_500,
    clientOptions: { slackApiUrl: url },
  });
  const heard: Told[] = [];
  client.on('slack_event', (told: Told) => void heard.push(told));
  onTestFinished(() => client.disconnect());
  const before = fakes.slack.socket.connections();
  await client.start();
  expect(fakes.slack.socket.connections()).toBe(before + 1);
  return heard;
}

const button = { type: 'button', action_id: 'acknowledge', text: { type: 'plain_text', text: 'Ack' } };
const blocks = [{ type: 'actions', block_id: 'b', elements: [button] }];

it('the real client takes a press and a slash command, and its answer comes with the acknowledgement', async () => {
  const world = await started();
  const { fakes } = world;
  const heard = await connected(world);
  const ts = await post(fakes, { text: 'It broke.', blocks });
  const { channel } = fakes.connection.slack;
  const pressed = fakes.slack.press({ url: null, channel, ts, action: 'acknowledge' });
  await expect.poll(() => heard.length, patience).toBe(1);
  expect(heard[0]).toMatchObject({
    type: 'interactive',
    body: { type: 'block_actions', user: { id: 'U0KIM' } },
  });
  await heard[0]?.ack();
  expect(await pressed).toMatchObject([{ status: 200, body: '' }]);
  const said = fakes.slack.say({ url: null, text: 'open' });
  await expect.poll(() => heard.length, patience).toBe(2);
  expect(heard[1]).toMatchObject({ type: 'slash_commands', body: { command: '/stormrelay', text: 'open' } });
  await heard[1]?.ack({ text: 'Nothing is open.' });
  expect(await said).toMatchObject([{ status: 200, body: '{"text":"Nothing is open."}' }]);
  expect(fakes.slack.socket.envelopes()).toMatchObject([
    { type: 'interactive', sent: 1, acknowledged: true },
    { type: 'slash_commands', sent: 1, acknowledged: true },
  ]);
});

it('an envelope that nobody acknowledges is told again, on another connection where one was cut', async () => {
  const world = await started();
  const { socket } = world.fakes.slack;
  const first = await connected(world);
  const second = await connected(world);
  const said = world.fakes.slack.say({ url: null, text: 'open' });
  const all = (): readonly Told[] => [...first, ...second];
  await expect.poll(() => all().length, patience).toBe(1);
  expect(socket.cut()).toBe(2);
  // Both come back by themselves.
  await expect.poll(() => socket.connections(), patience).toBe(2);
  await expect.poll(() => all().length, patience).toBeGreaterThanOrEqual(2);
  const again = all().find(({ retry_num }) => (retry_num ?? 0) > 0);
  await again?.ack();
  await said;
  await expect.poll(() => socket.envelopes(), patience).toMatchObject([{ acknowledged: true }]);
});

it.each(['warning', 'refresh_requested'] as const)(
  'the client comes back after a disconnect: %s',
  async (reason) => {
    const world = await started();
    const heard = await connected(world);
    expect(world.fakes.slack.socket.disconnect(reason)).toBe(1);
    await expect.poll(() => world.fakes.slack.socket.connections(), patience).toBe(0);
    await expect.poll(() => world.fakes.slack.socket.connections(), patience).toBe(1);
    const said = world.fakes.slack.say({ url: null, text: '' });
    await expect.poll(() => heard.length, patience).toBe(1);
    await heard[0]?.ack();
    expect(await said).toMatchObject([{ status: 200 }]);
  },
);

it('without a connection a press has no answer', async () => {
  const world = await started();
  expect(await world.fakes.slack.say({ url: null, text: 'open' })).toMatchObject([{ status: null }]);
});

it('each token opens what it is for, and at most ten connections', async () => {
  const { fakes } = await started();
  const { appToken } = fakes.connection.slack;
  const ask = async (method: string, token?: string): Promise<unknown> =>
    (await callSlack(fakes, method, {}, token)).body;
  expect(await ask('apps.connections.open', appToken)).toMatchObject({
    ok: true,
    url: expect.stringMatching(/^ws:\/\/127\.0\.0\.1:\d+\/link\/\?ticket=/) as string,
  });
  expect(await ask('apps.connections.open')).toMatchObject({ error: 'not_allowed_token_type' });
  expect(await ask('auth.test', appToken)).toMatchObject({ error: 'not_allowed_token_type' });
  expect(await ask('apps.connections.open', 'xapp-1-another')).toMatchObject({ error: 'invalid_auth' });
  fakes.slack.socket.letIn(false);
  expect(await ask('apps.connections.open', appToken)).toMatchObject({ error: 'internal_error' });
});

it('is broken and looked at over the control server', async () => {
  const world = await started();
  await connected(world);
  const { control } = world.fakes.connection;
  const ask = async (body?: object): Promise<unknown> => {
    const headers = { authorization: `Bearer ${control.token}`, 'content-type': 'application/json' };
    const so = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
    return (await fetch(`${control.url}/slack/socket`, { headers, ...so })).json();
  };
  expect(await ask()).toEqual({ connections: 1, envelopes: [] });
  expect(await ask({ does: 'let-in', open: false })).toEqual({ ended: 0 });
  expect(await ask({ does: 'disconnect' })).toEqual({ ended: 1 });
  expect(await ask({ does: 'cut' })).toHaveProperty('ended');
});

it('the real Bolt takes a press through Socket Mode', async () => {
  const world = await started();
  const { url, token, appToken, channel } = world.fakes.connection.slack;
  const app = new App({
    token,
    appToken,
    socketMode: true,
    clientOptions: { slackApiUrl: url },
    logLevel: LogLevel.ERROR,
  });
  app.action<BlockAction>('acknowledge', async ({ ack, body, client }) => {
    await ack();
    await client.chat.postMessage({ channel, text: `Acknowledged by ${body.user.name ?? ''}.` });
  });
  app.command('/stormrelay', async ({ ack, command }) => ack(`You said "${command.text}".`));
  await app.start();
  onTestFinished(async () => {
    await app.stop();
  });
  const ts = await post(world.fakes, { text: 'It broke.', blocks });
  expect(await world.fakes.slack.press({ url: null, channel, ts, action: 'acknowledge' })).toMatchObject([
    { status: 200 },
  ]);
  const texts = (): unknown =>
    world.fakes.observed().slack.messages.map(({ revisions }) => revisions[0]?.text);
  await expect.poll(texts, patience).toContain('Acknowledged by kim.fernhill.');
  const [answer] = await world.fakes.slack.say({ url: null, text: 'hello' });
  expect(answer?.body).toContain('You said \\"hello\\".');
});
