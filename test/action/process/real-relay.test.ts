import { describe, expect, it } from 'vitest';
import { drilling, drillSeed } from '../../journey/scene/drill-runner.ts';
import { until } from '../../journey/scene/journey.ts';
import { pages, roots, shown } from '../../journey/scene/seen.ts';
import { throwIt, troubles, unrelated } from '../../journey/scene/trouble.ts';
import { runStep } from '../runner.ts';
import { expectFoundOut, type Trouble } from './found-out.ts';
import { expectNoSecret, expectNothingLeftOpen, inputsFor, realTime } from './real-world.ts';

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
    expectNothingLeftOpen(world);
    expectNoSecret(step, world);
    expect(shown(roots(world.of, world.channel)[0])).toMatch(/✅ Drill: checkout \(production\)/);
    // The deploy is told with the first real error of the service.
    await throwIt(world.of.fakes, troubles(world.of, drillSeed)('checkout', unrelated[0]!).event());
    const message = await until('the real message', () => roots(world.of, world.of.channels[0])[0]);
    expect(shown(message)).toMatch(/🚢 \*kim\* deployed checkout `0f6c2f3[0-9a-f]*`/);
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
    headline: 'Slack: channel C0NOSUCH01 not found or archived',
    cause: /channel_not_found/,
  },
  {
    name: 'a wrong channel of the real alerts',
    env: { SLACK_CHANNEL: 'C0NOSUCH02' },
    headline: 'Slack for real alerts: channel C0NOSUCH02 not found or archived',
    cause: /slack\/C0NOSUCH02[^]*channel_not_found/,
  },
  {
    name: 'an invalid test routing key',
    env: { PAGERDUTY_TEST_ROUTING_KEY: '0123456789abcdef0123456789abcdef' },
    headline: 'PagerDuty: routing key ',
    cause: /Invalid routing key/,
  },
  {
    name: 'an invalid routing key of the real on-call',
    env: { PAGERDUTY_ROUTING_KEY: 'fedcba9876543210fedcba9876543210' },
    headline: 'PagerDuty for real alerts: routing key ',
    cause: /Invalid routing key/,
  },
  {
    name: 'two troubles at once',
    env: { SLACK_TEST_CHANNEL: 'C0NOSUCH01', PAGERDUTY_TEST_ROUTING_KEY: '0123456789abcdef0123456789abcdef' },
    headline: 'Slack: channel C0NOSUCH01 not found or archived',
    cause: /channel_not_found[^]*Invalid routing key/,
  },
];

describe('the bundle finds out', () => {
  it.each(troubleList)('$name', expectFoundOut);

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
