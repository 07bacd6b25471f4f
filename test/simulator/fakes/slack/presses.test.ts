import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { callSlack, post, started, type Started } from '../started.ts';

interface Heard {
  readonly headers: IncomingHttpHeaders;
  readonly payload: Readonly<Record<string, unknown>>;
}

/** An app that keeps what is pressed. */
async function listeningApp(heard: Heard[]): Promise<string> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const form = new URLSearchParams(Buffer.concat(chunks).toString());
      heard.push({
        headers: request.headers,
        payload: JSON.parse(form.get('payload') ?? '{}') as Heard['payload'],
      });
      response.end();
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

const word = (text: string): object => ({ type: 'plain_text', text });
const blocks = [
  {
    type: 'actions',
    block_id: 'mine:i-1',
    elements: [
      { type: 'button', action_id: 'mine:go', text: word('Go') },
      { type: 'overflow', action_id: 'mine:menu', options: [{ text: word('Take it'), value: 'mine:take' }] },
    ],
  },
];

async function posted(): Promise<{
  world: Started;
  at: { channel: string; ts: string };
  url: string;
  heard: Heard[];
}> {
  const world = await started();
  const heard: Heard[] = [];
  const url = await listeningApp(heard);
  const ts = await post(world.fakes, { blocks });
  return { world, at: { channel: world.fakes.connection.slack.channel, ts }, url, heard };
}

const ada = { id: 'U0ADA', name: 'ada' };

it('tells who pressed what in which message, and where they can be answered', async () => {
  const { world, at, url, heard } = await posted();
  await world.fakes.slack.press({ ...at, url, action: 'go', user: ada });
  const [{ payload }] = heard as [Heard];
  expect(payload).toMatchObject({
    type: 'block_actions',
    user: { id: 'U0ADA', name: 'ada' },
    message: { ts: at.ts, blocks },
    actions: [{ type: 'button', action_id: 'mine:go', block_id: 'mine:i-1' }],
  });
  const answer = { method: 'POST', body: JSON.stringify({ text: 'Done.' }) };
  expect((await fetch(payload['response_url'] as string, answer)).status).toBe(200);
  expect((await fetch(`${payload['response_url'] as string}x`, answer)).status).toBe(404);
  expect(world.fakes.slack.ephemeral()).toMatchObject([{ user: 'U0ADA', text: 'Done.' }]);
});

it('takes five answers to a press, and none after half an hour', async () => {
  const { world, at, url, heard } = await posted();
  for (const user of [ada, ada]) await world.fakes.slack.press({ ...at, url, action: 'go', user });
  const [first, second] = heard.map(({ payload }) => payload['response_url'] as string);
  const answer = async (address: string | undefined): Promise<number> =>
    (await fetch(address ?? '', { method: 'POST', body: JSON.stringify({ text: 'Done.' }) })).status;
  for (let n = 0; n < 5; n += 1) expect(await answer(first)).toBe(200);
  expect(await answer(first)).toBe(404);
  expect(await answer(second)).toBe(200);
  world.clock.advance(30 * 60_000 + 1);
  expect(await answer(second)).toBe(404);
  expect(world.fakes.slack.ephemeral()).toHaveLength(6);
});

it('presses a line of a menu, and what an earlier version of the message had', async () => {
  const { world, at, url, heard } = await posted();
  await callSlack(world.fakes, 'chat.update', { ...at, text: 'Over.', blocks: [] });
  await world.fakes.slack.press({ ...at, url, action: 'take' });
  expect(heard[0]?.payload['actions']).toMatchObject([
    { type: 'overflow', action_id: 'mine:menu', selected_option: { value: 'mine:take' } },
  ]);
  await expect(world.fakes.slack.press({ ...at, url, action: 'stop' })).rejects.toThrow(
    /never had "stop", only: mine:go/,
  );
  await expect(world.fakes.slack.press({ ...at, ts: '1.0', url, action: 'go' })).rejects.toThrow(
    /no message/,
  );
});

it('sends copies of the same bytes, and a second click as a press of its own', async () => {
  const { world, at, url, heard } = await posted();
  expect(await world.fakes.slack.press({ ...at, url, action: 'go', copies: 2 })).toHaveLength(2);
  await world.fakes.slack.press({ ...at, url, action: 'go', ageMs: 600_000 });
  const signatures = heard.map(({ headers }) => headers['x-slack-signature']);
  expect(new Set(signatures).size).toBe(2);
  const times = heard.map(({ headers }) => Number(headers['x-slack-request-timestamp']));
  expect((times[0] ?? 0) - (times[2] ?? 0)).toBe(600);
});

it('has no answer of an app that is not there', async () => {
  const { world, at } = await posted();
  expect(await world.fakes.slack.press({ ...at, url: 'http://127.0.0.1:1/', action: 'go' })).toMatchObject([
    { status: null },
  ]);
});

it('knows user groups', async () => {
  const world = await started();
  const group = world.fakes.slack.addUserGroup(['U0ADA']);
  const members = (usergroup: string): Promise<{ body: unknown }> =>
    callSlack(world.fakes, 'usergroups.users.list', { usergroup });
  expect((await members(group)).body).toMatchObject({ ok: true, users: ['U0ADA'] });
  expect((await members('S0NONE')).body).toMatchObject({ ok: false, error: 'no_such_subteam' });
  world.fakes.slack.dropScope('usergroups:read');
  expect((await members(group)).body).toMatchObject({ error: 'missing_scope', needed: 'usergroups:read' });
});

it('is pressed over the control server', async () => {
  const { world, at, url, heard } = await posted();
  const { control } = world.fakes.connection;
  const ask = async (path: string, body?: object): Promise<unknown> => {
    const headers = { authorization: `Bearer ${control.token}`, 'content-type': 'application/json' };
    const so = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
    return (await fetch(`${control.url}/slack/${path}`, { headers, ...so })).json();
  };
  expect(await ask('presses', { ...at, url, action: 'go' })).toMatchObject({ answers: [{ status: 200 }] });
  expect(heard).toHaveLength(1);
  expect(await ask('presses', { ...at, url: 'https://example.com/', action: 'go' })).toMatchObject({
    error: {},
  });
  expect(await ask('user-groups', { members: ['U0ADA'] })).toEqual({ group: 'S0GROUP1' });
  expect(await ask('ephemeral')).toEqual({ lines: [] });
});
