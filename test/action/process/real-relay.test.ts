import { describe, expect, it } from 'vitest';
import type { FaultSpec } from '../../../simulator/fakes/start.ts';
import { ciToken, drilling, drillSecret, drillSeed } from '../../journey/drill-runner.ts';
import { until } from '../../journey/journey.ts';
import { pages, roots, shown } from '../../journey/seen.ts';
import { throwIt, troubles, unrelated } from '../../journey/trouble.ts';
import { runStep } from '../runner.ts';
import { expectNoSecret, expectNothingLeftOpen, inputsFor, realTime, type Drilling } from './real-world.ts';

describe('the bundle against a healthy relay', () => {
  it('proves every hop, records the deploy, and leaves nothing behind', async () => {
    const world = await drilling(realTime);
    const step = await runStep({ inputs: inputsFor(world.of) });
    expect(step.code, step.stdout).toBe(0);
    expect(step.outputs['result']).toBe('passed');
    expect(step.outputs['pagerduty-dedup-key']).toMatch(/^stormrelay:/);
    for (const name of ['ack-ms', 'slack-ms', 'page-ms']) expect(step.outputs[name]).toMatch(/^\d+$/);
    expect(step.outputs['slack-permalink']).toMatch(/^https:\/\/.*\/archives\//);
    expect(step.annotations.filter(({ level }) => level !== 'notice')).toEqual([]);
    expect(step.summary).toMatch(/confirmed/);
    expect(step.summary).toMatch(/```mermaid/);
    expectNothingLeftOpen(world);
    expectNoSecret(step, world);
    expect(shown(roots(world.of, world.channel)[0])).toMatch(/✅ Drill: checkout \(production\)/);
    // The deploy is told with the first real error of the service.
    await throwIt(world.of.fakes, troubles(world.of, drillSeed)('checkout', unrelated[0]!).event());
    const message = await until('the real message', () => roots(world.of, world.of.channels[0])[0]);
    expect(shown(message)).toMatch(/🚢 checkout `0f6c2f3[0-9a-f]*` was deployed /);
  });

  it('sees a burst become one incident', async () => {
    const world = await drilling(realTime);
    const step = await runStep({ inputs: inputsFor(world.of, { scenario: 'storm' }) });
    expect(step.code, step.stdout).toBe(0);
    expect(step.outputs).toMatchObject({ result: 'passed' });
    expect(pages(world.of)).toHaveLength(1);
    expect(roots(world.of, world.channel)).toHaveLength(1);
    expectNothingLeftOpen(world);
  });

  it('shows itself in the normal channel where there is no other, and pages nobody', async () => {
    const world = await drilling({ test: false, speed: 1 });
    const step = await runStep({ inputs: inputsFor(world.of) });
    expect(step.code, step.stdout).toBe(0);
    expect(step.outputs['page-ms']).toBe('');
    expect(pages(world.of)).toEqual([]);
    expect(shown(roots(world.of)[0])).toMatch(/✅ Drill: /);
    expect(step.everything).toMatch(/PAGERDUTY_TEST_ROUTING_KEY/);
  });
});

interface Trouble {
  readonly name: string;
  readonly cause: RegExp;
  readonly env?: Readonly<Record<string, string>>;
  readonly inputs?: Readonly<Record<string, string>>;
  /** Done after the relay has started. */
  readonly before?: (world: Drilling) => Promise<void> | void;
}

const fault =
  (make: (world: Drilling) => FaultSpec) =>
  (world: Drilling): void =>
    void world.of.fakes.faults.add(make(world));

const troubleList: readonly Trouble[] = [
  {
    name: 'a wrong drill secret',
    inputs: { 'drill-secret': 'the-drill-secret-of-yesterday' },
    cause: /The relay refuses this drill secret; it was probably rotated/,
  },
  {
    name: 'a wrong token',
    inputs: { token: 'the-token-of-yesterday' },
    cause: /The relay refuses this CI token/,
  },
  {
    name: "Sentry's secret rotated",
    before: async ({ of }) => {
      of.fakes.sentry.setSecret('a secret that nobody told the relay');
      const trouble = troubles(of, drillSeed)('invoices', unrelated[0]!);
      for (let n = 0; n < 3; n += 1) await throwIt(of.fakes, trouble.event());
    },
    cause: /\d+ Sentry deliveries refused since \d\d:\d\d.*secret changed/,
  },
  {
    name: 'a wrong test channel',
    env: { SLACK_TEST_CHANNEL: 'C0NOSUCH01' },
    cause: /channel_not_found/,
  },
  {
    name: 'a wrong channel of the real alerts',
    env: { SLACK_CHANNEL: 'C0NOSUCH02' },
    cause: /slack\/C0NOSUCH02[^]*channel_not_found/,
  },
  {
    name: 'a Slack that answers 429',
    before: fault(({ channel }) => ({
      target: { service: 'slack', method: 'chat.postMessage', channel },
      fault: { kind: 'rate-limit', retryAfter: 30 },
    })),
    inputs: { timeout: '8s' },
    cause: /Slack limits chat\.postMessage/,
  },
  {
    name: 'a Slack that answers 503',
    before: fault(({ channel }) => ({
      target: { service: 'slack', method: 'chat.postMessage', channel },
      fault: { kind: 'status', status: 503 },
    })),
    inputs: { timeout: '8s' },
    cause: /HTTP 503/,
  },
  {
    name: 'an invalid test routing key',
    env: { PAGERDUTY_TEST_ROUTING_KEY: '0123456789abcdef0123456789abcdef' },
    cause: /Invalid routing key/,
  },
  {
    name: 'an invalid routing key of the real on-call',
    env: { PAGERDUTY_ROUTING_KEY: 'fedcba9876543210fedcba9876543210' },
    cause: /Invalid routing key/,
  },
  {
    name: 'a PagerDuty that throttles',
    before: fault(({ key }) => ({
      target: { service: 'pagerduty', method: '/v2/enqueue', routingKey: key },
      fault: { kind: 'rate-limit', form: 'bare' },
    })),
    inputs: { timeout: '8s' },
    cause: /429/,
  },
  {
    name: 'a slow Slack',
    before: fault(({ channel }) => ({
      target: { service: 'slack', method: 'chat.postMessage', channel },
      fault: { kind: 'latency', ms: 1_500 },
    })),
    inputs: { 'max-slack-ms': '1200' },
    cause: /Slack took .* limit/i,
  },
  {
    name: 'a Slack that never answers',
    before: fault(({ channel }) => ({
      target: { service: 'slack', method: 'chat.postMessage', channel },
      fault: { kind: 'timeout' },
    })),
    inputs: { timeout: '8s' },
    cause: /Not done within 8 s/,
  },
  {
    name: 'a message that Slack accepts and never shows',
    before: fault(({ channel }) => ({
      target: { service: 'slack', method: 'chat.postMessage', channel },
      fault: { kind: 'hidden' },
    })),
    cause: /not in the channel's history/,
  },
];

describe('the bundle finds out', () => {
  it.each(troubleList)('$name', async ({ cause, env, inputs, before }) => {
    const world = await drilling({ ...realTime, ...(env === undefined ? {} : { env }) });
    await before?.(world);
    const step = await runStep({ inputs: inputsFor(world.of, inputs) });
    expect(step.code, step.stdout).toBe(1);
    expect(step.outputs['result']).toBe('failed');
    const errors = step.annotations.filter(({ level }) => level === 'error');
    expect(errors.map(({ message }) => message).join('\n')).toMatch(cause);
    expect(step.summary).toMatch(cause);
    world.of.fakes.faults.clear();
    expectNothingLeftOpen(world);
    const { slack, pagerduty } = world.of.fakes.connection;
    for (const secret of [slack.token, pagerduty.routingKey, drillSecret, ciToken])
      expect(step.everything).not.toContain(secret);
  });

  it('a relay that is down', async () => {
    const world = await drilling(realTime);
    await world.of.stop();
    const step = await runStep({ inputs: inputsFor(world.of) });
    expect(step.code).toBe(1);
    expect(step.outputs).toMatchObject({ result: 'failed', 'ack-ms': '' });
    expect(step.annotations[0]?.message).toMatch(/No relay listens at/i);
    const warned = await runStep({ inputs: inputsFor(world.of, { 'on-failure': 'warn' }) });
    expect(warned.code).toBe(0);
    expect(warned.annotations.map(({ level }) => level)).not.toContain('error');
    expect(warned.outputs['result']).toBe('failed');
  });
});
