import { ErrorCode, WebClient, type Logger } from '@slack/web-api';
import { expect, it } from 'vitest';
import type { FakesOptions } from '../../../../simulator/fakes/start.ts';
import { started } from '../started.ts';

const ignore = (): void => undefined;
/** The client logs what these tests provoke on purpose. */
const silent = {
  debug: ignore,
  info: ignore,
  warn: ignore,
  error: ignore,
  setLevel: ignore,
  getLevel: () => 'error',
  setName: ignore,
} as Logger;

async function client(options: Partial<FakesOptions> = {}) {
  const world = await started(options);
  const { url, token, channel } = world.fakes.connection.slack;
  const slack = new WebClient(token, {
    slackApiUrl: url,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: 30_000,
    logger: silent,
  });
  return { ...world, slack, channel };
}

it('Slack’s own client posts, updates, replies, and finds its message by metadata', async () => {
  const { slack, channel, fakes } = await client();
  const metadata = { event_type: 'relay_incident', event_payload: { incident: 'i-7' } };
  const { ts } = await slack.chat.postMessage({ channel, text: 'Umlaut: ä, emoji: 🔥', metadata });
  await slack.chat.update({ channel, ts: ts!, text: 'now 12 services', metadata });
  await slack.chat.postMessage({ channel, text: 'more', thread_ts: ts!, reply_broadcast: true });
  const history = await slack.conversations.history({ channel, include_all_metadata: true, limit: 10 });
  const root = history.messages?.find((message) => message.ts === ts);
  expect(root?.metadata?.event_payload).toEqual({ incident: 'i-7' });
  expect(root?.text).toBe('now 12 services');
  const link = await slack.chat.getPermalink({ channel, message_ts: ts! });
  expect(link.permalink).toContain(channel);
  expect(
    fakes.observed().slack.messages.map((message) => message.revisions.map((revision) => revision.text)),
  ).toEqual([['Umlaut: ä, emoji: 🔥', 'now 12 services'], ['more']]);
});

it('auth.test, api.test, conversations.info and conversations.list answer it', async () => {
  const { slack, channel } = await client();
  expect((await slack.auth.test()).bot_id).toMatch(/^B0/);
  expect((await slack.api.test()).ok).toBe(true);
  expect((await slack.conversations.info({ channel })).channel).toMatchObject({
    id: channel,
    name: 'incidents',
    is_member: true,
  });
  expect((await slack.conversations.list()).channels?.map(({ name }) => name)).toEqual([
    'incidents',
    'drills',
  ]);
});

it('is limited as by Slack, and reads Retry-After', async () => {
  const { slack, channel } = await client({ limits: { strict: true } });
  await slack.chat.postMessage({ channel, text: 'one' });
  await expect(slack.chat.postMessage({ channel, text: 'two' })).rejects.toMatchObject({
    code: ErrorCode.RateLimitedError,
    retryAfter: 1,
  });
});

it('is told what is wrong with its blocks', async () => {
  const { slack, channel } = await client();
  const blocks = [{ type: 'section', text: { type: 'mrkdwn', text: 'x'.repeat(3001) } }];
  await expect(slack.chat.postMessage({ channel, text: 'hi', blocks })).rejects.toMatchObject({
    code: ErrorCode.PlatformError,
    data: {
      error: 'invalid_blocks',
      errors: expect.arrayContaining([expect.stringContaining('/blocks/0/text')]) as unknown,
    },
  });
});

it('meets an accepted post whose answer never comes as a timeout', async () => {
  const { fakes, channel } = await client();
  const impatient = new WebClient(fakes.connection.slack.token, {
    slackApiUrl: fakes.connection.slack.url,
    retryConfig: { retries: 0 },
    timeout: 500,
    logger: silent,
  });
  fakes.faults.add({ target: { service: 'slack' }, window: { count: 1 }, fault: { kind: 'timeout' } });
  await expect(impatient.chat.postMessage({ channel, text: 'hi' })).rejects.toMatchObject({
    code: ErrorCode.RequestError,
  });
  await expect.poll(() => fakes.observed().slack.messages.length, { timeout: 30_000 }).toBe(1);
});
