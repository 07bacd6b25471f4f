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

it('channels are made, given a topic, filled and archived as in Slack, and people found by their address', async () => {
  const { slack, fakes } = await client();
  const { channel } = await slack.conversations.create({ name: 'inc-0115-redis' });
  const id = channel!.id!;
  await slack.conversations.setTopic({ channel: id, topic: 'open' });
  const { user } = await slack.users.lookupByEmail({ email: 'Robin.Fake@example.com' });
  await slack.conversations.invite({ channel: id, users: `${user!.id!},U0NOBODY`, force: true });
  const own = (await slack.auth.test()).user_id;
  const all = (await slack.conversations.list({ limit: 1 })).response_metadata?.next_cursor;
  expect(all).not.toBe('');
  const { channels } = await slack.conversations.list({ limit: 999 });
  expect(channels?.find((one) => one.id === id)).toMatchObject({ creator: own, is_archived: false });
  await slack.conversations.archive({ channel: id });
  expect(fakes.observed().slack.made).toMatchObject([
    {
      id,
      name: 'inc-0115-redis',
      topics: ['open'],
      invited: [user!.id],
      archivedAt: expect.any(Number) as unknown,
    },
  ]);
  const refusals = [
    slack.conversations.create({ name: 'inc-0115-redis' }),
    slack.conversations.create({ name: 'Not allowed!' }),
    slack.conversations.setTopic({ channel: id, topic: 'closed' }),
    slack.conversations.archive({ channel: id }),
    slack.conversations.invite({ channel: id, users: user!.id! }),
    slack.users.lookupByEmail({ email: 'nobody@example.com' }),
  ];
  const codes = await Promise.all(
    refusals.map((call) =>
      call.then(
        () => 'ok',
        (error: unknown) => (error as { data: { error: string } }).data.error,
      ),
    ),
  );
  expect(codes).toEqual([
    'name_taken',
    'invalid_name_specials',
    'is_archived',
    'already_archived',
    'is_archived',
    'users_not_found',
  ]);
  fakes.slack.dropScope('channels:manage');
  await expect(slack.conversations.create({ name: 'another' })).rejects.toMatchObject({
    data: { error: 'missing_scope', needed: 'channels:manage' },
  });
});

it('blocks.validate tells it what the workspace takes, and posts nothing', async () => {
  const { slack, fakes } = await client({ newBlocks: ['card'] });
  const title = { type: 'mrkdwn', text: 'It lasted 3 min.' } as const;
  const card = { type: 'card', title } as const;
  const cell = { type: 'raw_text', text: 'checkout' } as const;
  const table = { type: 'data_table', caption: 'Services', rows: [[cell], [cell]] } as const;
  expect((await slack.blocks.validate({ blocks: [card] })).ok).toBe(true);
  expect((await slack.blocks.validate({ message: { blocks: [card] } })).ok).toBe(true);
  const refused = async (asked: Parameters<typeof slack.blocks.validate>[0]): Promise<unknown> =>
    slack.blocks.validate(asked).catch((error: unknown) => (error as { data: unknown }).data);
  const tables = { ...table, rows: table.rows.map((row) => [...row]) };
  expect(await refused({ blocks: [card, tables] })).toMatchObject({
    error: 'invalid_blocks',
    errors: [{ pointer: '/1/type', message: 'unsupported type: data_table' }],
  });
  expect(await refused({ message: { blocks: [tables] } })).toMatchObject({
    error: 'invalid_message',
    errors: [{ pointer: '/blocks/0/type' }],
  });
  for (const asked of [{}, { blocks: [card], message: { blocks: [card] } }])
    expect(await refused(asked)).toMatchObject({ error: 'invalid_arguments' });
  expect(fakes.observed().slack.messages).toEqual([]);
});
