import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { presserTeller } from '../../../../src/integrations/slack/presses/tell-presser.ts';
import { silentLog } from '../../../../src/seams/log.ts';

/** A server that keeps what is posted to it; returns its origin. */
async function listener(heard: string[], redirect?: string): Promise<string> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      heard.push(Buffer.concat(chunks).toString());
      response.writeHead(
        redirect === undefined ? 200 : 307,
        redirect === undefined ? {} : { location: redirect },
      );
      response.end();
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

it('answers at the host of the configured API, so that only whoever pressed sees it', async () => {
  const heard: string[] = [];
  const origin = await listener(heard);
  await presserTeller({ apiUrl: `${origin}/api/` }, silentLog)(`${origin}/actions/T1/2/abc`, { text: 'No.' });
  expect(heard.map((body) => JSON.parse(body) as unknown)).toEqual([
    { response_type: 'ephemeral', replace_original: false, text: 'No.' },
  ]);
});

it('puts what can be chosen below, and takes it away once something was', async () => {
  const heard: string[] = [];
  const origin = await listener(heard);
  const tell = presserTeller({ apiUrl: `${origin}/api/` }, silentLog);
  await tell(`${origin}/actions`, { text: 'Which?', blocks: [{ type: 'actions' }] });
  await tell(`${origin}/actions`, { text: 'Asked.', replaces: true });
  expect(heard.map((body) => JSON.parse(body) as unknown)).toEqual([
    { response_type: 'ephemeral', replace_original: false, text: 'Which?', blocks: [{ type: 'actions' }] },
    { response_type: 'ephemeral', replace_original: true, text: 'Asked.' },
  ]);
});

it.each([
  ['another host', (other: string) => `${other}/actions`],
  ['a host that begins like Slack’s', (other: string) => other.replace('//', '//hooks.slack.com@')],
  ['no address at all', () => 'actions/1'],
])('posts to %s never', async (_, addressAt) => {
  const heard: string[] = [];
  const other = await listener(heard);
  const own = await listener([]);
  await presserTeller({ apiUrl: `${own}/api/` }, silentLog)(addressAt(other), { text: 'No.' });
  expect(heard).toEqual([]);
});

it('follows nobody elsewhere', async () => {
  const heard: string[] = [];
  const other = await listener(heard);
  const own = await listener([], `${other}/actions`);
  await presserTeller({ apiUrl: `${own}/api/` }, silentLog)(`${own}/actions`, { text: 'No.' });
  expect(heard).toEqual([]);
});

it('has nothing to post without an address', async () => {
  await expect(
    presserTeller({ apiUrl: 'https://slack.com/api/' }, silentLog)(null, { text: 'No.' }),
  ).resolves.toBeUndefined();
});
