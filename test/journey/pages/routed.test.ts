import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { visibleRoots } from '../../../simulator/referee/root-messages.ts';
import { journey, until, type Journey } from '../scene/journey.ts';
import { throwIt, troubles, unrelated } from '../scene/trouble.ts';

const seed = 91;

/** Two teams with channels and keys of their own, somebody who is woken when nobody answers, and everybody else. */
async function teams(
  of: Journey,
): Promise<Record<'payments' | 'web' | 'managers' | 'payChannel' | 'all', string>> {
  const { pagerduty } = of.fakes;
  const keys = {
    payments: pagerduty.addRoutingKey(),
    web: pagerduty.addRoutingKey(),
    managers: pagerduty.addRoutingKey(),
  };
  const [all = '', payChannel = ''] = of.channels;
  const file = path.join(of.folder, 'stormrelay.yaml');
  await writeFile(
    file,
    `receivers:
  - { name: everyone, slack: { channel: ${all} } }
  - { name: payments, slack: { channel: ${payChannel} }, pagerduty: { routing_key: ${keys.payments} } }
  - { name: web, pagerduty: { routing_key: ${keys.web} }, page_when: [{ level: fatal }] }
  - { name: managers, pagerduty: { routing_key: ${keys.managers} } }
route:
  receiver: everyone
  routes:
    - matchers: ['service=~"pay.*"']
      receiver: payments
      escalate: { unacknowledged_for: 10m, to: managers }
      continue: true
    - { matchers: ['service="pay-web"'], receiver: web }
`,
  );
  return { ...keys, payChannel, all };
}

/** Of each key the pages that are open there, and how they stand. */
function pages(of: Journey): readonly string[] {
  return of.fakes.observed().pagerduty.incidents.map(({ routingKey, status }) => `${routingKey} ${status}`);
}

function shownIn(of: Journey, channel: string): number {
  return visibleRoots(of.fakes.observed().slack.messages).filter((message) => message.channel === channel)
    .length;
}

describe('routes of a configuration file', () => {
  it('tell each team its own, wake each by its own rules, and let each answer for itself, over a kill -9', async () => {
    const of = await journey({ seed, speed: 60, channels: 2 });
    const { payments, web, managers, payChannel, all } = await teams(of);
    const env = {
      STORMRELAY_CONFIG: path.join(of.folder, 'stormrelay.yaml'),
      SLACK_CHANNEL: '',
      PAGERDUTY_ROUTING_KEY: '',
      PAGERDUTY_WEBHOOK_SECRETS: of.fakes.connection.pagerduty.webhookSecret,
    };
    of.fakes.pagerduty.setWebhook(`${of.url}/webhooks/pagerduty`);
    await of.start(env);
    const make = troubles(of, seed);
    const [one, two] = unrelated;
    if (one === undefined || two === undefined) throw new Error('There are too few troubles.');

    await throwIt(of.fakes, make('cart', one).event());
    await throwIt(of.fakes, make('pay-web', two).event({ level: 'fatal' }));
    await until('both teams are woken', () => pages(of).length === 2);
    expect(pages(of).toSorted()).toEqual([`${payments} triggered`, `${web} triggered`].toSorted());
    await until('each is told its own', () => shownIn(of, payChannel) === 1 && shownIn(of, all) === 1);

    const own = of.fakes.observed().pagerduty.incidents.find(({ routingKey }) => routingKey === web);
    if (own === undefined) throw new Error('The web team has no page.');
    of.fakes.pagerduty.act({
      does: 'acknowledge',
      routingKey: web,
      dedupKey: own.dedupKey,
      by: 'Wanda',
      itself: false,
    });
    await of.kill();
    await of.start(env);

    // The web team has it in hand; payments have not answered, so after ten minutes somebody else is woken.
    await until('nobody of payments answered', () => pages(of).includes(`${managers} triggered`));
    expect(pages(of)).toContain(`${web} acknowledged`);
    expect(pages(of)).toContain(`${payments} triggered`);

    const [incident] = (await of.api.incidents()).filter(({ services }) => services.includes('pay-web'));
    if (incident === undefined) throw new Error('The incident is not listed.');
    expect((await of.api.post(`incidents/${incident.id}/resolve`, { who: 'Ada' })).status).toBeLessThan(300);
    await until('every page is over', () => pages(of).every((page) => page.endsWith('resolved')));
    expect(pages(of)).toHaveLength(3);
    await of.rest();
    expect(await of.api.books()).toMatchObject({ accepted: 4, shown: 2, folded: 2, inFlight: 0 });
  });
});
