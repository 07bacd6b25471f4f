import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { patient } from '../../simulator/clock.ts';
import { startFakes, type Fakes } from '../../simulator/fakes/start.ts';
import { journey, sentryWaitsMs, until, type Journey } from './scene/journey.ts';
import { expectBalance, roots, rootsOf } from './scene/seen.ts';
import { throwIt, troubles, unrelated } from './scene/trouble.ts';

const seed = 6120;
/** The same id in both workspaces: two persons. */
const robin = { id: 'U0ROBIN', name: 'robin' };
const eve = { id: 'U0EVE', name: 'eve' };

/** Another Slack, in which a partner's people are; it runs on the same clock. */
async function partnersSlack(of: Journey): Promise<Fakes> {
  const fakes = await startFakes({
    clock: patient(of.clock, sentryWaitsMs),
    seed: seed + 1,
    https: false,
  });
  onTestFinished(() => fakes.close());
  return fakes;
}

/** A file in which the partner is shown what pays, in a workspace of its own, where a group may press. */
async function config(of: Journey, partner: Fakes): Promise<Record<string, string>> {
  const { token, channel, signingSecret, url } = partner.connection.slack;
  const group = partner.slack.addUserGroup([robin.id]);
  const file = path.join(of.folder, 'stormrelay.yaml');
  await writeFile(path.join(of.folder, 'partner-token'), `${token}\n`);
  await writeFile(
    file,
    `receivers:
  - { name: everyone, slack: { channel: ${of.channels[0] ?? ''} } }
  - name: partner
    slack:
      token_file: ./partner-token
      channel: ${channel}
      signing_secrets: ${signingSecret}
      responders: [${group}]
      api_url: ${url}
route:
  receiver: everyone
  routes:
    - { matchers: ['service=~"pay.*"'], receiver: partner, continue: true }
    - { receiver: everyone }
`,
  );
  return {
    STORMRELAY_CONFIG: file,
    SLACK_CHANNEL: '',
    PAGERDUTY_ROUTING_KEY: '',
    SLACK_SIGNING_SECRET: of.fakes.connection.slack.signingSecret,
  };
}

it('two workspaces are each shown their own, and press by their own secret, as their own people', async () => {
  const of = await journey({ seed, speed: 2 });
  const partner = await partnersSlack(of);
  const life = await of.start(await config(of, partner));
  const make = troubles(of, seed);
  const [one, two] = unrelated;
  if (one === undefined || two === undefined) throw new Error('There are too few troubles.');
  await throwIt(of.fakes, make('cart', one).event());
  await throwIt(of.fakes, make('pay-web', two).event());
  await until(
    'ours are shown both, theirs one',
    () => roots(of).length === 2 && roots({ fakes: partner }).length === 1,
  );
  const pay = (await of.api.incidents()).find(({ services }) => services.includes('pay-web'));
  const standing = async (): Promise<string | null | undefined> =>
    (await of.api.incidents()).find(({ id }) => id === pay?.id)?.acknowledgedBy;

  const [theirs] = roots({ fakes: partner });
  if (theirs === undefined) throw new Error('It is not shown there.');
  const { channel, ts } = theirs;
  const press = { url: `${of.url}/webhooks/slack/interactions`, channel, ts, action: 'acknowledge' };
  // A stranger to their group, and a signature of nobody.
  await partner.slack.press({ ...press, user: eve });
  const forged = await partner.slack.press({ ...press, user: robin, secret: 'n0tTheSecretOfThisApp' });
  expect(forged.map(({ status }) => status)).toEqual([401]);
  await until('the stranger is told', () =>
    partner.slack
      .ephemeral()
      .some(({ user, text }) => user === eve.id && text.startsWith('Nothing was done')),
  );
  expect(await standing()).toBeNull();

  await partner.slack.press({ ...press, user: robin });
  await until('it is acknowledged', async () => (await standing()) === 'robin (partner)');

  // Who asks there sees what is shown there, and ours all of it.
  const commands = `${of.url}/webhooks/slack/commands`;
  const [said] = await partner.slack.say({ url: commands, text: 'open', user: robin });
  const [ours] = await of.fakes.slack.say({ url: commands, text: 'open', user: robin });
  expect([said?.body.includes('pay-web'), said?.body.includes('cart')]).toEqual([true, false]);
  expect([ours?.body.includes('pay-web'), ours?.body.includes('cart')]).toEqual([true, true]);
  const cart = (await of.api.incidents()).find(({ services }) => services.includes('cart'));
  const [refused] = await partner.slack.say({
    url: commands,
    text: `resolve ${cart?.id ?? ''}`,
    user: robin,
  });
  expect(refused?.body).toContain('There is no incident');

  // The same id and name in our workspace is somebody else, who may do more.
  const [mine] = rootsOf(of, pay?.id ?? '');
  if (mine === undefined) throw new Error('It is not shown here.');
  const at = { url: press.url, channel: mine.channel, ts: mine.ts };
  await of.fakes.slack.press({ ...at, action: 'resolve', user: robin });
  await until('it is over', async () =>
    (await of.api.incidents()).some(({ id, status }) => id === pay?.id && status === 'resolved'),
  );
  await of.rest();
  await expectBalance(of);
  expect(life.stdout()).not.toContain(partner.connection.slack.token);
});
