import { describe, expect, it } from 'vitest';
import { drilling, reportOf } from '../../journey/drill-runner.ts';
import { until } from '../../journey/journey.ts';
import { pages } from '../../journey/seen.ts';
import { runStep, startStep } from '../runner.ts';
import { expectNoSecret, expectNothingLeftOpen, inputsFor, realTime, type Drilling } from './real-world.ts';

describe('a job that is cancelled', () => {
  async function underWay(world: Drilling) {
    const { of, channel } = world;
    // The page goes out, the message does not: the check waits.
    of.fakes.faults.add({
      target: { service: 'slack', method: 'chat.postMessage', channel },
      fault: { kind: 'status', status: 503 },
    });
    const inputs = inputsFor(of, { timeout: '60s' });
    const running = startStep({ inputs });
    await until('the page', () => pages(of)[0]);
    return { running, inputs };
  }

  it('takes everything back at once', async () => {
    const world = await drilling(realTime);
    const { running, inputs } = await underWay(world);
    running.signal('SIGINT');
    const step = await running.ended;
    expect(step.outputs['result']).toBe('cancelled');
    expect(step.code).toBe(1);
    world.of.fakes.faults.clear();
    const post = await runStep({ inputs, state: step.state });
    expect(post.code).toBe(0);
    await until('the page is resolved', () => pages(world.of)[0]?.status === 'resolved');
    expectNothingLeftOpen(world);
    expectNoSecret(step, world);
  });

  it('and killed at that is cleared up by the post step', async () => {
    const world = await drilling(realTime);
    const { running, inputs } = await underWay(world);
    running.signal('SIGKILL');
    const step = await running.ended;
    expect(pages(world.of)).toMatchObject([{ status: 'triggered' }]);
    const post = await runStep({ inputs, state: step.state });
    expect(post.code).toBe(0);
    expect(pages(world.of)).toMatchObject([{ status: 'resolved' }]);
    const id = /drill-\d+/.exec(JSON.stringify(step.state))?.[0] ?? '';
    expect(await reportOf(world.of, id)).toMatchObject({ state: 'cancelled', leftOpen: [] });
    expectNothingLeftOpen(world);
    expectNoSecret(post, world);
  });
});
