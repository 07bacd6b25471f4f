import { describe, expect, it } from 'vitest';
import { drillEnv, drilling, reportOf } from '../../journey/scene/drill-runner.ts';
import { until } from '../../journey/scene/journey.ts';
import { pages } from '../../journey/scene/seen.ts';
import { runStep, startStep } from '../runner.ts';
import { expectNoSecret, expectNothingLeftOpen, inputsFor, realTime, type Drilling } from './real-world.ts';

/** A check that waits: its page went out, its message does not. */
async function underWay(
  { of, channel }: Drilling,
  more: Readonly<Record<string, string>> = {},
): Promise<ReturnType<typeof startStep>> {
  of.fakes.faults.add({
    target: { service: 'slack', method: 'chat.postMessage', channel },
    fault: { kind: 'status', status: 503 },
  });
  const running = startStep({ inputs: inputsFor(of, { timeout: '60s', ...more }) });
  await until('the page', () => pages(of)[0]);
  return running;
}

describe('a job that is cancelled', () => {
  it('takes everything back at once', async () => {
    const world = await drilling(realTime);
    const running = await underWay(world);
    running.signal('SIGINT');
    const step = await running.ended;
    expect(step.outputs['result']).toBe('cancelled');
    expect(step.code).toBe(1);
    world.of.fakes.faults.clear();
    const post = await runStep({ inputs: inputsFor(world.of), state: step.state });
    expect(post.code).toBe(0);
    await until('the page is resolved', () => pages(world.of)[0]?.status === 'resolved');
    expectNothingLeftOpen(world);
    expectNoSecret(step, world);
  });

  it('and killed at that is cleared up by the post step', async () => {
    const world = await drilling(realTime);
    const running = await underWay(world);
    running.signal('SIGKILL');
    const step = await running.ended;
    expect(pages(world.of)).toMatchObject([{ status: 'triggered' }]);
    world.of.fakes.faults.clear();
    const post = await runStep({ inputs: inputsFor(world.of), state: step.state });
    expect(post.code).toBe(0);
    expect(pages(world.of)).toMatchObject([{ status: 'resolved' }]);
    const id = /drill-\d+/.exec(JSON.stringify(step.state))?.[0] ?? '';
    // The message that Slack had refused comes when it comes, and shows the result at once.
    await until('nothing is left open', async () => (await reportOf(world.of, id)).leftOpen.length === 0);
    expect(await reportOf(world.of, id)).toMatchObject({ state: 'cancelled' });
    expectNothingLeftOpen(world);
    expectNoSecret(post, world);
  });
});

describe('a relay that is killed in the middle of a check', () => {
  it('goes on with it in its next life, and the check waits for that', async () => {
    const world = await drilling(realTime);
    const { of, channel, key } = world;
    // On a busy machine Slack is refused often enough for a long pause, and the pause outlives the relay.
    const patient = { timeout: '5m', 'max-slack-ms': '300000' };
    const running = await underWay(world, { ...patient, 'record-deploy': 'false' });
    await of.kill();
    of.fakes.faults.clear();
    await of.start(drillEnv(of, { channel, key }));
    const step = await running.ended;
    expect(step.code, step.stdout).toBe(0);
    expect(step.outputs['result']).toBe('passed');
    expect(pages(of)).toMatchObject([{ status: 'resolved' }]);
    expectNothingLeftOpen(world);
  });
});
