import { describe, expect, it } from 'vitest';
import type { FaultSpec } from '../../../simulator/fakes/start.ts';
import { callSlack, enqueue, started, trigger, type Started } from '../fakes/started.ts';

type Settings = FaultSpec['fault'];

async function slackWith(fault: Settings): Promise<Started> {
  const world = await started();
  world.fakes.faults.add({ target: { service: 'slack', method: 'chat.postMessage' }, fault });
  return world;
}

const say = (world: Started) =>
  callSlack(world.fakes, 'chat.postMessage', { channel: world.fakes.connection.slack.channel, text: 'hi' });
const stored = (world: Started): number => world.fakes.observed().slack.messages.length;
const lastCall = (world: Started) => world.fakes.observed().slack.calls.at(-1);

describe('faults at Slack', () => {
  it('latency: answers late and posts once', async () => {
    const world = await slackWith({ kind: 'latency', ms: 800, jitterMs: 100 });
    const before = world.clock.now();
    expect((await say(world)).body['ok']).toBe(true);
    expect(world.clock.now() - before).toBeGreaterThanOrEqual(700);
    expect(world.clock.now() - before).toBeLessThanOrEqual(900);
    expect(stored(world)).toBe(1);
  });

  it('status: 503 and nothing posted', async () => {
    const world = await slackWith({ kind: 'status' });
    expect((await say(world)).status).toBe(503);
    expect(stored(world)).toBe(0);
    expect(lastCall(world)).toMatchObject({ status: 503, ok: false, stored: false, fault: 'status' });
  });

  it('accept-then-fail: posted, but answered 500', async () => {
    const world = await slackWith({ kind: 'accept-then-fail' });
    expect((await say(world)).status).toBe(500);
    expect(stored(world)).toBe(1);
    expect(lastCall(world)).toMatchObject({
      status: 500,
      ok: false,
      stored: true,
      fault: 'accept-then-fail',
    });
  });

  it('accept-then-fail: posted, but answered internal_error in a 200', async () => {
    const world = await slackWith({ kind: 'accept-then-fail', answer: 'internal_error' });
    expect(await say(world)).toMatchObject({ status: 200, body: { ok: false, error: 'internal_error' } });
    expect(stored(world)).toBe(1);
  });

  it('accept-then-fail leaves a 429 alone: nothing took effect', async () => {
    const world = await started({ limits: { strict: true } });
    await say(world);
    world.fakes.faults.add({ target: { service: 'slack' }, fault: { kind: 'accept-then-fail' } });
    expect((await say(world)).status).toBe(429);
    expect(lastCall(world)).toMatchObject({ stored: false, error: 'ratelimited' });
  });

  it.each([
    [true, 1],
    [false, 0],
  ])('timeout: never answers (takes effect: %s)', async (takesEffect, messages) => {
    const world = await slackWith({ kind: 'timeout', takesEffect });
    const { url, token, channel } = world.fakes.connection.slack;
    const patience = new AbortController();
    const request = fetch(`${url}chat.postMessage`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
      body: new URLSearchParams({ channel, text: 'hi' }),
      signal: patience.signal,
    });
    await expect.poll(() => lastCall(world), { timeout: 30_000 }).toBeDefined();
    patience.abort();
    await expect(request).rejects.toThrow(/aborted/);
    expect(stored(world)).toBe(messages);
    expect(lastCall(world)).toMatchObject({ status: null, ok: false, fault: 'timeout' });
  });

  it.each([
    ['before', 0],
    ['after', 1],
  ] as const)('reset %s the effect', async (when, messages) => {
    const world = await slackWith({ kind: 'reset', when });
    await expect(say(world)).rejects.toThrow(/fetch failed/);
    expect(stored(world)).toBe(messages);
    expect(lastCall(world)).toMatchObject({ status: null, stored: messages === 1 });
  });

  it('rate-limit: 429 with Retry-After, and who comes back early is seen', async () => {
    const world = await slackWith({ kind: 'rate-limit', retryAfter: 20 });
    expect(await say(world)).toMatchObject({
      status: 429,
      retryAfter: '20',
      body: { ok: false, error: 'ratelimited' },
    });
    world.clock.advance(5000);
    await say(world);
    expect(lastCall(world)).toMatchObject({ ignoredRetryAfter: true });
    world.fakes.faults.clear();
    world.clock.advance(20_000);
    expect((await say(world)).status).toBe(200);
    expect(lastCall(world)).toMatchObject({ ignoredRetryAfter: false, retryAfterUntil: null });
  });

  it('rate-limit: 429 without Retry-After', async () => {
    const world = await slackWith({ kind: 'rate-limit', form: 'bare' });
    expect(await say(world)).toMatchObject({ status: 429, retryAfter: null });
  });

  it('rate-limit: the error text in a 200', async () => {
    const world = await slackWith({ kind: 'rate-limit', form: 'ok-false' });
    expect(await say(world)).toMatchObject({ status: 200, body: { ok: false, error: 'ratelimited' } });
    expect(stored(world)).toBe(0);
  });

  it('rate-limit with stored: 429, and posted all the same', async () => {
    const world = await slackWith({ kind: 'rate-limit', stored: true });
    expect((await say(world)).status).toBe(429);
    expect(stored(world)).toBe(1);
  });

  it('hidden: answers ok, and neither people nor history ever see it', async () => {
    const world = await slackWith({ kind: 'hidden' });
    expect((await say(world)).body['ok']).toBe(true);
    expect(world.fakes.observed().slack.messages).toMatchObject([{ hidden: true }]);
    expect(lastCall(world)).toMatchObject({ ok: true, stored: true, hidden: true });
    const { body } = await callSlack(world.fakes, 'conversations.history', {
      channel: world.fakes.connection.slack.channel,
    });
    expect(body['messages']).toEqual([]);
  });

  it('html: a web page in a 200', async () => {
    const world = await slackWith({ kind: 'html' });
    await expect(say(world)).rejects.toThrow(/not valid JSON/);
    expect(stored(world)).toBe(0);
    expect(lastCall(world)).toMatchObject({ status: 200, ok: false });
  });

  it('error-code: token_revoked midway', async () => {
    const world = await slackWith({ kind: 'error-code', error: 'token_revoked' });
    expect(await say(world)).toMatchObject({ status: 200, body: { ok: false, error: 'token_revoked' } });
    expect(stored(world)).toBe(0);
  });
});

describe('faults at PagerDuty', () => {
  async function pagerDutyWith(fault: Settings): Promise<Started> {
    const world = await started();
    world.fakes.faults.add({ target: { service: 'pagerduty' }, fault });
    return world;
  }
  const incidents = (world: Started): number => world.fakes.observed().pagerduty.incidents.length;

  it('accept-then-fail: opens the incident and answers 500', async () => {
    const world = await pagerDutyWith({ kind: 'accept-then-fail' });
    expect((await enqueue(world.fakes, trigger('a'))).status).toBe(500);
    expect(incidents(world)).toBe(1);
    expect(world.fakes.observed().pagerduty.calls).toMatchObject([
      { effect: 'opened', ingested: true, status: 500 },
    ]);
  });

  it('status: answers 500 and ingests nothing', async () => {
    const world = await pagerDutyWith({ kind: 'status', status: 500 });
    expect((await enqueue(world.fakes, trigger('a'))).status).toBe(500);
    expect(incidents(world)).toBe(0);
    expect(world.fakes.observed().pagerduty.calls).toMatchObject([{ effect: 'refused', ingested: false }]);
  });

  it('rate-limit: throttles whatever the key has left', async () => {
    const world = await pagerDutyWith({ kind: 'rate-limit' });
    expect(await enqueue(world.fakes, trigger('a'))).toMatchObject({
      status: 429,
      body: { status: 'throttle exceeded' },
    });
  });

  it('error-code: an invalid routing key midway', async () => {
    const world = await pagerDutyWith({ kind: 'error-code', error: 'Invalid routing key' });
    expect(await enqueue(world.fakes, trigger('a'))).toMatchObject({
      status: 400,
      body: { errors: ['Invalid routing key'] },
    });
  });

  it('hits one routing key and leaves the other alone', async () => {
    const world = await started();
    const second = world.fakes.pagerduty.addRoutingKey();
    world.fakes.faults.add({
      target: { service: 'pagerduty', routingKey: second },
      fault: { kind: 'status' },
    });
    expect((await enqueue(world.fakes, trigger('a'))).status).toBe(202);
    expect((await enqueue(world.fakes, { ...trigger('a'), routing_key: second })).status).toBe(503);
  });
});
