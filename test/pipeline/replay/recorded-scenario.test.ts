import { expect, it } from 'vitest';
import { stringify } from 'yaml';
import { createWebhookMaker } from '../../../simulator/fakes/sentry/webhooks.ts';
import { bodyMaker } from '../../../simulator/run/planned-bodies.ts';
import { loadScenario, parseScenario } from '../../../simulator/storm/scenario-file.ts';
import type { Scenario } from '../../../simulator/storm/scenario.ts';
import { planTimeline } from '../../../simulator/storm/timeline.ts';
import { ScenarioBook } from '../../../src/cli/replay/scenario-book.ts';
import { emptyState } from '../../../src/correlate/state/brain-state.ts';
import { capturedDelivery } from '../../../src/ingest/captured.ts';
import { createReader } from '../../../src/ingest/reader.ts';
import { createSentrySource } from '../../../src/integrations/sentry/source.ts';
import { OutcomeBook, type Outcome } from '../../../src/pipeline/replay/outcome.ts';
import { Replay } from '../../../src/pipeline/replay/replay.ts';
import { policy, start } from '../../make.ts';

const seed = 4;
const read = createReader({ sentry: createSentrySource({ allowedHosts: [] }) });

/** Plays a scenario to the brain; `planted` changes each body on its way. */
function play(scenario: Scenario, planted: (body: string) => string = (body) => body) {
  const outcome = new OutcomeBook();
  const book = new ScenarioBook(-Infinity, read);
  const listener = {
    applied: (step: Parameters<OutcomeBook['applied']>[0]) => {
      outcome.applied(step);
      book.applied(step);
    },
    told: (told: Parameters<OutcomeBook['told']>[0]) => outcome.told(told),
  };
  const state = emptyState({ install: 'i', now: 0, cursor: 0, policy, pagesWanted: [] });
  const replay = new Replay({ state, read, listener });
  const bodyOf = bodyMaker(createWebhookMaker(seed));
  planTimeline(scenario, seed, start).webhooks.forEach((planned, n) => {
    const webhook = bodyOf(planned, planned.at);
    if (webhook === null) return;
    const delivery = capturedDelivery(webhook.resource, planted(webhook.body), `d-${n}`);
    replay.take({ ...delivery, seq: n + 1, receivedAt: planned.at });
  });
  return { outcome: outcome.outcome(), book };
}

const storms = ({ incidents }: Outcome) => incidents.filter(({ storm }) => storm !== null);

const secrets = [
  'ada.lovelace@shop.example',
  '203.0.113.77',
  'Grace Hopper',
  'sk_live_4eC39HqLyjWDarjtT1zdp7dc',
  'hunter2hunter2',
];

/** What nobody outside may see, in every text that a scenario is made of. */
function plant(body: string): string {
  const value = JSON.parse(body) as {
    data: {
      event?: Record<string, unknown> & { exception?: { values: { value: string }[] } };
      error?: unknown;
    };
  };
  const { event } = value.data;
  if (event === undefined) return body;
  event['user'] = { id: 'u-7', name: 'Grace Hopper', email: secrets[0], ip_address: secrets[1] };
  event['transaction'] = `GET /account/${secrets[0]}`;
  for (const exception of event.exception?.values ?? [])
    exception.value += ` (for Grace Hopper at ${secrets[1]}, key ${secrets[3]}, password=${secrets[4]})`;
  return JSON.stringify(value);
}

it('a recorded storm goes out as a scenario that the simulator plays, and that is the same storm again', () => {
  const recorded = play(loadScenario('redis-outage'));
  const [root] = storms(recorded.outcome);
  const { scenario, leftOut } = recorded.book.scenario(
    'Recorded',
    root?.id ?? '',
    recorded.outcome.incidents,
  );
  expect(leftOut).toBe(0);
  const again = play(parseScenario('recorded', stringify(scenario)));
  expect(storms(again.outcome).map(({ storm }) => storm?.cause.key)).toEqual([root?.storm?.cause.key]);
  expect(again.outcome.pages).toHaveLength(1);
  const events = (outcome: Outcome, id: string | undefined): number =>
    outcome.incidents
      .filter((one) => one.id === id || one.parent === id)
      .reduce((sum, one) => sum + one.events, 0);
  const was = events(recorded.outcome, root?.id);
  expect(events(again.outcome, storms(again.outcome)[0]?.id) / was).toBeGreaterThan(0.9);
});

it('it holds nothing of whom it struck, and no token', () => {
  const recorded = play(loadScenario('redis-outage'), plant);
  const { scenario } = recorded.book.scenario('For Grace Hopper', null, recorded.outcome.incidents);
  const text = stringify(scenario);
  expect(text.length).toBeGreaterThan(5_000);
  for (const secret of secrets) expect(text).not.toContain(secret);
  expect(text).not.toMatch(/grace|hopper|lovelace/i);
  expect(() => parseScenario('recorded', text)).not.toThrow();
});
