import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { createPagerDutyInspector } from '../../../src/integrations/pagerduty/inspector.ts';
import { listIncidents } from '../../../src/integrations/pagerduty/rest/rest-wire.ts';
import type { Finding, Inspector } from '../../../src/seams/inspector.ts';
import { page } from '../../notifiers/example-projections.ts';
import { clockFor, hastyClock, keptLog, rowOf, stillClock } from '../../notifiers/example-sends.ts';
import { ringing } from '../../sent.ts';
import {
  deadAddress,
  json,
  startScripted,
  type Script,
  type ScriptedServer,
} from '../../notifiers/scripted-server.ts';

const routingKey = 'Zy9Xw8Vu7Ts6Rq5Po4Nm3Lk2Ji1Hg0Fe';
const apiToken = 'u+3kf92jd8sl20dk38fj';
const lane = 'pagerduty:0a1b2c3d';
const dedupKey = 'stormrelay:7f3a:inc-7f3a-12:1';
const row = rowOf(page(), lane, { sent: ringing({ handle: dedupKey }) });

describe('the PagerDuty inspector and odd answers', () => {
  let server: ScriptedServer;
  const kept = keptLog();

  beforeAll(async () => {
    server = await startScripted(() => json({ incidents: [] }));
  });
  beforeEach(() => {
    server.received.length = 0;
  });
  afterEach(() => vi.restoreAllMocks());
  afterAll(() => server.close());

  function inspectorAt(url: string, clock = stillClock()): Inspector {
    return createPagerDutyInspector({
      config: { routingKey, eventsUrl: url, limits: { events: 110 } },
      rest: { apiUrl: url, token: apiToken },
      clock,
      log: kept.log,
    });
  }

  function readBack(script: Script): Promise<Finding> {
    server.answer = () => script;
    return inspectorAt(server.url, clockFor(script === 'hang')).readBack(row);
  }

  it('asks once, for the key in every state, newest first', async () => {
    await readBack(json({ incidents: [] }));
    expect(server.received).toHaveLength(1);
    const { path, headers } = server.received[0]!;
    const { pathname, searchParams } = new URL(path, server.url);
    expect(pathname).toBe('/incidents');
    expect(searchParams.get('incident_key')).toBe(dedupKey);
    expect(searchParams.getAll('statuses[]')).toEqual(['triggered', 'acknowledged', 'resolved']);
    expect(searchParams.get('sort_by')).toBe('created_at:desc');
    expect(headers.authorization).toBe(`Token token=${apiToken}`);
  });

  it('never asks for all incidents', async () => {
    const rest = { apiUrl: server.url, token: apiToken };
    await expect(listIncidents(rest, '', AbortSignal.timeout(1000))).rejects.toThrow(RangeError);
    expect(server.received).toEqual([]);
  });

  it('reads incidents that say little', async () => {
    expect(await readBack(json({ incidents: [{}] }))).toEqual({
      kind: 'yes',
      detail: 'PagerDuty shows an incident for it.',
      link: null,
    });
  });

  it('passes on no address that is not plain https', async () => {
    for (const html_url of [
      'http://acme.pagerduty.com/x',
      'https://user:password@acme.pagerduty.com/x',
      'javascript:alert(1)',
      `https://acme.pagerduty.com/${'x'.repeat(600)}`,
      7,
    ])
      expect(await readBack(json({ incidents: [{ html_url }] }))).toMatchObject({ kind: 'yes', link: null });
  });

  it.each([401, 403])('is blind after a %i, with JSON and without', async (status) => {
    for (const script of [json({ error: {} }, status), { status, body: '<html>' }]) {
      const finding = await readBack(script);
      expect(finding).toMatchObject({ kind: 'blind' });
      expect(finding.detail).toContain('the API token');
    }
  });

  it.each([302, 400, 402, 404, 405])('is blind after a %i', async (status) => {
    const headers = { location: `${server.url}/elsewhere` };
    const finding = await readBack({ status, headers, body: '<html>' });
    expect(finding).toMatchObject({ kind: 'blind' });
    expect(finding.detail).toContain('PAGERDUTY_API_URL');
    expect(server.received).toHaveLength(1);
  });

  it('understands how long a 429 wants it to wait', async () => {
    for (const [reset, waitMs] of [
      ['17', 17_000],
      ['0', 1000],
      ['soon', 5000],
      ['99999', 60_000],
    ] as const) {
      const finding = await readBack(json({ error: {} }, 429, { 'ratelimit-reset': reset }));
      expect(finding, reset).toMatchObject({ kind: 'unknown', waitMs });
    }
    const finding = await readBack({ status: 429, body: '<html>' });
    expect(finding).toMatchObject({ kind: 'unknown', waitMs: 5000 });
  });

  it.each<readonly [string, Script]>([
    ['a 500', json({ error: {} }, 500)],
    ['a 503 with HTML', { status: 503, body: '<html>' }],
    ['HTML in a 200', { status: 200, body: '<html>' }],
    ['an empty 200', { status: 200 }],
    ['a 204', { status: 204 }],
    ['null', json(null)],
    ['another list', json({ services: [] })],
    ['silence', 'hang'],
    ['a reset', 'reset'],
  ])('looks again later after %s', async (_name, script) => {
    expect(await readBack(script)).toMatchObject({ kind: 'unknown', waitMs: 2000 });
  });

  it('says what happened when nobody listens and when nobody answers', async () => {
    const dead = await deadAddress();
    const refused = await inspectorAt(dead).readBack(row);
    expect(refused.detail).toMatch(
      /^The connection to 127\.0\.0\.1:\d+ could not be made \(ECONNREFUSED\)\.$/,
    );
    expect((await readBack('hang')).detail).toContain('did not answer in time');
    expect(await inspectorAt(dead).probe(lane)).toMatchObject({ kind: 'unknown', waitMs: 2000 });
  });

  it('gives up on an answer that stops halfway', async () => {
    const halfway = createServer(
      (_request, response) => void response.writeHead(200).write('{"incidents": ['),
    );
    await new Promise<void>((resolve) => halfway.listen(0, '127.0.0.1', resolve));
    const { port } = halfway.address() as AddressInfo;
    const finding = await inspectorAt(`http://127.0.0.1:${port}`, hastyClock()).readBack(row);
    halfway.close().closeAllConnections();
    expect(finding).toMatchObject({ kind: 'unknown', waitMs: 2000 });
    expect(finding.detail).toContain('did not answer in time');
  });

  it('leaves no timer of pdjs behind that would keep the process alive', async () => {
    const { setTimeout: real } = globalThis;
    const waits: number[] = [];
    // Others have timers too in this process: undici looks once a second whether something takes too long.
    vi.spyOn(globalThis, 'setTimeout').mockImplementation((call: () => void, ms = 0) => {
      if (/pdjs/.test(new Error('Who asks?').stack ?? '')) waits.push(ms);
      return real(call, ms);
    });
    for (const script of [json({ incidents: [] }), json({}, 429), 'hang', 'reset'] as const)
      await readBack(script);
    expect(waits).not.toEqual([]);
    expect(Math.max(...waits)).toBeLessThanOrEqual(1);
  });

  it('answers whatever comes with a sentence, and never with a secret', async () => {
    const findings: Finding[] = [];
    const inspector = inspectorAt(server.url);
    for (const status of [200, 202, 302, 400, 401, 403, 404, 413, 429, 500]) {
      server.answer = ({ headers, body }) => quoting(status, `${headers.authorization ?? ''} ${body}`);
      findings.push(await inspector.probe(lane), await inspector.readBack(row));
    }
    for (const { detail } of findings) expect(detail).toMatch(/^[A-Z0-9].*[.?]$/s);
    const everything = [inspector.credential, JSON.stringify(findings), ...kept.lines].join('\n');
    for (const secret of [apiToken, routingKey]) expect(everything).not.toContain(secret);
  });
});

/** An answer that repeats the request, as debugging proxies do. */
function quoting(status: number, request: string): Script {
  const incident = { incident_number: request, status: request, html_url: request, title: request };
  const error = { message: request, code: request, errors: [request] };
  return json({ status: request, message: request, errors: [request], error, incidents: [incident] }, status);
}
