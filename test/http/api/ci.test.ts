import { setImmediate as turn } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import type { DrillReport } from '../../../src/domain/drill/drill-report.ts';
import { readDeploy, type DeployMarker } from '../../../src/ingest/deploy-delivery.ts';
import { ask, post as postRaw, type Reply } from '../doubles/ask.ts';
import { adminToken, startFakeRelay, type FakeRelay, type FakeRelayOptions } from '../doubles/fake-relay.ts';

const ciToken = 'the-token-of-our-own-ci-0815';
const marker = { service: 'checkout', environment: 'production', release: 'checkout@2.4.1' };
const subject = { service: 'checkout', environment: 'production', release: null, by: 'Robin' };

let relay: FakeRelay;

afterEach(() => relay.close());

async function start(options: FakeRelayOptions = {}): Promise<void> {
  relay = await startFakeRelay({
    ciToken,
    sentry: { signingSecrets: ['a-client-secret'], drillSecret: 'a-drill-secret' },
    ...options,
  });
}

/** An answer with its JSON read, and its error's code and message. */
interface Answered {
  readonly status: number;
  readonly body: unknown;
  readonly code: string | null;
  readonly message: string;
  readonly retryAfter: string | readonly string[] | undefined;
}

function answered({ status, headers, body }: Reply): Answered {
  const read: unknown = body.startsWith('{') ? JSON.parse(body) : body;
  const { error } = Object(read) as { error?: { code?: string; message?: string } };
  return {
    status,
    body: read,
    code: error?.code ?? null,
    message: error?.message ?? '',
    retryAfter: headers['retry-after'],
  };
}

async function post(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Answered> {
  const all = { 'content-type': 'application/json', ...headers };
  return answered(await postRaw(relay, path, all, JSON.stringify(body)));
}

async function get(path: string, headers: Record<string, string> = {}): Promise<Answered> {
  return answered(await ask(relay, path, headers));
}

const bearer = (token: string): Record<string, string> => ({ authorization: `Bearer ${token}` });
const forwarded = { 'x-forwarded-for': '203.0.113.9' };

function deploys(): readonly DeployMarker[] {
  return relay.shelf.deliveries.flatMap((one) => (one.source === 'deploy' ? [readDeploy(one.body)] : []));
}

describe("CI's token", () => {
  it('is asked for as soon as it is set, and nothing else opens deploys and drills on this machine', async () => {
    await start();
    expect(await post('/api/deploys', marker)).toMatchObject({ status: 401, code: 'ci-token-needed' });
    expect(await post('/api/deploys', marker, bearer('not-this-one'))).toMatchObject({
      status: 401,
      code: 'ci-token-wrong',
    });
    expect((await post('/api/deploys', marker, bearer(ciToken))).status).toBe(202);
    expect(await post('/api/deploys', marker, { ...bearer(ciToken), ...forwarded })).toMatchObject({
      status: 403,
      code: 'loopback-only',
    });
    expect(deploys()).toHaveLength(1);
  });

  it('opens deploys and drills beside ADMIN_TOKEN, also through a proxy, and nothing else', async () => {
    await start({ asksForToken: true });
    for (const token of [ciToken, adminToken])
      expect((await post('/api/deploys', marker, { ...bearer(token), ...forwarded })).status).toBe(202);
    expect((await post('/api/deploys', marker)).status).toBe(401);
    expect((await get('/api/synthetics', bearer(ciToken))).status).toBe(200);
    for (const path of ['/api/books', '/api/incidents', '/api/lanes', '/metrics', '/api/quarantine', '/'])
      expect((await get(path, bearer(ciToken))).status, path).not.toBe(200);
    expect(await get('/api/books', bearer(ciToken))).toMatchObject({ code: 'ci-token' });
    expect((await get('/api/books', bearer(adminToken))).status).toBe(200);
  });

  it('opens nothing else either where operators need no token', async () => {
    await start();
    expect(await get('/api/books', bearer(ciToken))).toMatchObject({
      status: 403,
      code: 'ci-token',
    });
    expect((await get('/api/books')).status).toBe(200);
  });

  it('tells of deploys and does not list them, which operators do with what they show anywhere', async () => {
    await start();
    expect(await get('/api/deploys', bearer(ciToken))).toMatchObject({ status: 403, code: 'ci-token' });
    expect((await get('/api/deploys')).status).toBe(200);
    await relay.close();
    await start({ asksForToken: true });
    expect((await get('/api/deploys')).status).toBe(401);
    expect((await get('/api/deploys', bearer(adminToken))).status).toBe(200);
  });

  it('that is not set leaves both to whoever may read the API', async () => {
    relay = await startFakeRelay();
    expect((await post('/api/deploys', marker)).status).toBe(202);
    expect((await post('/api/deploys', marker, forwarded)).status).toBe(403);
  });
});

describe('a deploy', () => {
  it('is stored as it is told, tidied, with a link only to the hosts that are allowed', async () => {
    await start();
    const told = { ...marker, by: ' Robin\u202E\n', what: 'Fix the cart', compareUrl: null };
    const link = 'https://github.com/acme/shop/compare/a...b';
    await post('/api/deploys', { ...told, compareUrl: link }, bearer(ciToken));
    for (const compareUrl of [
      'https://evil.example/github.com',
      'http://github.com/a',
      'https://x:y@github.com/',
    ]) {
      const { body } = await post('/api/deploys', { ...told, compareUrl }, bearer(ciToken));
      expect(body).toMatchObject({ notes: [expect.stringContaining('DEPLOY_LINK_HOSTS') as string] });
    }
    expect(deploys().map((one) => one.compareUrl)).toEqual([link, null, null, null]);
    expect(deploys()[0]).toEqual({
      service: 'checkout',
      environment: 'production',
      version: 'checkout@2.4.1',
      by: 'Robin',
      what: 'Fix the cart',
      compareUrl: link,
    });
  });

  it.each([
    [{}, /service: .*; environment: /],
    [{ service: ' ', environment: 'production' }, /service: must not be blank/],
    [{ ...marker, release: 7 }, /release: /],
  ])('%j is refused with what is wrong', async (body, message) => {
    await start();
    const answer = await post('/api/deploys', body, bearer(ciToken));
    expect(answer).toMatchObject({ status: 400, code: 'bad-deploy' });
    expect(answer.message).toMatch(message);
    expect(deploys()).toEqual([]);
  });

  it('is limited to sixty a minute', async () => {
    await start({ now: () => 1_790_000_000_000 });
    const answers = [];
    for (let n = 0; n < 61; n += 1)
      answers.push((await post('/api/deploys', marker, bearer(ciToken))).status);
    expect(answers.filter((status) => status === 202)).toHaveLength(60);
    expect(answers.at(-1)).toBe(429);
  });
});

describe('a drill', () => {
  const report = { id: 'drill-1', expiresAt: 42, endedAt: null } as DrillReport;
  const registering = {
    report: () => Promise.resolve(report),
    open: () => Promise.resolve(0),
    list: () => Promise.resolve([]),
    prepare: () => undefined,
    provable: () => ({ provable: ['slack' as const], notes: ['It is shown.'] }),
  };

  it('is registered with a nonce of its own, which only whoever registered it is told', async () => {
    await start({ drills: registering });
    const first = await post('/api/synthetics', { subject }, bearer(ciToken));
    expect(first.status).toBe(201);
    expect(first.body).toMatchObject({
      id: 'drill-1',
      expiresAt: 42,
      alerts: 1,
      provable: ['slack'],
      notes: ['It is shown.'],
    });
    const second = await post('/api/synthetics', { subject, scenario: 'storm', alerts: 12 }, bearer(ciToken));
    expect((second.body as { nonce: string }).nonce).not.toBe((first.body as { nonce: string }).nonce);
    const told = relay.shelf.deliveries.map((one) => ({ source: one.source, verifiedBy: one.verifiedBy }));
    expect(told).toEqual([
      { source: 'ci', verifiedBy: 'ci' },
      { source: 'ci', verifiedBy: 'ci' },
    ]);
  });

  it('is refused where the relay has no drill secret', async () => {
    await start({ sentry: { signingSecrets: ['a-client-secret'] } });
    expect(await post('/api/synthetics', { subject }, bearer(ciToken))).toMatchObject({
      status: 409,
      code: 'drills-off',
    });
  });

  it('is limited to thirty a minute, and to twenty at a time', async () => {
    await start({ now: () => 1_790_000_000_000, drills: registering });
    const statuses = [];
    for (let n = 0; n < 31; n += 1)
      statuses.push((await post('/api/synthetics', { subject }, bearer(ciToken))).status);
    expect(statuses.slice(0, 30)).toEqual(Array.from({ length: 30 }, () => 201));
    expect(statuses.at(-1)).toBe(429);
    await relay.close();
    await start({ drills: { ...registering, open: () => Promise.resolve(20) } });
    expect(await post('/api/synthetics', { subject }, bearer(ciToken))).toMatchObject({
      status: 429,
      code: 'too-many-open-drills',
      retryAfter: '60',
    });
  });

  it('is one of twenty also when many are registered in the same moment', async () => {
    let open = 16;
    const counted = async (): Promise<DrillReport> => {
      await turn();
      open += 1;
      return report;
    };
    await start({ drills: { ...registering, report: counted, open: () => Promise.resolve(open) } });
    const answers = await Promise.all(
      Array.from({ length: 12 }, () => post('/api/synthetics', { subject }, bearer(ciToken))),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(4);
    expect(answers.filter(({ code }) => code === 'too-many-open-drills')).toHaveLength(8);
    expect(open).toBe(20);
  });

  it('that could not be written holds no later one up', async () => {
    await start({ drills: { ...registering, report: () => Promise.resolve(null) } });
    const answers = [1, 2].map(() => post('/api/synthetics', { subject }, bearer(ciToken)));
    expect((await Promise.all(answers)).map(({ code }) => code)).toEqual(['not-applied', 'not-applied']);
  });

  it.each([
    [{ subject: { service: 'x' } }, /subject\.environment/],
    [{ subject, scenario: 'flood' }, /scenario/],
    [{ subject, alerts: 61 }, /alerts/],
  ])('%j is refused with what is wrong', async (body, message) => {
    await start({ drills: registering });
    const answer = await post('/api/synthetics', body, bearer(ciToken));
    expect(answer).toMatchObject({ status: 400, code: 'bad-drill' });
    expect(answer.message).toMatch(message);
  });

  it('that does not exist is 404, and one that is over cannot be ended again', async () => {
    await start();
    expect(await get('/api/synthetics/drill-9', bearer(ciToken))).toMatchObject({
      status: 404,
      code: 'no-such-drill',
    });
    const end = { result: 'passed', summary: '' };
    expect((await post('/api/synthetics/drill-9/end', end, bearer(ciToken))).status).toBe(404);
    await relay.close();
    const over = { ...registering, report: () => Promise.resolve({ ...report, endedAt: 41 }) };
    await start({ drills: over });
    expect(await post('/api/synthetics/drill-1/end', end, bearer(ciToken))).toMatchObject({
      status: 409,
      code: 'drill-over',
    });
  });
});
