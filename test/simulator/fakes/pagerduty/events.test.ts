import { describe, expect, it } from 'vitest';
import { enqueue, started, trigger, type Started } from '../started.ts';

const effects = (world: Started) => world.fakes.observed().pagerduty.calls.map((call) => call.effect);
const incidents = (world: Started) => world.fakes.observed().pagerduty.incidents;
const resolve = (dedupKey: string) => ({ event_action: 'resolve', dedup_key: dedupKey });
const acknowledge = (dedupKey: string) => ({ event_action: 'acknowledge', dedup_key: dedupKey });

describe('the dedup state machine', () => {
  it('applies a second trigger to the open incident and overwrites its summary', async () => {
    const world = await started();
    await enqueue(world.fakes, trigger('a', 'one service'));
    await enqueue(world.fakes, trigger('a', 'three services'));
    expect(effects(world)).toEqual(['opened', 'updated']);
    expect(incidents(world)).toMatchObject([
      { dedupKey: 'a', status: 'triggered', summary: 'three services', resolvedAt: null },
    ]);
  });

  it('does not un-acknowledge by a trigger', async () => {
    const world = await started();
    await enqueue(world.fakes, trigger('a'));
    await enqueue(world.fakes, acknowledge('a'));
    await enqueue(world.fakes, trigger('a'));
    expect(effects(world)).toEqual(['opened', 'acknowledged', 'updated']);
    expect(incidents(world)).toMatchObject([{ status: 'acknowledged' }]);
  });

  it('opens a new incident after a resolve, never the old one again', async () => {
    const world = await started();
    for (const event of [trigger('a'), resolve('a'), trigger('a')]) await enqueue(world.fakes, event);
    expect(effects(world)).toEqual(['opened', 'resolved', 'opened']);
    expect(incidents(world).map((incident) => incident.status)).toEqual(['resolved', 'triggered']);
    expect(incidents(world)[0]?.id).not.toBe(incidents(world)[1]?.id);
  });

  it('drops acknowledge and resolve of nothing, and still answers 202', async () => {
    const world = await started();
    expect((await enqueue(world.fakes, resolve('a'))).status).toBe(202);
    expect((await enqueue(world.fakes, acknowledge('a'))).status).toBe(202);
    expect(effects(world)).toEqual(['dropped', 'dropped']);
  });

  it('keeps routing keys apart: a follow-up with another key is dropped', async () => {
    const world = await started();
    const second = world.fakes.pagerduty.addRoutingKey();
    await enqueue(world.fakes, trigger('a'));
    await enqueue(world.fakes, { ...resolve('a'), routing_key: second });
    expect(effects(world)).toEqual(['opened', 'dropped']);
  });

  it('makes a dedup key where there is none', async () => {
    const world = await started();
    const { body } = await enqueue(world.fakes, { ...trigger(''), dedup_key: undefined });
    expect(body).toMatchObject({ status: 'success', message: 'Event processed' });
    expect(incidents(world)).toMatchObject([{ dedupKey: body['dedup_key'] }]);
  });

  it('lets a person acknowledge and resolve', async () => {
    const { fakes } = await started();
    const { routingKey } = fakes.connection.pagerduty;
    expect(fakes.pagerduty.acknowledge(routingKey, 'a')).toBe(false);
    await enqueue(fakes, trigger('a'));
    expect(fakes.pagerduty.acknowledge(routingKey, 'a')).toBe(true);
    expect(fakes.pagerduty.acknowledge(routingKey, 'a')).toBe(false);
    expect(fakes.pagerduty.resolve(routingKey, 'a')).toBe(true);
    expect(fakes.observed().pagerduty.incidents).toMatchObject([{ status: 'resolved' }]);
  });
});

describe('refusals', () => {
  const payload = { summary: 's', source: 'x', severity: 'error' };
  it.each([
    [{ routing_key: 'short' }, "Length of 'routing_key' is incorrect (should be 32 characters)"],
    [{ routing_key: '-'.repeat(32) }, "'routing_key' cannot contain non-alphanumeric characters."],
    [{ routing_key: 'a'.repeat(32) }, 'Invalid routing key'],
    [{ event_action: 'fire' }, "'event_action' is missing or invalid"],
    [{ payload: undefined }, "'payload' is missing or blank"],
    [{ payload: { ...payload, severity: undefined } }, "'payload.severity' is missing or blank"],
    [{ payload: { ...payload, severity: 'Critical' } }, "'payload.severity' is invalid"],
    [{ payload: { ...payload, source: '' } }, "'payload.source' is missing or blank"],
    [{ payload: { ...payload, summary: 'x'.repeat(1025) } }, "Length of 'payload.summary' is incorrect"],
    [{ dedup_key: 'k'.repeat(256) }, "Length of 'dedup_key' is incorrect"],
    [{ event_action: 'resolve', dedup_key: undefined }, "'dedup_key' is missing or blank"],
    [{ payload: { ...payload, custom_details: 'x'.repeat(512_001) } }, 'larger than 512000 bytes'],
  ])('%#: 400 with PagerDuty’s text', async (change, text) => {
    const world = await started();
    const { status, body } = await enqueue(world.fakes, { ...trigger('a'), ...change });
    expect(status).toBe(400);
    expect(body).toMatchObject({ status: 'invalid event', message: 'Event object is invalid' });
    expect(JSON.stringify(body['errors'])).toContain(text);
    expect(effects(world)).toEqual(['refused']);
    expect(incidents(world)).toEqual([]);
  });

  it('takes what is just within the limits', async () => {
    const world = await started();
    const event = { ...trigger('k'.repeat(255), 'x'.repeat(1024)) };
    expect((await enqueue(world.fakes, event)).status).toBe(202);
  });

  it('says of what is not JSON that it cannot be parsed', async () => {
    const { fakes } = await started();
    const response = await fetch(`${fakes.connection.pagerduty.url}/v2/enqueue`, {
      method: 'POST',
      body: '{oops',
    });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      status: 'Unrecognized object',
      errors: ['JSON parse error'],
    });
  });
});

describe('the throttle', () => {
  it('lets 120 a sliding minute and key through; what is throttled was never ingested', async () => {
    const world = await started();
    for (let i = 0; i < 120; i += 1) expect((await enqueue(world.fakes, trigger(`k${i}`))).status).toBe(202);
    const { status, body } = await enqueue(world.fakes, trigger('late'));
    expect(status).toBe(429);
    expect(body).toEqual({
      status: 'throttle exceeded',
      message: 'Requests for this service are arriving too quickly.  Please retry later.',
    });
    expect(incidents(world).length).toBe(120);
    expect(world.fakes.observed().pagerduty.calls.at(-1)).toMatchObject({
      ingested: false,
      effect: 'refused',
      status: 429,
    });
    const second = world.fakes.pagerduty.addRoutingKey();
    expect((await enqueue(world.fakes, { ...trigger('late'), routing_key: second })).status).toBe(202);
    world.clock.advance(60_000);
    expect((await enqueue(world.fakes, trigger('late'))).status).toBe(202);
  });
});

it('takes change events, which page nobody', async () => {
  const { fakes } = await started();
  const { url, routingKey } = fakes.connection.pagerduty;
  const body = JSON.stringify({
    routing_key: routingKey,
    payload: { summary: 'Deployed 1.5.0', source: 'ci' },
  });
  const response = await fetch(`${url}/v2/change/enqueue`, { method: 'POST', body });
  expect(response.status).toBe(202);
  expect(fakes.observed().pagerduty).toMatchObject({
    incidents: [],
    calls: [{ action: 'change', summary: 'Deployed 1.5.0' }],
  });
});
