import { expect, it } from 'vitest';
import { journey, until, type Journey } from './scene/journey.ts';
import { expectBalance, roots, shown } from './scene/seen.ts';
import { throwIt, troubles } from './scene/trouble.ts';

const seed = 4712;
const wording = { type: 'RangeError', message: 'Invoice total must not be negative', file: 'src/total.js' };

const readyz = async (of: Journey): Promise<string> => (await fetch(`${of.url}/readyz`)).text();

it('behind a firewall people press through Socket Mode, whatever becomes of its connections', async () => {
  const of = await journey({ seed, speed: 2 });
  const { appToken, signingSecret } = of.fakes.connection.slack;
  const { socket } = of.fakes.slack;
  // Slack lets nobody in yet: the relay starts and takes webhooks all the same.
  socket.letIn(false);
  await of.start({ SLACK_APP_TOKEN: appToken, SLACK_SIGNING_SECRET: signingSecret });
  await throwIt(of.fakes, troubles(of, seed)('checkout', wording).event());
  const message = await until('a message with buttons', () => roots(of)[0] ?? false);
  expect(await readyz(of)).toContain('Not connected to Slack (Socket Mode)');
  socket.letIn(true);
  await until('it is connected', () => socket.connections() === 2);
  expect(await readyz(of)).not.toContain('Not connected to Slack');
  const { channel, ts } = message;
  const reads = (text: string): Promise<unknown> =>
    until(`the message says "${text}"`, () => shown(roots(of).find((one) => one.ts === ts)).includes(text));
  expect(await of.fakes.slack.press({ url: null, channel, ts, action: 'acknowledge' })).toMatchObject([
    { status: 200 },
  ]);
  await reads('*Acknowledged by kim.fernhill*');
  // Slack renews one, then both are cut: there is always one again, and nothing pressed is lost.
  socket.disconnect('refresh_requested');
  await until('they are back', () => socket.connections() === 2);
  socket.cut();
  await until('they are back', () => socket.connections() === 2);
  const [said] = await of.fakes.slack.say({ url: null, text: '' });
  expect(said?.body).toContain('acknowledged by kim.fernhill');
  // The door is still there, too.
  const url = `${of.url}/webhooks/slack/interactions`;
  expect(await of.fakes.slack.press({ url, channel, ts, action: 'resolve' })).toMatchObject([
    { status: 200 },
  ]);
  await reads('Closed by kim.fernhill');
  const metrics = await (await fetch(`${of.url}/metrics`)).text();
  expect(metrics).toContain('stormrelay_slack_socket_lines 2');
  expect(metrics).toContain('stormrelay_webhooks_total{outcome="press",reason="ok",secret="socket"} 1');
  expect(of.relay().stdout()).not.toContain(appToken);
  await of.rest();
  await expectBalance(of);
  const { exit } = await of.stop();
  expect(exit).toMatchObject({ code: 0 });
});
