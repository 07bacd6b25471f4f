import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';
import { journey, until, type Journey } from '../scene/journey.ts';
import { pages, rootsOf, shown } from '../scene/seen.ts';
import { throwIt, troubles, unrelated } from '../scene/trouble.ts';

const seed = 2_207;

/** Payments, and managers who are woken when nobody of payments has acknowledged for ten minutes. */
async function escalating(of: Journey): Promise<{ readonly payments: string; readonly managers: string }> {
  const { pagerduty } = of.fakes;
  const keys = { payments: pagerduty.addRoutingKey(), managers: pagerduty.addRoutingKey() };
  const [channel = ''] = of.channels;
  await writeFile(
    path.join(of.folder, 'stormrelay.yaml'),
    `receivers:
  - { name: payments, slack: { channel: ${channel} }, pagerduty: { routing_key: ${keys.payments} } }
  - { name: managers, pagerduty: { routing_key: ${keys.managers} } }
route: { receiver: payments, escalate: { unacknowledged_for: 10m, to: managers } }
`,
  );
  return keys;
}

it('whoever of the second receiver takes it has it everywhere, over a kill -9, until they take it back', async () => {
  const of = await journey({ seed, speed: 60 });
  const { payments, managers } = await escalating(of);
  const env = {
    STORMRELAY_CONFIG: path.join(of.folder, 'stormrelay.yaml'),
    SLACK_CHANNEL: '',
    PAGERDUTY_ROUTING_KEY: '',
    PAGERDUTY_WEBHOOK_SECRETS: of.fakes.connection.pagerduty.webhookSecret,
  };
  of.fakes.pagerduty.setWebhook(`${of.url}/webhooks/pagerduty`);
  await of.start(env);
  const [trouble] = unrelated;
  await throwIt(of.fakes, troubles(of, seed)('pay-api', trouble!).event({ level: 'fatal' }));
  const pageOf = (routingKey: string) => pages(of).find((page) => page.routingKey === routingKey);
  const { dedupKey } = await until('managers are woken', () => pageOf(managers));
  const { id } = await until('it is listed', async () => (await of.api.incidents())[0]);
  const act = (does: 'acknowledge' | 'unacknowledge'): void =>
    expect(
      of.fakes.pagerduty.act({ does, routingKey: managers, dedupKey, by: 'Mia Fake', itself: false }),
    ).toBe(true);

  act('acknowledge');
  await of.kill();
  await of.start(env);
  await until('the page of payments is spared', () => pageOf(payments)?.status === 'acknowledged');
  await until('the message says who', () => /Acknowledged by Mia Fake/.test(shown(rootsOf(of, id)[0])));
  expect((await of.api.incident(id)).view).toMatchObject({
    status: 'acknowledged',
    acknowledgedBy: 'Mia Fake',
  });

  act('unacknowledge');
  await until('it waits for somebody', async () => (await of.api.incident(id)).view.status === 'open');
  // PagerDuty gives back no acknowledgement over its Events API: payments are rung anew.
  const anew = await until('payments are rung anew', () =>
    pages(of).find(
      (page) => page.routingKey === payments && page.dedupKey !== dedupKey && page !== pageOf(payments),
    ),
  );
  expect(anew.status).toBe('triggered');
  await of.rest();
  expect(pageOf(managers)?.status).toBe('triggered');
});
