import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';
import { journey, until, type Journey } from '../scene/journey.ts';
import { pages, roots, shown } from '../scene/seen.ts';
import { throwIt, troubles, unrelated } from '../scene/trouble.ts';

const seed = 2_713;

/** A relay whose page PagerDuty takes at a second key only. */
async function failingOver(of: Journey, env: Readonly<Record<string, string>>, own: string): Promise<void> {
  of.fakes.faults.add({
    target: { service: 'pagerduty', routingKey: own },
    fault: { kind: 'status', status: 503 },
  });
  of.fakes.pagerduty.setWebhook(`${of.url}/webhooks/pagerduty`);
  await of.start(env);
  await throwIt(of.fakes, troubles(of, seed)('pay-api', unrelated[4]!).event({ level: 'fatal' }));
}

const keyOf = (of: Journey, routingKey: string) => pages(of).find((page) => page.routingKey === routingKey);

it('a page that its own key does not take for a minute rings at the fallback key, and at both once it does', async () => {
  const of = await journey({ seed, speed: 60 });
  const own = of.fakes.connection.pagerduty.routingKey;
  const other = of.fakes.pagerduty.addRoutingKey();
  const env = {
    PAGERDUTY_FALLBACK_ROUTING_KEY: other,
    PAGERDUTY_WEBHOOK_SECRETS: of.fakes.connection.pagerduty.webhookSecret,
  };
  await failingOver(of, env, own);
  const at = of.clock.now();
  const { dedupKey, summary } = await until('the fallback rings', () => keyOf(of, other));
  expect(of.clock.now() - at).toBeGreaterThan(50_000);
  expect(summary).toContain('PagerDuty did not take it at its own key');
  await until('the message says by which', () => /\*Paged\* by the fallback key/.test(shown(roots(of)[0])));
  expect(keyOf(of, own)).toBeUndefined();

  await of.kill();
  of.fakes.faults.clear();
  await of.start(env);
  const late = await until('its own key rings too', () => keyOf(of, own));
  expect(late).toMatchObject({ dedupKey });
  expect(late.summary).toContain('the same page as that of the fallback key');

  const act = { does: 'acknowledge', routingKey: other, dedupKey, by: 'Mia Fake', itself: false } as const;
  expect(of.fakes.pagerduty.act(act)).toBe(true);
  await until('both are in hand', () => keyOf(of, own)?.status === 'acknowledged');
  const { id } = (await of.api.incidents())[0]!;
  expect((await of.api.incident(id)).view).toMatchObject({ acknowledgedBy: 'Mia Fake' });
  await of.api.post(`incidents/${id}/resolve`, { who: 'Robin' });
  await until('both are over', () => pages(of).every(({ status }) => status === 'resolved'));
  await of.rest();
  expect(pages(of)).toHaveLength(2);
});

it('what somebody has in hand by then is not delivered late, by receivers of a file', async () => {
  const of = await journey({ seed, speed: 60 });
  const [own, other] = [of.fakes.pagerduty.addRoutingKey(), of.fakes.pagerduty.addRoutingKey()];
  const [channel = ''] = of.channels;
  const file = path.join(of.folder, 'stormrelay.yaml');
  await writeFile(
    file,
    `receivers:
  - name: payments
    slack: { channel: ${channel} }
    pagerduty: { routing_key: ${own}, fallback: { routing_key: ${other} } }
route: { receiver: payments }
`,
  );
  const env = {
    STORMRELAY_CONFIG: file,
    SLACK_CHANNEL: '',
    PAGERDUTY_ROUTING_KEY: '',
    PAGERDUTY_WEBHOOK_SECRETS: of.fakes.connection.pagerduty.webhookSecret,
  };
  await failingOver(of, env, own);
  const { dedupKey } = await until('the fallback rings', () => keyOf(of, other));
  const act = { does: 'acknowledge', routingKey: other, dedupKey, by: 'Mia Fake', itself: false } as const;
  expect(of.fakes.pagerduty.act(act)).toBe(true);
  await until('the message says who', () => /Acknowledged by Mia Fake/.test(shown(roots(of)[0])));
  of.fakes.faults.clear();
  await of.rest();
  expect(keyOf(of, own)).toBeUndefined();
  expect(pages(of)).toHaveLength(1);
});
