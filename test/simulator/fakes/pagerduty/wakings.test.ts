import { describe, expect, it } from 'vitest';
import { enqueue, started, trigger, type Started } from '../started.ts';

const acknowledge = (dedupKey: string) => ({ event_action: 'acknowledge', dedup_key: dedupKey });
const resolve = (dedupKey: string) => ({ event_action: 'resolve', dedup_key: dedupKey });
const woken = (world: Started): string[] =>
  world.fakes.observed().pagerduty.wakings.map((one) => `${one.dedupKey}: ${one.summary}`);

describe('the fake PagerDuty wakes somebody', () => {
  it('when a trigger opens an incident, once, as the page read then', async () => {
    const world = await started();
    const { routingKey } = world.fakes.connection.pagerduty;
    await enqueue(world.fakes, trigger('a', 'Redis unreachable'));
    const at = world.clock.now();
    world.clock.advance(60_000);
    await enqueue(world.fakes, trigger('a', 'Redis unreachable: 12 services'));
    expect(world.fakes.observed().pagerduty.wakings).toEqual([
      {
        at,
        routingKey,
        dedupKey: 'a',
        incident: world.fakes.observed().pagerduty.incidents[0]?.id,
        summary: 'Redis unreachable',
        severity: 'critical',
      },
    ]);
  });

  it('not again for a trigger of what somebody acknowledged', async () => {
    const world = await started();
    await enqueue(world.fakes, trigger('a'));
    await enqueue(world.fakes, acknowledge('a'));
    await enqueue(world.fakes, trigger('a', 'Disk fuller'));
    expect(woken(world)).toEqual(['a: Disk full']);
    expect(world.fakes.observed().pagerduty.incidents).toMatchObject([
      { status: 'acknowledged', acknowledgedAt: world.clock.now() },
    ]);
  });

  it.each([
    ['the relay', (world: Started) => enqueue(world.fakes, resolve('a'))],
    [
      'a person',
      (world: Started) => world.fakes.pagerduty.resolve(world.fakes.connection.pagerduty.routingKey, 'a'),
    ],
  ])('again under the same key after %s resolved it', async (_who, end) => {
    const world = await started();
    await enqueue(world.fakes, trigger('a'));
    await end(world);
    await enqueue(world.fakes, trigger('a', 'Disk full again'));
    expect(woken(world)).toEqual(['a: Disk full', 'a: Disk full again']);
    expect(world.fakes.observed().pagerduty.incidents.map((one) => one.status)).toEqual([
      'resolved',
      'triggered',
    ]);
  });

  it('never for what was refused, dropped or resolved', async () => {
    const world = await started();
    await enqueue(world.fakes, resolve('a'));
    await enqueue(world.fakes, acknowledge('a'));
    await enqueue(world.fakes, { ...trigger('a'), payload: {} });
    world.fakes.faults.add({ target: { service: 'pagerduty' }, fault: { kind: 'status', status: 503 } });
    await enqueue(world.fakes, trigger('a')).catch(() => null);
    expect(woken(world)).toEqual([]);
  });

  it('although the answer says that the trigger failed', async () => {
    const world = await started();
    world.fakes.faults.add({
      target: { service: 'pagerduty' },
      fault: { kind: 'accept-then-fail', answer: 500 },
    });
    await enqueue(world.fakes, trigger('a')).catch(() => null);
    expect(woken(world)).toEqual(['a: Disk full']);
  });
});
