import { describe, expect, it } from 'vitest';
import type { ReceiverProbe } from '../../../src/domain/drill/drill-report.ts';
import { drilling, drillSeed, register, reportOf } from '../scene/drill-runner.ts';
import { until, type Journey } from '../scene/journey.ts';
import { roots } from '../scene/seen.ts';
import { throwIt, troubles, unrelated } from '../scene/trouble.ts';

/** What a new drill is told of the real channel, once that is known. */
async function told(of: Journey): Promise<ReceiverProbe> {
  const { id } = await register(of);
  return until('the real channel was asked', async () => {
    const probe = (await reportOf(of, id)).receivers.find(({ kind }) => kind === 'chat');
    return probe === undefined || probe.state === 'asking' ? null : probe;
  });
}

describe('a real channel that may be read and not posted to', () => {
  it('fails a drill by what real alerts met there; mended, it passes the next one and shows what waited', async () => {
    const { of } = await drilling({ test: true, speed: 1 });
    const real = of.channels[0]!;
    expect(await told(of)).toMatchObject({ state: 'ok' });
    const fault = of.fakes.faults.add({
      target: { service: 'slack', channel: real, method: 'chat.postMessage' },
      fault: { kind: 'error-code', error: 'restricted_action' },
    });
    await throwIt(of.fakes, troubles(of, drillSeed)('invoices', unrelated[0]!).event());
    await until('the lane is blocked', async () =>
      (await of.api.lanes()).some((lane) => lane.id === `slack:${real}` && lane.state.kind === 'blocked'),
    );
    expect(await told(of)).toMatchObject({
      state: 'failed',
      detail: expect.stringContaining('restricted_action') as string,
    });
    of.fakes.faults.remove(fault);
    expect(await told(of)).toMatchObject({ state: 'ok' });
    await until('what waited is shown', () => roots(of, real).length === 1);
  });
});
