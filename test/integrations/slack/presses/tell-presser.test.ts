import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { presserTeller } from '../../../../src/integrations/slack/presses/tell-presser.ts';
import { silentLog } from '../../../../src/seams/log.ts';

const waits: number[] = [];
const quietly = {
  log: silentLog,
  signal: new AbortController().signal,
  pace: {
    sleep: (ms: number): Promise<void> => {
      waits.push(ms);
      return Promise.resolve();
    },
  },
};

/** A server that keeps what is posted to it; returns its origin. */
async function listener(heard: string[], redirect?: string, failures: number[] = []): Promise<string> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      heard.push(Buffer.concat(chunks).toString());
      response.writeHead(
        redirect === undefined ? (failures.shift() ?? 200) : 307,
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
  await presserTeller({ apiUrl: `${origin}/api/` }, quietly)(`${origin}/actions/T1/2/abc`, { text: 'No.' });
  expect(heard.map((body) => JSON.parse(body) as unknown)).toEqual([
    { response_type: 'ephemeral', replace_original: false, text: 'No.' },
  ]);
});

it('puts what can be chosen below, and takes it away once something was', async () => {
  const heard: string[] = [];
  const origin = await listener(heard);
  const tell = presserTeller({ apiUrl: `${origin}/api/` }, quietly);
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
  await presserTeller({ apiUrl: `${own}/api/` }, quietly)(addressAt(other), { text: 'No.' });
  expect(heard).toEqual([]);
});

it('follows nobody elsewhere', async () => {
  const heard: string[] = [];
  const other = await listener(heard);
  const own = await listener([], `${other}/actions`);
  await presserTeller({ apiUrl: `${own}/api/` }, quietly)(`${own}/actions`, { text: 'No.' });
  expect(heard).toEqual([]);
});

it('has nothing to post without an address', async () => {
  await expect(
    presserTeller({ apiUrl: 'https://slack.com/api/' }, quietly)(null, { text: 'No.' }),
  ).resolves.toBeUndefined();
});

it.each([
  ['a Slack that fails once', [503], 2],
  ['a Slack that is too busy', [429, 429], 3],
  ['a Slack that fails on and on: three of the five answers that it takes', [500, 500, 500, 500], 3],
  ['an address that is used up', [404], 1],
])('to %s it posts as often as helps', async (_, failures, times) => {
  const heard: string[] = [];
  waits.length = 0;
  const origin = await listener(heard, undefined, [...failures]);
  await presserTeller({ apiUrl: `${origin}/api/` }, quietly)(`${origin}/actions`, { text: 'No.' });
  expect(heard).toHaveLength(times);
  expect(waits).toEqual([1_000, 5_000].slice(0, times - 1));
});
