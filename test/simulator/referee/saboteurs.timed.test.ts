import { describe, expect, it } from 'vitest';
import type { Judgement } from '../../../simulator/referee/referee.ts';
import { runScenario } from '../../../simulator/run/run-scenario.ts';
import { sentryWaitsMs } from '../../journey/scene/journey.ts';
import { deafToRetryAfter } from './saboteurs/deaf-to-retry-after.ts';
import { doublePosts } from './saboteurs/double-posts.ts';
import { droppedWebhooks } from './saboteurs/dropped-webhooks.ts';
import { lateTrigger } from './saboteurs/late-trigger.ts';
import { startMiniRelay } from './saboteurs/mini-relay.ts';
import { onePostAWebhook } from './saboteurs/one-post-a-webhook.ts';
import type { Sabotage } from './saboteurs/sabotage.ts';
import { staleMessage } from './saboteurs/stale-message.ts';
import { shortStorm } from './short-storm.ts';

const SABOTEURS = [
  onePostAWebhook,
  doublePosts,
  droppedWebhooks,
  lateTrigger,
  deafToRetryAfter,
  staleMessage,
];

async function judgementsOf(sabotage: Sabotage, waitsMs = 0): Promise<readonly Judgement[]> {
  const outcome = await runScenario({
    scenario: shortStorm(),
    seed: 4,
    speed: 10,
    sentryWaitsMs: waitsMs,
    signal: new AbortController().signal,
    startRelay: (setup) => startMiniRelay(setup, sabotage),
  });
  return outcome.judgements;
}

describe('the referee', () => {
  it('acquits an honest little relay of everything', async () => {
    const failed = (await judgementsOf({}, sentryWaitsMs)).filter((one) => one.ok !== true);
    expect(failed.map((one) => `${one.name}: ${one.detail}`)).toEqual([]);
  });

  it.each(SABOTEURS)('convicts $name by $convictedBy', async ({ sabotage, convictedBy }) => {
    const judgement = (await judgementsOf(sabotage)).find((one) => one.name === convictedBy);
    expect(judgement).toMatchObject({ ok: false });
  });
});
