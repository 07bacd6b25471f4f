import { Webhook } from 'standardwebhooks';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { namesForAll } from '../../../src/integrations/webhook/names.ts';
import { createWebhookNotifier } from '../../../src/integrations/webhook/notifier.ts';
import { webhookReceiver } from '../../../src/integrations/webhook/receiver.ts';
import type { Outcome } from '../../../src/domain/sending/outcome.ts';
import type { HookProjection } from '../../../src/domain/sending/projection.ts';
import { hook, page, partOfMessage, singleMessage } from '../../notifiers/example-projections.ts';
import { keptLog, rowOf, sendOf, stillClock } from '../../notifiers/example-sends.ts';
import { startScripted, type Received, type ScriptedServer } from '../../notifiers/scripted-server.ts';
import { told } from '../../sent.ts';

const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
const { log } = keptLog();
let server: ScriptedServer;

beforeEach(async () => {
  server = await startScripted(() => ({ status: 204 }));
});
afterEach(() => server.close());

async function send(
  projection: HookProjection | ReturnType<typeof page>,
  over: Parameters<typeof rowOf>[2] = {},
  config: { readonly url?: string; readonly allowPrivate?: boolean } = {},
): Promise<Outcome> {
  const notifier = createWebhookNotifier({
    config: {
      url: `${server.url}/hook`,
      secrets: [secret],
      allowPrivate: true,
      limits: { perMinute: 600 },
      ...config,
    },
    names: namesForAll,
    clock: stillClock(),
    log,
    relayUrl: 'https://relay.example.com/',
  });
  const outcome = await notifier.send(
    sendOf(rowOf(projection, 'webhook:a', over), 'create', { now: Date.now() }),
  );
  await notifier.close();
  return outcome;
}

/** What was told, verified as receivers do. */
function verified({ body, headers }: Received): {
  type: string;
  timestamp: string;
  data: Record<string, unknown>;
} {
  return new Webhook(secret).verify(body, headers as Record<string, string>) as never;
}

describe('an event', () => {
  it('is what the receivers’ own library takes, with the incident in full and all that happened', async () => {
    expect(await send(hook())).toMatchObject({
      kind: 'delivered',
      handle: expect.stringMatching(/^msg_/) as string,
    });
    const [received] = server.received;
    const { type, timestamp, data } = verified(received!);
    expect({ type, timestamp }).toEqual({ type: 'incident.paged', timestamp: '2026-03-14T14:02:15.000Z' });
    expect(data).toMatchObject({
      version: 1,
      id: 'inc-7f3a-12',
      name: 'redis unreachable (cache-main)',
      status: 'open',
      severity: 'critical',
      environment: { class: 'production', names: ['production'] },
      storm: { cause: { kind: 'dependency', title: 'redis unreachable (cache-main)' }, named: true },
      alerts: 1412,
      users: 312,
      page: { generation: 1, joined: null, standing: 'taken' },
      acknowledged: null,
      resolved: null,
      links: { sentry: 'https://acme.sentry.io/issues/4501/', relay: 'https://relay.example.com/' },
    });
    expect(
      (data['changes'] as { type: string; number: number }[]).map(({ type, number }) => [number, type]),
    ).toEqual([
      [1, 'incident.opened'],
      [2, 'incident.storm'],
      [3, 'incident.paged'],
    ]);
    expect(data['services']).toHaveLength(12);
  });

  it('tells what happened once, and then only what is new', async () => {
    const sent = { sent: told(2) };
    await send(hook(), sent);
    await send(hook(), { sent: told(3) });
    const [first, second] = server.received.map(verified);
    expect(first).toMatchObject({ type: 'incident.paged', data: { changes: [{ number: 3 }] } });
    expect(second).toMatchObject({ type: 'incident.updated', data: { changes: [] } });
  });

  it('says that it is a repeat where nothing else has happened, and only there', async () => {
    const again = {
      n: 9,
      at: 1_700_000_000_000,
      what: 'repeated',
      code: 'still-open',
      text: 'Still open.',
    } as const;
    const repeated = hook({ changes: [...hook().changes, again] });
    await send(repeated, { sent: told(3) });
    await send(repeated, { sent: told(2) });
    await send(repeated, { sent: told(9) });
    expect(server.received.map(verified)).toMatchObject([
      { type: 'incident.repeated', data: { repeat: true, changes: [{ code: 'still-open' }] } },
      { type: 'incident.repeated', data: { repeat: false, changes: [{ number: 3 }, { number: 9 }] } },
      { type: 'incident.updated', data: { repeat: false, changes: [] } },
    ]);
  });

  it('is the same in every byte and under the same id when it is sent again', async () => {
    await send(hook());
    await send(hook(), { attempts: { count: 2, firstFailedAt: 1 } });
    const [first, second] = server.received;
    expect(second?.body).toBe(first?.body);
    expect(second?.headers['webhook-id']).toBe(first?.headers['webhook-id']);
  });

  it('says of what became part of another where it goes on', async () => {
    await send(hook({ state: 'part-of', cause: null, changes: [] }, partOfMessage()), { sent: told(3) });
    expect(verified(server.received[0]!).data).toMatchObject({
      status: 'folded',
      part_of: { id: 'inc-7f3a-9', name: 'redis unreachable (cache-main)' },
    });
  });

  it('says how it ended, and who had it', async () => {
    const resolution = {
      at: 1_700_000_000_000,
      by: 'human',
      who: 'Ana Silva',
      reason: 'Resolved by Ana Silva.',
    };
    const handling = {
      state: 'resolved',
      resolution,
      stillArriving: 2,
      acknowledged: { by: 'Robin', at: 1_699_999_000_000, also: [{ by: 'Kim', at: 1_699_999_060_000 }] },
    } as const;
    const shown = singleMessage({}, { page: null, notPaged: 'staging never pages' }, handling);
    await send(hook({ state: 'resolved', cause: null }, shown));
    expect(verified(server.received[0]!).data).toMatchObject({
      status: 'resolved',
      storm: null,
      not_paged: 'staging never pages',
      acknowledged: { by: 'Robin', also: [{ by: 'Kim', at: '2023-11-14T21:57:40.000Z' }] },
      resolved: { by: 'human', who: 'Ana Silva', still_arriving: 2 },
    });
  });

  it('leaves its lists out where the whole was refused, or weighs too much', async () => {
    await send(hook(), { attempts: { plain: true } });
    const heavy = singleMessage({ tags: [['text', 'x'.repeat(300_000)]] });
    await send(hook({}, heavy));
    for (const received of server.received) {
      expect(verified(received).data).toMatchObject({ issues: [], tags: {} });
      expect(received.body.length).toBeLessThan(20_000);
    }
  });

  it('has no form for what is not a program’s', async () => {
    expect(await send(page())).toMatchObject({ kind: 'refused' });
    expect(server.received).toEqual([]);
  });
});

describe('a receiver’s answer', () => {
  it.each([
    [200, 'delivered', undefined],
    [204, 'delivered', undefined],
    [301, 'misconfigured', 'hook-elsewhere'],
    [404, 'misconfigured', 'hook-elsewhere'],
    [401, 'misconfigured', 'hook-refused'],
    [410, 'misconfigured', 'hook-gone'],
    [429, 'limited', 'limited'],
    [400, 'refused', 'payload-refused'],
    [500, 'failed', 'provider-failing'],
  ] as const)('%i means %s', async (status, kind, code) => {
    server.answer = () => ({ status, headers: { location: 'http://169.254.169.254/' } });
    const outcome = await send(hook());
    expect(outcome).toMatchObject({ kind, ...(code !== undefined && { code }) });
    expect(server.received).toHaveLength(1);
  });

  it('is waited for as long as it says, up to a quarter of an hour, also by a 503 and by a date', async () => {
    const waits = async (status: number, retryAfter: string): Promise<unknown> => {
      server.answer = () => ({ status, headers: { 'retry-after': retryAfter } });
      const outcome = await send(hook());
      return outcome.kind === 'limited' ? outcome.waitMs : outcome.kind;
    };
    expect(await waits(503, '12')).toBe(12_000);
    expect(await waits(503, 'soon')).toBe('failed');
    expect(await waits(429, '999999')).toBe(15 * 60_000);
    const date = await waits(429, new Date(Date.now() + 120_000).toUTCString());
    expect(date).toBeGreaterThan(110_000);
    expect(date).toBeLessThanOrEqual(120_000);
  });

  it('is read no further than 64 KiB', async () => {
    server.answer = () => ({ status: 200, body: 'x'.repeat(8_000_000) });
    expect(await send(hook())).toMatchObject({ kind: 'delivered' });
  });
});

describe('a private address', () => {
  it('gets nothing, whether it is written as a number or as a name', async () => {
    const { port } = new URL(server.url);
    for (const url of [server.url, `http://localhost:${port}/hook`, `http://[::ffff:127.0.0.1]:${port}/`]) {
      const outcome = await send(hook(), {}, { url, allowPrivate: false });
      expect(outcome).toMatchObject({ kind: 'misconfigured', scope: 'lane', code: 'hook-private' });
      expect(JSON.stringify(outcome)).toContain('WEBHOOK_ALLOW_PRIVATE');
    }
    expect(server.received).toEqual([]);
  });
});

describe('the name of a receiver', () => {
  it('tells its host and nothing of a token in its address', () => {
    const receiver = webhookReceiver('https://hooks.example.com/services/T-secret-token?k=v');
    expect(receiver).toMatchObject({
      kind: 'hook',
      id: expect.stringMatching(/^webhook\/hooks\.example\.com-[0-9a-f]{8}$/) as string,
    });
    expect(JSON.stringify(receiver)).not.toContain('token');
    expect(webhookReceiver('https://hooks.example.com/other').id).not.toBe(receiver.id);
  });
});
