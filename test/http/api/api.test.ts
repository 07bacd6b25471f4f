import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { setAside } from '../../../src/domain/inbox/disposition.ts';
import { toldBefore } from '../../../src/domain/decision/vocabulary.ts';
import WebSocket from 'ws';
import { startFakeRelay, type FakeRelay } from '../doubles/fake-relay.ts';
import { called, codeOf, refusedLetter } from './called.ts';
import { sampleIncident, samplePage } from '../doubles/sample-incidents.ts';
import { wantedPage } from '../../make.ts';

const now = 1_767_225_700_000;
let relay: FakeRelay;
beforeEach(async () => {
  relay = await startFakeRelay({ now: () => now });
  relay.shelf.incidents = [
    sampleIncident({
      id: 'inc-1',
      page: wantedPage('a storm', now),
      storm: { cause: { kind: 'mode', key: 'mode:dns', title: 'DNS fails' }, since: now },
    }),
    sampleIncident({ id: 'inc-2', parent: 'inc-1' }),
    sampleIncident({ id: 'inc-3', status: 'resolved' }),
  ];
  relay.shelf.notifications = [samplePage('inc-1')];
  relay.shelf.timeline = [
    { incident: 'inc-1', n: 1, at: now, kind: 'opened', decision: toldBefore('First alert.'), tell: 'no' },
  ];
  relay.shelf.deadLetters = [refusedLetter(now)];
});
afterEach(() => relay.close());

const call = (path: string, method?: string, body?: string): ReturnType<typeof called> =>
  called(relay, path, method, body);

describe('incidents', () => {
  const idsOf = async (query: string): Promise<unknown> =>
    ((await call(`/api/incidents${query}`)).json['incidents'] as { id: string }[]).map(({ id }) => id);

  it('are listed as roots with services, alerts of children and the state of the page', async () => {
    const { json } = await call('/api/incidents?status=open');
    expect(json['incidents']).toMatchObject([
      { id: 'inc-1', storm: 'DNS fails', alerts: 24, children: 1, page: { state: 'triggered', sent: 1 } },
    ]);
    expect(await idsOf('')).toEqual(['inc-1', 'inc-3']);
    expect(await idsOf('?limit=1')).toEqual(['inc-1']);
  });

  it('are listed with children, or as the children of one root, when that is asked for', async () => {
    expect(await idsOf('?children=yes')).toEqual(['inc-1', 'inc-2', 'inc-3']);
    expect(await idsOf('?children=yes&status=open')).toEqual(['inc-1', 'inc-2']);
    expect(await idsOf('?parent=inc-1')).toEqual(['inc-2']);
    expect(await idsOf('?parent=inc-3')).toEqual([]);
  });

  it('are shown one by one with timeline and notifications', async () => {
    const { json } = await call('/api/incidents/inc-1');
    expect(json).toMatchObject({
      view: { id: 'inc-1' },
      incident: { id: 'inc-1', generation: 1 },
      children: [{ id: 'inc-2' }],
      timeline: [{ code: 'told-before', detail: 'First alert.' }],
      notifications: [{ surface: 'page', wanted: 'triggered', current: true, alertsSent: 12 }],
    });
  });

  it('take commands, which become entries of the inbox', async () => {
    expect(await call('/api/incidents/inc-1/acknowledge', 'POST', '{"who":"Ines"}')).toEqual({
      status: 202,
      json: { accepted: true, seq: 1 },
    });
    expect(await call('/api/incidents/inc-2/resolve', 'POST', '{}')).toMatchObject({ status: 202 });
    expect(relay.commands).toEqual([
      { action: 'acknowledge', incident: 'inc-1', who: 'Ines' },
      { action: 'resolve', incident: 'inc-2', who: 'operator on this machine' },
    ]);
    expect(relay.shelf.deliveries.map(({ source, kind }) => [source, kind])).toEqual([
      ['operator', 'acknowledge'],
      ['operator', 'resolve'],
    ]);
  });

  it('take only a short and harmless name', async () => {
    const who = `\u202E<b>Ines</b>\n\u0007${'x'.repeat(200)}`;
    await call('/api/incidents/inc-1/acknowledge', 'POST', JSON.stringify({ who }));
    expect(relay.commands[0]?.who).toMatch(/^<b>Ines<\/b> x{68}$/);
  });

  it.each([
    ['GET', '/api/incidents?status=closed', 400, 'bad-query'],
    ['GET', '/api/incidents?limit=0', 400, 'bad-query'],
    ['GET', '/api/incidents?children=maybe', 400, 'bad-query'],
    ['GET', '/api/incidents?parent=a&parent=b', 400, 'bad-query'],
    ['GET', '/api/incidents?limit=1&limit=2', 400, 'bad-query'],
    ['GET', '/api/incidents/none', 404, 'no-such-incident'],
    ['GET', '/api/incidents/%E0%A4%A', 400, 'bad-request'],
    ['POST', '/api/incidents/inc-3/resolve', 409, 'already-resolved'],
    ['POST', '/api/incidents/inc-1/close', 404, 'not-found'],
    ['DELETE', '/api/incidents/inc-1', 405, 'method-not-allowed'],
    ['GET', '/api/incidents/inc-1/resolve', 405, 'method-not-allowed'],
    ['GET', '/api/nothing', 404, 'not-found'],
    ['POST', '/api/dead-letters/6/replay', 404, 'no-such-dead-letter'],
    ['POST', '/api/dead-letters/1e3/replay', 404, 'no-such-dead-letter'],
  ])('%s %s is answered %i %s', async (method, path, status, code) => {
    const got = await call(path, method, method === 'POST' ? '{}' : undefined);
    expect([got.status, codeOf(got)]).toEqual([status, code]);
  });

  it('refuse bodies that are broken or large', async () => {
    expect((await call('/api/incidents/inc-1/resolve', 'POST', '{"who":')).status).toBe(400);
    expect(
      (await call('/api/incidents/inc-1/resolve', 'POST', JSON.stringify({ who: 'x'.repeat(70_000) })))
        .status,
    ).toBe(413);
    expect(relay.commands).toEqual([]);
  });
});

describe('figures', () => {
  it('are the books as they are', async () => {
    relay.shelf.books = {
      accepted: 9,
      shown: 1,
      folded: 3,
      suppressed: 1,
      setAside: 2,
      dead: 0,
      inFlight: 2,
      oldestInFlightMs: 40,
    };
    expect((await call('/api/books')).json).toEqual({ ...relay.shelf.books, discarded: [] });
  });

  it('list what was set aside, with reasons', async () => {
    relay.shelf.setAside = [
      { seq: 4, disposition: setAside({ code: 'hook-comment', hook: 'comment.created' }) },
    ];
    expect((await call('/api/set-aside')).json['entries']).toEqual([
      {
        seq: 4,
        disposition: {
          kind: 'set-aside',
          code: 'hook-comment',
          reason: 'comment.created was set aside: somebody wrote or changed a comment in Sentry.',
        },
      },
    ]);
  });

  it('list the quarantine without the bodies', async () => {
    relay.shelf.quarantined = [
      {
        id: 1,
        at: now,
        door: 'sentry',
        network: '198.51.100.0/24',
        likely: 'unknown-secret',
        kind: 'error',
        deliveryId: 'd',
        headers: { 'request-id': 'd' },
        body: Buffer.from('änderung'),
        signature: 'aa',
        reason: 'signature-mismatch',
      },
    ];
    const { json } = await call('/api/quarantine');
    expect(json['quarantined']).toEqual([
      {
        id: 1,
        at: now,
        network: '198.51.100.0/24',
        likely: 'unknown-secret',
        kind: 'error',
        deliveryId: 'd',
        reason: 'signature-mismatch',
        bytes: 9,
      },
    ]);
  });

  it('list what was refused', async () => {
    await fetch(`${relay.url}/webhooks/sentry`, { method: 'POST', body: '{}' });
    const { json } = await call('/api/refused');
    expect(json['refused']).toMatchObject([{ door: 'sentry', status: 401, code: 'signature-missing' }]);
    expect(json['counts']).toEqual({ 'signature-missing': 1 });
  });

  it('are there for Prometheus', async () => {
    const text = await (await fetch(`${relay.url}/metrics`)).text();
    for (const name of ['books', 'inbox_lag_entries', 'dead_letters_open', 'ready'])
      expect(text).toContain(`\nstormrelay_${name}`);
    expect(text).toContain('stormrelay_dead_letters_open 1');
  });

  it('are the same for the page and the API', async () => {
    const { json } = await call('/api/overview');
    expect(json).toMatchObject({
      type: 'overview',
      at: now,
      openRoots: 1,
      deadLetters: 1,
      open: [{ id: 'inc-1' }],
      resolved: [{ id: 'inc-3' }],
    });
  });
});

describe('the live feed', () => {
  it('sends a frame at once, and ignores what clients say', async () => {
    const socket = new WebSocket(`ws://127.0.0.1:${relay.port}/live`);
    const frame = await new Promise<string>((resolve) =>
      socket.once('message', (data: Buffer) => resolve(data.toString())),
    );
    expect(JSON.parse(frame)).toMatchObject({ type: 'whole', overview: { open: [{ id: 'inc-1' }] } });
    socket.send('{"type":"anything"}');
    relay.deps.feed.changed();
    await new Promise((resolve) => socket.once('message', resolve));
    socket.close();
  });

  it('cuts off a client that sends too much, and goes on for others', async () => {
    const rude = new WebSocket(`ws://127.0.0.1:${relay.port}/live`);
    await new Promise((resolve) => rude.once('open', resolve));
    const closed = new Promise((resolve) => rude.once('close', resolve));
    rude.send('x'.repeat(10_000));
    expect(await closed).toBe(1009);
    expect((await call('/api/books')).status).toBe(200);
  });
});
