import { describe, expect, it } from 'vitest';
import { callSlack, post, started, type Started } from '../started.ts';

const say = (world: Started, channel = world.fakes.connection.slack.channel, token?: string) =>
  callSlack(world.fakes, 'chat.postMessage', { channel, text: 'hi' }, token);

describe('posting', () => {
  it('grants a burst, then one a second and channel, with a whole Retry-After', async () => {
    const world = await started();
    for (let i = 0; i < 20; i += 1) expect((await say(world)).status).toBe(200);
    expect(await say(world)).toEqual({
      status: 429,
      retryAfter: '1',
      body: { ok: false, error: 'ratelimited' },
    });
    world.clock.advance(1000);
    expect((await say(world)).status).toBe(200);
    expect((await say(world)).status).toBe(429);
    expect(world.fakes.observed().slack.messages.length).toBe(21);
  });

  it('strict: no burst at all', async () => {
    const world = await started({ limits: { strict: true } });
    expect([(await say(world)).status, (await say(world)).status]).toEqual([200, 429]);
  });

  it('counts every channel and every app for itself', async () => {
    const world = await started({ limits: { strict: true } });
    const other = world.fakes.slack.addChannel('payments');
    expect((await say(world)).status).toBe(200);
    expect((await say(world, other)).status).toBe(200);
    expect((await say(world, undefined, world.fakes.slack.secondToken)).status).toBe(200);
    expect((await say(world)).status).toBe(429);
  });

  it('counts the incoming webhook into its channel’s bucket, and refuses it in its own words', async () => {
    const world = await started({ limits: { strict: true } });
    await say(world);
    const response = await fetch(world.fakes.connection.slack.webhookUrl, {
      method: 'POST',
      body: '{"text":"hi"}',
    });
    expect(response.status).toBe(429);
    expect(response.headers.get('retry-after')).toBe('1');
    expect(await response.json()).toEqual({ retry_after: 1, ok: false, error: 'rate_limited' });
  });

  it('counts a workspace’s posts a minute over all channels', async () => {
    const world = await started({ limits: { workspacePostsPerMinute: 3 } });
    const second = world.fakes.slack.addChannel('payments');
    for (const channel of [second, undefined, second]) expect((await say(world, channel)).status).toBe(200);
    world.clock.advance(15_000);
    expect(await say(world)).toMatchObject({ status: 429, retryAfter: '45' });
    world.clock.advance(45_000);
    expect((await say(world)).status).toBe(200);
  });

  it('hides instead of refusing, where it is told to', async () => {
    const world = await started({ limits: { strict: true, overflow: 'hide' } });
    expect([(await say(world)).body['ok'], (await say(world)).body['ok']]).toEqual([true, true]);
    expect(world.fakes.observed().slack.messages.map((message) => message.hidden)).toEqual([false, true]);
  });

  it('changes its limits while it runs', async () => {
    const world = await started();
    await say(world);
    world.fakes.setLimits({ strict: true });
    await say(world);
    expect((await say(world)).status).toBe(429);
  });
});

describe('the other methods', () => {
  it('counts chat.update a minute over all channels, with a small burst', async () => {
    const world = await started({ limits: { updatesPerMinute: 3, updateBurst: 1 } });
    const { channel } = world.fakes.connection.slack;
    const ts = await post(world.fakes);
    const update = () => callSlack(world.fakes, 'chat.update', { channel, ts, text: 'again' });
    const statuses: number[] = [];
    for (let i = 0; i < 5; i += 1) statuses.push((await update()).status);
    expect(statuses).toEqual([200, 200, 200, 200, 429]);
    expect(await update()).toMatchObject({ retryAfter: '60' });
  });

  it('a 429 of one method restricts no other', async () => {
    const world = await started({ limits: { historyPerMinute: 1 } });
    const { channel } = world.fakes.connection.slack;
    const history = () => callSlack(world.fakes, 'conversations.history', { channel });
    expect([(await history()).status, (await history()).status]).toEqual([200, 429]);
    expect((await callSlack(world.fakes, 'conversations.replies', { channel, ts: '1' })).status).toBe(200);
    expect((await say(world)).status).toBe(200);
  });

  it('records for a bucket who was told to wait and came early', async () => {
    const world = await started({ limits: { strict: true } });
    await say(world);
    await say(world);
    world.clock.advance(500);
    await say(world);
    world.clock.advance(1000);
    await say(world);
    const calls = world.fakes.observed().slack.calls;
    expect(calls.map((call) => call.ignoredRetryAfter)).toEqual([false, false, true, false]);
  });
});
