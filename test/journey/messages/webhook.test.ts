import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { FaultSpec } from '../../../simulator/fakes/start.ts';
import type { WebhookCall } from '../../../simulator/observed.ts';
import { visibleRoots } from '../../../simulator/referee/root-messages.ts';
import { freePort } from '../../../simulator/run/free-port.ts';
import { journey, until, type Journey } from '../scene/journey.ts';
import { throwIt, troubles, unrelated } from '../scene/trouble.ts';

const seed = 83;

function told(of: Journey): readonly WebhookCall[] {
  return of.fakes.observed().webhook?.calls ?? [];
}

/** Answered 2xx. */
function accepted(of: Journey): readonly WebhookCall[] {
  return told(of).filter(({ status }) => status === 200);
}

/** The variables of a relay that tells the fakes' program. */
function telling({ fakes }: Journey): Record<string, string> {
  const { url, secret } = fakes.connection.webhook;
  return { WEBHOOK_URL: url, WEBHOOK_SECRET: secret, WEBHOOK_ALLOW_PRIVATE: 'true' };
}

function fault(of: Journey, spec: FaultSpec['fault'], count?: number): void {
  const window = count === undefined ? {} : { window: { count } };
  of.fakes.faults.add({ target: { service: 'webhook' }, ...window, fault: spec });
}

async function lane(of: Journey): Promise<{ kind: string; reason?: string | undefined } | undefined> {
  return (await of.api.lanes()).find(({ id }) => id.startsWith('webhook:'))?.state;
}

/** A file in which the fakes' program is a receiver that is told of payments alone; so is one that hears nothing. */
async function routedPrograms(of: Journey, deaf: string): Promise<Record<string, string>> {
  const { url, secret } = of.fakes.connection.webhook;
  const hook = (address: string): string =>
    `webhook: { url: '${address}', secret_file: ./audit-secret, allow_private: true }`;
  await writeFile(path.join(of.folder, 'audit-secret'), `${secret}\n`);
  const file = path.join(of.folder, 'stormrelay.yaml');
  await writeFile(
    file,
    `receivers:
  - { name: everyone, slack: { channel: ${of.channels[0] ?? ''} } }
  - { name: audit, ${hook(url)} }
  - { name: deaf, ${hook(deaf)} }
route:
  receiver: everyone
  routes:
    - { matchers: ['service=~"pay.*"'], receiver: deaf, continue: true }
    - { matchers: ['service=~"pay.*"'], receiver: audit, continue: true }
    - { receiver: everyone }
`,
  );
  return { STORMRELAY_CONFIG: file, SLACK_CHANNEL: '', PAGERDUTY_ROUTING_KEY: '' };
}

describe('a program that is a receiver', () => {
  it('is told of what its routes take, and of nothing else, and one that is not there delays it not at all', async () => {
    const of = await journey({ seed, speed: 20 });
    const deaf = `http://127.0.0.1:${await freePort()}/hook`;
    await of.start(await routedPrograms(of, deaf));
    const make = troubles(of, seed);
    const [one, two] = unrelated;
    if (one === undefined || two === undefined) throw new Error('There are too few troubles.');
    await throwIt(of.fakes, make('cart', one).event());
    await throwIt(of.fakes, make('pay-web', two).event());
    const roots = (): number => visibleRoots(of.fakes.observed().slack.messages).length;
    await until('people are told of both', () => roots() === 2);
    await until('the program is told of one', () => accepted(of).length > 0);
    const incidents = await of.api.incidents();
    const pay = incidents.find(({ services }) => services.some((service) => service.includes('pay-web')));
    expect((await of.api.post(`incidents/${pay?.id ?? ''}/resolve`, { who: 'Ada' })).status).toBeLessThan(
      300,
    );
    await until('its end was told', () =>
      accepted(of).some(({ event }) => event?.type === 'incident.resolved'),
    );
    expect(new Set(told(of).map(({ event }) => event?.incident))).toEqual(new Set([pay?.id]));
    expect(told(of).every(({ verified }) => verified)).toBe(true);
    const lanes = await of.api.lanes();
    expect(lanes.filter(({ id }) => id.startsWith('webhook:'))).toHaveLength(2);
  });
});

describe('a program that is told', () => {
  it('knows in the end what is so, whatever became of its answers, and when the relay was killed (kill -9)', async () => {
    const of = await journey({ seed, speed: 20 });
    const env = telling(of);
    await of.start(env);
    fault(of, { kind: 'accept-then-fail', answer: 500 }, 1);
    fault(of, { kind: 'reset', when: 'after' }, 2);
    const make = troubles(of, seed);
    for (const [n, wording] of unrelated.slice(0, 4).entries())
      await throwIt(of.fakes, make(`service-${n}`, wording).event(n === 0 ? { level: 'fatal' } : {}));
    await until('the first events', () => told(of).length > 0);
    await of.kill();
    await of.start(env);
    await until(
      'every incident was told of',
      () => new Set(accepted(of).map(({ event }) => event?.incident)).size === 4,
    );
    const incidents = await of.api.incidents();
    for (const { id } of incidents)
      expect((await of.api.post(`incidents/${id}/resolve`, { who: 'Ada' })).status).toBeLessThan(300);
    await of.kill();
    await of.start(env);
    const ended = (): number =>
      new Set(accepted(of).flatMap(({ event }) => (event?.status === 'resolved' ? [event.incident] : [])))
        .size;
    await until('the end of each was told', () => ended() === 4);

    expect(told(of).every(({ verified }) => verified)).toBe(true);
    for (const { id, alerts } of await of.api.incidents()) {
      const last = accepted(of).findLast(({ event }) => event?.incident === id)?.event;
      expect(last).toMatchObject({ status: 'resolved', alerts });
    }
    // Of what was sent twice the program can tell: one id is one event, byte for byte, and a change has its number.
    const sizes = new Map<string, Set<number>>();
    for (const { webhookId, bytes } of told(of))
      sizes.set(webhookId, (sizes.get(webhookId) ?? new Set()).add(bytes));
    expect([...sizes.values()].every(({ size }) => size === 1)).toBe(true);
    expect(told(of).some(({ status }) => status !== 200)).toBe(true);
  });

  it('that wants nothing any more (410), or later (429), holds up nobody else, and is told when it is back', async () => {
    const of = await journey({ seed, speed: 20 });
    await of.start(telling(of));
    fault(of, { kind: 'status', status: 410 });
    const make = troubles(of, seed);
    await throwIt(of.fakes, make('ledger', unrelated[0]!).event({ level: 'fatal' }));
    await until('the lane is blocked', async () => (await lane(of))?.kind === 'blocked');
    expect((await lane(of))?.reason).toMatch(/wants no events any more. Remove WEBHOOK_URL/);
    await until('the page', () => of.fakes.observed().pagerduty.incidents.length === 1);
    expect(of.fakes.observed().slack.messages.length).toBeGreaterThan(0);

    of.fakes.faults.clear();
    fault(of, { kind: 'rate-limit', retryAfter: 30 }, 1);
    await until('the event', () => accepted(of).length > 0);
    const limited = told(of).find(({ status }) => status === 429);
    expect(accepted(of)[0]!.at - limited!.at).toBeGreaterThanOrEqual(30_000);
    expect(accepted(of)[0]?.event?.changes.length).toBeGreaterThan(1);
    await until('the lane flows', async () => (await lane(of))?.kind === 'flowing');
    expect(await of.api.deadLetters()).toEqual([]);
  });

  it('refuses what it is told where secrets differ: that is said with what to do, and without a secret', async () => {
    const of = await journey({ seed, speed: 20 });
    const wrong = `whsec_${Buffer.alloc(32, 5).toString('base64')}`;
    const life = await of.start({ ...telling(of), WEBHOOK_SECRET: wrong });
    await throwIt(of.fakes, troubles(of, seed)('ledger', unrelated[0]!).event());
    await until('the lane is blocked', async () => (await lane(of))?.kind === 'blocked');
    expect((await lane(of))?.reason).toContain('Check WEBHOOK_SECRET');
    expect(told(of).every(({ verified, taken }) => !verified && !taken)).toBe(true);
    expect(life.stdout() + life.stderr()).not.toContain(wrong.slice(8, 24));
  });
});
