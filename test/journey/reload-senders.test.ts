import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { WebhookCall } from '../../simulator/observed.ts';
import { journey, until, type Journey } from './scene/journey.ts';
import {
  expectBalance,
  expectNoMessageTwice,
  expectNoSecondPage,
  pages,
  roots,
  shown,
} from './scene/seen.ts';
import { throwIt, troubles, unrelated, type Trouble } from './scene/trouble.ts';

const seed = 1307;

/** What a file of one receiver sends with. */
interface With {
  readonly token?: string;
  readonly key?: string;
  readonly secret?: string;
}

interface House {
  readonly of: Journey;
  readonly make: (service: string, nth: number) => Trouble;
  /** Writes the configuration, tells the relay, and waits until it has read it so often. */
  readonly reload: (sends: With) => Promise<void>;
  /** Resolves the incident of a service, as a person does. */
  readonly resolve: (service: string) => Promise<void>;
  readonly log: () => string;
}

/** A relay whose file says with what it sends. */
async function house(first: With, speed = 20): Promise<House> {
  const of = await journey({ seed, speed });
  const file = path.join(of.folder, 'stormrelay.yaml');
  const { slack, pagerduty, webhook } = of.fakes.connection;
  const write = ({
    token = slack.token,
    key = pagerduty.routingKey,
    secret = webhook.secret,
  }: With): Promise<void> =>
    writeFile(
      file,
      `slack: { token: ${token} }
receivers:
  - name: team
    slack: { channel: ${of.channels[0] ?? ''} }
    pagerduty: { routing_key: ${key} }
    webhook: { url: ${webhook.url}, secret: ${secret}, allow_private: true }
route: { receiver: team }
`,
    );
  await write(first);
  await of.start({
    STORMRELAY_CONFIG: file,
    SLACK_BOT_TOKEN: '',
    SLACK_CHANNEL: '',
    PAGERDUTY_ROUTING_KEY: '',
  });
  const trouble = troubles(of, seed);
  const log = (): string => of.relay().stdout();
  let read = 0;
  return {
    of,
    log,
    make: (service, nth) => trouble(service, unrelated[nth] ?? expect.fail('too few troubles')),
    reload: async (sends) => {
      await write(sends);
      of.relay().signal('SIGHUP');
      read += 1;
      await until('it is read', () => log().split('The configuration was read again').length > read);
      expect((await of.api.readiness()).notes.join('\n')).not.toMatch(/started again:/);
    },
    resolve: async (service) => {
      const [open] = (await of.api.incidents()).filter(({ services }) => services.includes(service));
      await of.api.post(`incidents/${open?.id ?? ''}/resolve`, { who: 'Ada' });
    },
  };
}

const keysPaged = (of: Journey): readonly string[] =>
  of.fakes
    .observed()
    .pagerduty.calls.filter(({ action }) => action === 'trigger')
    .map(({ routingKey }) => routingKey);

describe('what a relay sends with, changed while it runs', () => {
  it('pages with another key from then on, and finishes with the former one what that has opened', async () => {
    const { of, make, reload, resolve } = await house({});
    const [former, next] = [of.fakes.connection.pagerduty.routingKey, of.fakes.pagerduty.addRoutingKey()];
    await throwIt(of.fakes, make('cart', 0).event({ level: 'fatal' }));
    await until('somebody is woken', () => pages(of).length === 1);

    await reload({ key: next });
    await throwIt(of.fakes, make('basket', 1).event({ level: 'fatal' }));
    await until('somebody is woken by the new key', () => pages(of).length === 2);
    expect(keysPaged(of)).toEqual([former, next]);
    const notes = (await of.api.readiness()).notes.join('\n');
    expect(notes).toMatch(/pagerduty:\w+ has left the configuration: 1 open page and 0 unsent/);
    expect(notes).toContain('PAGERDUTY_ROUTING_KEYS_OLD');

    await resolve('cart');
    await until('the page of the former key is over', () => pages(of)[0]?.status === 'resolved');
    await until('nothing depends on it', async () =>
      (await of.api.readiness()).notes.every((note) => !note.includes('has left')),
    );
    expect(pages(of)[1]?.status).toBe('triggered');
    await of.rest();
    expectNoSecondPage(of);
    await expectBalance(of);
  });

  it('posts with another token what the former one could not, and says so', async () => {
    const { of, make, reload } = await house({ token: 'xoxb-000000000-not-the-token' });
    await throwIt(of.fakes, make('cart', 0).event());
    await until('the lane is blocked', async () =>
      (await of.api.readiness()).notes.some((note) => note.includes('is blocked')),
    );
    expect(roots(of)).toEqual([]);
    await reload({});
    await until('it is shown', () => roots(of).length === 1);
    await until('nothing is blocked any more', async () =>
      (await of.api.readiness()).notes.every((note) => !/blocked|has left|cannot be reached/.test(note)),
    );
    await of.rest();
    expect(shown(roots(of)[0])).not.toMatch(/blocked/);
    await expectBalance(of);
  });

  it('loses and doubles nothing while one token replaces another in the midst of sends', async () => {
    const { of, make, reload, log } = await house({}, 4);
    of.fakes.faults.add({
      target: { service: 'slack', method: 'chat.postMessage' },
      fault: { kind: 'latency', ms: 1500 },
    });
    const services = ['cart', 'basket', 'search', 'mail'];
    const all = services.map((service, nth) => make(service, nth));
    for (const one of all) await throwIt(of.fakes, one.event());
    await until('something is under way', () => of.fakes.observed().slack.calls.length > 0);
    await reload({ token: of.fakes.slack.secondToken });
    for (const one of all) await throwIt(of.fakes, one.event());
    await until('each is shown', () => roots(of).length >= services.length);
    await of.rest();
    expectNoMessageTwice(of);
    expect(roots(of)).toHaveLength(services.length);
    for (const secret of [of.fakes.slack.secondToken, of.fakes.connection.slack.token])
      expect(log()).not.toContain(secret);
    expect(log()).toMatch(/slack:\w+: is sent with from now on/);
  });

  it('signs with another secret what a program is told', async () => {
    const { of, make, reload } = await house({ secret: `whsec_${Buffer.alloc(32, 9).toString('base64')}` });
    const calls = (): readonly WebhookCall[] => of.fakes.observed().webhook?.calls ?? [];
    await throwIt(of.fakes, make('cart', 0).event());
    await until('a program refuses it', () => calls().length > 0);
    const verified = (): readonly boolean[] => calls().map(({ verified: is }) => is);
    expect(verified()).not.toContain(true);
    await reload({});
    await until('it takes what is signed by the new one', () => verified().includes(true));
    await of.rest();
    expect(verified().filter((is) => is)).toHaveLength(1);
  });

  it('keeps current what stands in a workspace that has left, to its end, and shows nothing new there', async () => {
    const of = await journey({ seed, speed: 20, channels: 2 });
    const file = path.join(of.folder, 'stormrelay.yaml');
    const [ours = '', theirs = ''] = of.channels;
    const partner = `  - { name: partner, slack: { channel: ${theirs}, token: ${of.fakes.slack.secondToken} } }`;
    const both = '  routes: [{ receiver: partner, continue: true }, { receiver: team }]';
    const write = (receivers: string, routes: string): Promise<void> =>
      writeFile(
        file,
        `receivers:
  - { name: team, slack: { channel: ${ours} } }
${receivers}
route:
  receiver: team
${routes}
`,
      );
    await write(partner, both);
    await of.start({ STORMRELAY_CONFIG: file, SLACK_CHANNEL: '', PAGERDUTY_ROUTING_KEY: '' });
    const make = troubles(of, seed);
    const [one, two] = unrelated;
    if (one === undefined || two === undefined) throw new Error('There are too few troubles.');
    await throwIt(of.fakes, make('cart', one).event());
    await until('both show it', () => roots(of).length === 2);
    await of.rest();

    await write('', '');
    of.relay().signal('SIGHUP');
    await until('it is read', () => of.relay().stdout().includes('The configuration was read again'));
    await throwIt(of.fakes, make('basket', two).event());
    await until('we show what is new', () => roots(of, ours).length === 2);
    const [open] = (await of.api.incidents()).filter(({ services }) => services.includes('cart'));
    await of.api.post(`incidents/${open?.id ?? ''}/resolve`, { who: 'Ada' });
    await until('they read that it is over', () => shown(roots(of, theirs)[0]).includes('Resolved'));
    await of.rest();
    expect(roots(of, theirs)).toHaveLength(1);
    expectNoMessageTwice(of);
    expect(await of.api.books()).toMatchObject({ inFlight: 0, dead: 0 });
  });
});
