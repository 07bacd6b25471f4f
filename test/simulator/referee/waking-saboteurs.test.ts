import { describe, expect, it } from 'vitest';
import { runScenario, type RunOutcome } from '../../../simulator/run/run-scenario.ts';
import { sentryWaitsMs } from '../../journey/scene/journey.ts';
import { startMiniRelay } from './saboteurs/mini-relay.ts';
import type { Sabotage } from './saboteurs/sabotage.ts';
import { sleepsThrough } from './saboteurs/sleeps-through.ts';
import { swallowsFatals } from './saboteurs/swallows-fatals.ts';
import { wakesAfterAck } from './saboteurs/wakes-after-ack.ts';
import { shortSecondStorm } from './short-second-storm.ts';

function run(sabotage: Sabotage): Promise<RunOutcome> {
  return runScenario({
    scenario: shortSecondStorm(),
    seed: 4,
    speed: 20,
    sentryWaitsMs,
    signal: new AbortController().signal,
    startRelay: (setup) => startMiniRelay(setup, sabotage),
  });
}

const wakingChecks = ['somebody-woken', 'nobody-woken-twice', 'own-pages', 'outage-pages'];

describe('of who was woken, the referee', () => {
  it('acquits a relay that wakes once an outburst and once a crash', async () => {
    const { judgements, evidence } = await run({});
    const failed = judgements.filter((one) => one.ok !== true);
    expect(failed.map((one) => `${one.name}: ${one.detail}`)).toEqual([]);
    expect(evidence.acts).toMatchObject([
      { does: 'resolve-in-pagerduty', what: 'cache', failure: null },
      { does: 'acknowledge', what: 'cache', failure: null },
    ]);
    const keys = evidence.pagerduty?.wakings.map((one) => one.dedupKey.split(':')[2]) ?? [];
    expect(keys.filter((key) => key === 'i1')).toHaveLength(2);
    expect(keys.filter((key) => key?.startsWith('f'))).toHaveLength(1);
    // The acknowledgement reached PagerDuty, and the resolve behind it.
    expect(evidence.pagerduty?.incidents.at(-1)).toMatchObject({
      acknowledgedAt: expect.any(Number) as number,
      status: 'resolved',
    });
  });

  it.each([sleepsThrough, wakesAfterAck, swallowsFatals])(
    'convicts $name by $convictedBy',
    async ({ sabotage, convictedBy }) => {
      const { judgements } = await run(sabotage);
      const convicted = judgements.filter((one) => wakingChecks.includes(one.name) && one.ok === false);
      expect(convicted.map((one) => one.name)).toContain(convictedBy);
    },
  );
});
