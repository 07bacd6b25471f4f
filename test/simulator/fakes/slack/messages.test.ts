import { describe, expect, it } from 'vitest';
import { callSlack, post, started, type Started } from '../started.ts';

const blocks = [{ type: 'section', text: { type: 'mrkdwn', text: 'Redis is *down*' } }];
const metadata = { event_type: 'relay_incident', event_payload: { incident: 'i-1', alerts: 4 } };

const here = (world: Started): string => world.fakes.connection.slack.channel;
const update = async (world: Started, ts: string, args: Record<string, unknown>, token?: string) =>
  (await callSlack(world.fakes, 'chat.update', { channel: here(world), ts, ...args }, token)).body;
const revisions = (world: Started) => world.fakes.observed().slack.messages[0]?.revisions ?? [];

describe('posting', () => {
  it('gives every message of a channel a ts of its own, greater with time', async () => {
    const { fakes, clock } = await started();
    const first = await post(fakes);
    const second = await post(fakes);
    clock.advance(1500);
    const third = await post(fakes);
    expect([first, second, third].map((ts) => /^\d{10}\.\d{6}$/.test(ts))).toEqual([true, true, true]);
    expect([third, first, second].sort()).toEqual([first, second, third]);
  });

  it.each([
    [{ channel: 'C0NOWHERE0' }, 'channel_not_found'],
    [{ text: '' }, 'no_text'],
    [{ text: '', blocks: [] }, 'no_text'],
    [{ metadata: 'oops' }, 'invalid_metadata_format'],
    [{ metadata: { event_type: 'x', event_payload: { a: 'x'.repeat(17_000) } } }, 'metadata_too_large'],
    [{ attachments: Array.from({ length: 101 }, () => ({})) }, 'too_many_attachments'],
  ])('refuses %j with %s', async (args, error) => {
    const world = await started();
    const { body } = await callSlack(world.fakes, 'chat.postMessage', {
      channel: here(world),
      text: 'hi',
      ...args,
    });
    expect(body).toMatchObject({ ok: false, error });
    expect(world.fakes.observed().slack.calls).toMatchObject([
      { ok: false, error, stored: false, status: 200 },
    ]);
  });

  it('leaves out metadata that breaks the schema, posts all the same, and warns', async () => {
    const world = await started();
    const metadata = { event_type: 'x', event_payload: { a: 1 } };
    const told = async (args: object): Promise<unknown> =>
      (await callSlack(world.fakes, 'chat.postMessage', { channel: here(world), text: 'hi', ...args })).body;
    const warning = {
      ok: true,
      warning: 'invalid_metadata_schema',
      response_metadata: { warnings: ['invalid_metadata_schema'] },
    };
    expect(await told({ metadata: { event_type: 'x' } })).toMatchObject(warning);
    expect(await told({ metadata })).not.toHaveProperty('warning');
    world.fakes.slack.dropMetadata();
    expect(await told({ metadata })).toMatchObject(warning);
    const kept = world.fakes.observed().slack.messages.map(({ revisions }) => revisions[0]?.metadata);
    expect(kept).toEqual([null, metadata, null]);
  });

  it.each([
    [null, 'not_authed'],
    ['xoxb-wrong', 'invalid_auth'],
  ])('refuses the token %s with %s', async (token, error) => {
    const world = await started();
    expect(
      (await callSlack(world.fakes, 'chat.postMessage', { channel: here(world), text: 'hi' }, token)).body,
    ).toEqual({ ok: false, error });
  });

  it('takes the token as an argument, the channel by name, and a form', async () => {
    const { fakes } = await started();
    const { url, token } = fakes.connection.slack;
    const form = new URLSearchParams({
      token,
      channel: '#incidents',
      text: 'hi',
      blocks: JSON.stringify(blocks),
    });
    const response = await fetch(`${url}chat.postMessage`, { method: 'POST', body: form });
    expect(await response.json()).toMatchObject({ ok: true, channel: fakes.connection.slack.channel });
    expect(fakes.observed().slack.messages).toMatchObject([
      { revisions: [{ text: 'hi', blocksText: 'Redis is *down*' }] },
    ]);
  });

  it('refuses an archived channel, and knows no unknown method', async () => {
    const world = await started();
    world.fakes.slack.archiveChannel(here(world));
    expect(
      (await callSlack(world.fakes, 'chat.postMessage', { channel: here(world), text: 'hi' })).body['error'],
    ).toBe('is_archived');
    expect((await callSlack(world.fakes, 'chat.meMessage', {})).body).toMatchObject({
      ok: false,
      error: 'unknown_method',
    });
  });

  it('cuts text above 40,000 characters with a warning', async () => {
    const world = await started();
    const { body } = await callSlack(world.fakes, 'chat.postMessage', {
      channel: here(world),
      text: 'x'.repeat(40_001),
    });
    expect(body).toMatchObject({ ok: true, warning: 'message_truncated' });
    expect(revisions(world)[0]?.text.length).toBe(40_000);
  });
});

describe('updating', () => {
  it('removes the blocks when it is given text alone', async () => {
    const world = await started();
    const ts = await post(world.fakes, { blocks });
    expect(await update(world, ts, { text: 'only text' })).toMatchObject({ ok: true, ts, text: 'only text' });
    expect(revisions(world).map((revision) => revision.blocksText)).toEqual(['Redis is *down*', '']);
  });

  it('keeps what is left out, and shows no "(edited)" where there are blocks', async () => {
    const world = await started();
    const ts = await post(world.fakes, { metadata });
    const body = await update(world, ts, { blocks });
    expect(body['message']).not.toHaveProperty('edited');
    expect(revisions(world)[1]).toMatchObject({ text: 'hello', blocksText: 'Redis is *down*', metadata });
  });

  it('replaces metadata', async () => {
    const world = await started();
    const ts = await post(world.fakes, { metadata });
    const newer = { ...metadata, event_payload: { incident: 'i-1', alerts: 9 } };
    await update(world, ts, { text: 'x', metadata: newer });
    expect(revisions(world).map((revision) => revision.metadata)).toEqual([metadata, newer]);
  });

  it('refuses other apps’ messages, unknown ones, none at all, and more than 4,000 characters', async () => {
    const world = await started();
    const ts = await post(world.fakes);
    const errors = [
      await update(world, ts, { text: 'x' }, world.fakes.slack.secondToken),
      await update(world, '1.000001', { text: 'x' }),
      await update(world, ts, {}),
      await update(world, ts, { text: 'x'.repeat(4001) }),
    ];
    expect(errors.map((body) => body['error'])).toEqual([
      'cant_update_message',
      'message_not_found',
      'no_text',
      'msg_too_long',
    ]);
    expect(revisions(world).length).toBe(1);
  });

  it('does not find what a person deleted', async () => {
    const world = await started();
    const ts = await post(world.fakes);
    expect(world.fakes.slack.deleteMessage(here(world), ts)).toBe(true);
    expect(await update(world, ts, { text: 'x' })).toEqual({ ok: false, error: 'message_not_found' });
    expect(world.fakes.observed().slack.messages).toMatchObject([{ deleted: true }]);
  });

  it('deletes its own message and no other app’s', async () => {
    const world = await started();
    const ts = await post(world.fakes);
    const remove = async (token?: string) =>
      (await callSlack(world.fakes, 'chat.delete', { channel: here(world), ts }, token)).body;
    expect(await remove(world.fakes.slack.secondToken)).toMatchObject({ error: 'cant_delete_message' });
    expect(await remove()).toMatchObject({ ok: true, ts });
  });
});

describe('history', () => {
  const history = async (world: Started, args: Record<string, unknown> = {}) =>
    (await callSlack(world.fakes, 'conversations.history', { channel: here(world), ...args })).body;
  const timestamps = (body: Record<string, unknown>): unknown[] =>
    (body['messages'] as { ts: string }[]).map(({ ts }) => ts);

  it('shows the newest first, and thread replies only where they were also sent to the channel', async () => {
    const world = await started();
    const root = await post(world.fakes);
    await post(world.fakes, { thread_ts: root });
    const broadcast = await post(world.fakes, { thread_ts: root, reply_broadcast: true });
    const body = await history(world);
    expect(timestamps(body)).toEqual([broadcast, root]);
    expect(body['messages']).toMatchObject([
      { subtype: 'thread_broadcast' },
      { reply_count: 2, latest_reply: broadcast },
    ]);
  });

  it('shows the payload of metadata only where all metadata was asked for', async () => {
    const world = await started();
    await post(world.fakes, { metadata });
    expect(await history(world)).toMatchObject({
      messages: [{ metadata: { event_type: 'relay_incident' } }],
    });
    expect(JSON.stringify(await history(world))).not.toContain('event_payload');
    expect(await history(world, { include_all_metadata: true })).toMatchObject({ messages: [{ metadata }] });
  });

  it('takes oldest and latest, themselves only with inclusive', async () => {
    const world = await started();
    const all: string[] = [];
    for (let i = 0; i < 3; i += 1) all.push(await post(world.fakes));
    const [first, second, third] = all;
    expect(timestamps(await history(world, { oldest: first, latest: third }))).toEqual([second]);
    expect(timestamps(await history(world, { oldest: first, latest: third, inclusive: true }))).toEqual([
      third,
      second,
      first,
    ]);
  });

  it('pages by cursor', async () => {
    const world = await started();
    const all: string[] = [];
    for (let i = 0; i < 3; i += 1) all.push(await post(world.fakes));
    const first = await history(world, { limit: 2 });
    expect(first['has_more']).toBe(true);
    const cursor = (first['response_metadata'] as { next_cursor: string }).next_cursor;
    const second = await history(world, { limit: 2, cursor });
    expect([...timestamps(first), ...timestamps(second)]).toEqual([...all].reverse());
    expect(second['has_more']).toBe(false);
    expect(await history(world, { cursor: 'nonsense' })).toMatchObject({ error: 'invalid_cursor' });
  });

  it('gives a thread, oldest first', async () => {
    const world = await started();
    const root = await post(world.fakes);
    const reply = await post(world.fakes, { thread_ts: root });
    await post(world.fakes);
    const nested = await post(world.fakes, { thread_ts: reply });
    const { body } = await callSlack(world.fakes, 'conversations.replies', {
      channel: here(world),
      ts: root,
    });
    expect(timestamps(body)).toEqual([root, reply, nested]);
  });

  it('asks for the scope', async () => {
    const world = await started();
    world.fakes.slack.dropScope('channels:history');
    expect(await history(world)).toMatchObject({ error: 'missing_scope', needed: 'channels:history' });
  });
});
