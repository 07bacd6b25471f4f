import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';
import { v1 } from '../integrations/pagerduty/webhooks/webhook-body.ts';
import { stormrelay } from './scene/command.ts';
import { journey, until, type Journey } from './scene/journey.ts';
import { throwIt, troubles, unrelated } from './scene/trouble.ts';

const seed = 1_207;

/** The pipeline that is in use pages, and PagerDuty tells of it. */
async function theirPage(of: Journey, id: string, service: string, title: string): Promise<void> {
  const at = new Date(of.clock.now()).toISOString();
  const body = JSON.stringify({
    event: {
      id: `01-${id}`,
      event_type: 'incident.triggered',
      resource_type: 'incident',
      occurred_at: at,
      agent: null,
      client: { name: 'the old pipeline' },
      data: { id, type: 'incident', title, service: { summary: service }, created_at: at },
    },
  });
  const signature = v1(of.fakes.connection.pagerduty.webhookSecret, body);
  const answer = await fetch(`${of.url}/webhooks/pagerduty`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-pagerduty-signature': signature, 'x-webhook-id': id },
    body,
  });
  expect(answer.status).toBe(202);
}

it('a team in the shadow is sent nothing, and sees beside what PagerDuty did what it would have got', async () => {
  const of = await journey({ seed, speed: 60, channels: 2 });
  const [all = '', own = ''] = of.channels;
  const file = path.join(of.folder, 'stormrelay.yaml');
  await writeFile(
    file,
    `receivers:
  - { name: everyone, slack: { channel: ${all} } }
  - name: platform
    slack: { channel: ${own} }
    pagerduty: { routing_key: ${of.fakes.pagerduty.addRoutingKey()} }
    shadow: true
route:
  receiver: everyone
  routes: [{ receiver: platform, matchers: ['level="fatal"'] }]
`,
  );
  const env = {
    STORMRELAY_CONFIG: file,
    SLACK_CHANNEL: '',
    PAGERDUTY_ROUTING_KEY: '',
    PAGERDUTY_WEBHOOK_SECRETS: of.fakes.connection.pagerduty.webhookSecret,
  };
  const run = (args: readonly string[]) => stormrelay({ env: { ...of.env, ...env } }, args);
  const check = await run(['check']);
  expect(`${check.stdout}${check.stderr}`).toContain('Nobody is woken by this relay: platform would be');
  await of.start(env);
  const make = troubles(of, seed);
  const [one, two, three] = unrelated;
  if (one === undefined || two === undefined || three === undefined)
    throw new Error('There are too few troubles.');

  await throwIt(of.fakes, make('ledger', one).event({ level: 'fatal' }));
  await theirPage(of, 'QLEDGER', 'Ledger', 'Ledger is down');
  await throwIt(of.fakes, make('search', two).event({ level: 'error' }));
  await theirPage(of, 'QSEARCH', 'Search', 'Search is slow');
  await theirPage(of, 'QDISK', 'Backups', 'Disk is full');
  await throwIt(of.fakes, make('login', three).event({ level: 'fatal' }));
  await of.kill();
  await of.start(env);
  await until('all of it is shown', async () => (await of.api.books()).shown === 3);
  await of.rest();

  expect(of.fakes.observed().pagerduty.incidents).toEqual([]);
  const channels = new Set(of.fakes.observed().slack.messages.map(({ channel }) => channel));
  expect([...channels]).toEqual([all]);

  const report = await run(['shadow', 'report', '--since', '24h']);
  expect(report).toMatchObject({ code: 0, stderr: '' });
  const told = report.stdout;
  expect(told).toMatch(/Pages there +3\nPages here +2\n +in both +1\n/);
  expect(told).toMatch(
    /Ledger: Ledger is down\n +inc-\d+, .*: would page platform \(shadow\): Its level is fatal\./,
  );
  expect(told).toMatch(
    /Search: Search is slow\n +\d+ alerts? came as inc-\d+ .*; no route leads from it to a receiver in the shadow/,
  );
  expect(told).toMatch(/Backups: Disk is full\n +no alert of it came from Sentry/);
  expect(told).toMatch(/Only here[^]*login/);
  expect(told).not.toMatch(/\bpaged platform|Paging platform/);

  const json: unknown = JSON.parse((await run(['shadow', 'report', '--json'])).stdout);
  expect(json).toMatchObject({ totals: { there: 3, here: 2, same: 1, missed: 2, onlyHere: 1 } });
  const csv = path.join(of.folder, 'theirs.csv');
  // After the last that came here: that nothing came is what makes it missed.
  const late = new Date(of.clock.now()).toISOString();
  await writeFile(csv, `at,service,title\n${late},Mail,Mail is not sent\n`);
  const theirs = await run(['shadow', 'report', '--markdown', '--theirs', csv]);
  expect(theirs.stdout).toMatch(/Pages there +1\nPages here +2\n[^]*missed here +1\n/);
});
