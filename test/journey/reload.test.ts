import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { journey, until, type Journey } from './scene/journey.ts';
import { throwIt, troubles, unrelated, type Trouble } from './scene/trouble.ts';

const seed = 1207;
const speed = 20;

interface House {
  readonly of: Journey;
  /** Sentry's secret, as the file beside the configuration holds it. */
  readonly secret: (text: string) => Promise<void>;
  /** Writes the configuration, and tells the relay. */
  readonly reload: (text: string) => Promise<void>;
  readonly make: (service: string, nth: number) => Trouble;
  readonly log: () => string;
}

/** A house with one receiver, whose name is `first`, and a routing key that the second file gives to another. */
async function house(
  first: string,
): Promise<House & { readonly teams: (name: string, more?: string) => string }> {
  const of = await journey({ seed, speed });
  const file = path.join(of.folder, 'stormrelay.yaml');
  const secretFile = path.join(of.folder, 'sentry-secret');
  const { pagerduty } = of.fakes.connection;
  const teams = (name: string, more = ''): string => `sentry: { signing_secrets_file: ./sentry-secret }
receivers:
  - name: ${name}
    slack: { channel: ${of.channels[0] ?? ''} }
    pagerduty: { routing_key: ${pagerduty.routingKey} }
route: { receiver: ${name} }
${more}`;
  await writeFile(secretFile, of.fakes.connection.sentry.secret);
  await writeFile(file, teams(first));
  await of.start({
    STORMRELAY_CONFIG: file,
    SENTRY_SIGNING_SECRETS: '',
    SLACK_CHANNEL: '',
    PAGERDUTY_ROUTING_KEY: '',
    PAGERDUTY_WEBHOOK_SECRETS: pagerduty.webhookSecret,
  });
  const trouble = troubles(of, seed);
  return {
    of,
    teams,
    secret: (text) => writeFile(secretFile, text),
    reload: async (text) => {
      await writeFile(file, text);
      of.relay().signal('SIGHUP');
    },
    make: (service, nth) => trouble(service, unrelated[nth] ?? expect.fail('too few troubles')),
    log: () => of.relay().stdout(),
  };
}

function pages(of: Journey): readonly string[] {
  return of.fakes.observed().pagerduty.incidents.map(({ status }) => status);
}

async function metric(of: Journey, name: string): Promise<string | undefined> {
  const text = await (await fetch(`${of.url}/metrics`)).text();
  return new RegExp(`^${name} (.*)$`, 'm').exec(text)?.[1];
}

const succeeded = 'stormrelay_config_last_reload_successful';

describe('a configuration that is read again while the relay runs', () => {
  it('says what changes; what is open is finished by whoever left the file; a broken one changes nothing', async () => {
    const { of, teams, reload, make, log } = await house('payments');
    const cart = make('cart', 0);
    await throwIt(of.fakes, cart.event({ level: 'fatal' }));
    await until('somebody is woken', () => pages(of).includes('triggered'));

    await reload(teams('shop', 'paging: { levels: [fatal, error] }'));
    await until('the change is told', () => log().includes('paging.levels: [\\"fatal\\"] becomes'));
    await until('whom it is about too', () => /routing\.receivers: .*payments.* becomes .*shop/.test(log()));

    // The new rules hold for what is new.
    const basket = make('basket', 1);
    await throwIt(of.fakes, basket.event());
    await until('an error wakes by the new rules', () => pages(of).length === 2);

    await reload(`${teams('shop')}log_level: loud\n`);
    await until('it is known to be broken', async () => (await metric(of, succeeded)) === '0');
    await until('it is told where', () =>
      /stormrelay\.yaml:\d+:\d+: log_level: Write debug, info, warn, error or silent\./.test(log()),
    );
    expect((await of.api.readiness()).notes.join('\n')).toMatch(/log_level/);
    await throwIt(of.fakes, make('search', 2).event());
    await until('the rules of before still hold', () => pages(of).length === 3);

    await reload(teams('shop', 'paging: { levels: [fatal, error] }'));
    await until('it is mended', async () => (await metric(of, succeeded)) === '1');

    const [open] = (await of.api.incidents()).filter(({ services }) => services.includes('cart'));
    await of.api.post(`incidents/${open?.id ?? ''}/resolve`, { who: 'Ada' });
    await until('the page of whoever left the file is over', () => pages(of).includes('resolved'));
    expect(pages(of)).toHaveLength(3);
  });

  it('takes other secrets of its doors, from a file that it names or on SIGHUP, and loses nothing', async () => {
    const { of, teams, secret, reload, make, log } = await house('shop');
    const cart = make('cart', 0);
    const before = of.fakes.connection.sentry.secret;
    expect((await throwIt(of.fakes, cart.event())).map(({ status }) => status)).toEqual([202, 202]);

    const next = 'f'.repeat(60).concat('1234');
    await secret(`${next},${before}`);
    await until('the file is read', () =>
      log().includes("Sentry's signing secrets are other ones (1 before, 2 now)"),
    );
    expect((await throwIt(of.fakes, cart.event())).map(({ status }) => status)).toEqual([202]);
    of.fakes.sentry.setSecret(next);
    expect((await throwIt(of.fakes, cart.event())).map(({ status }) => status)).toEqual([202]);

    await reload(
      teams(
        'shop',
        `pagerduty: { webhook_secrets: [${'e'.repeat(40)}, ${of.fakes.connection.pagerduty.webhookSecret}] }`,
      ),
    );
    await until('PagerDuty’s too', () =>
      log().includes("The secrets of PagerDuty's webhooks are other ones"),
    );
    expect((await of.api.readiness()).notes.join('\n')).not.toMatch(/restart/);
    for (const one of [next, before]) expect(log()).not.toContain(one);
    await of.rest();
    expect(await of.api.books()).toMatchObject({ accepted: 4, inFlight: 0 });
  });
});
