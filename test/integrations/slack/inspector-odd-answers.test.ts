import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createSlackInspector } from '../../../src/integrations/slack/inspector.ts';
import type { Finding, Inspector } from '../../../src/seams/inspector.ts';
import { singleMessage } from '../../notifiers/example-projections.ts';
import { clockFor, keptLog, rowOf, stillClock } from '../../notifiers/example-sends.ts';
import { posted } from '../../sent.ts';
import {
  deadAddress,
  json,
  startScripted,
  type Received,
  type Script,
  type ScriptedServer,
} from '../../notifiers/scripted-server.ts';
import { channel, lane, limits, token } from './slack-edge.ts';

const ts = '1773496931.000100';
const row = rowOf(singleMessage(), lane, { sent: posted({ handle: ts }) });

describe('the Slack inspector and odd answers', () => {
  let server: ScriptedServer;
  const kept = keptLog();

  beforeAll(async () => {
    server = await startScripted(() => json({ ok: true }));
  });
  beforeEach(() => {
    server.received.length = 0;
  });
  afterAll(() => server.close());

  function inspectorAt(url: string, clock = stillClock()): Inspector {
    const config = { token, apiUrl: `${url}/api/`, limits };
    return createSlackInspector({ config, clock, log: kept.log });
  }

  /** Answers of the methods by name; `scopes` are those that Slack names, if any. */
  function scripted(answers: Readonly<Record<string, unknown>>, scopes: string | null = null): Inspector {
    const headers: Record<string, string> = scopes === null ? {} : { 'x-oauth-scopes': scopes };
    server.answer = ({ path }) => {
      const method = path.replace('/api/', '');
      const body = answers[method] ?? { ok: true, team: 'Acme' };
      return json(body, 200, headers);
    };
    return inspectorAt(server.url);
  }

  const methods = (): string[] => server.received.map(({ path }) => path.replace('/api/', ''));

  it('asks for one message of the history where Slack names no scopes', async () => {
    const inspector = scripted({ 'conversations.history': { ok: true, messages: [] } });
    expect(await inspector.probe(lane)).toMatchObject({ kind: 'yes' });
    expect(methods()).toEqual(['auth.test', 'conversations.history']);
    expect(server.received.at(-1)!.args).toMatchObject({ channel, limit: '1' });
  });

  it('asks the history where the scope to look at a private channel is another one', async () => {
    const answers = {
      'conversations.info': { ok: false, error: 'missing_scope', needed: 'groups:read' },
      'conversations.history': { ok: true, messages: [] },
    };
    const finding = await scripted(answers, 'chat:write,channels:read,groups:history').probe(lane);
    expect(finding).toMatchObject({ kind: 'yes' });
    expect(methods()).toEqual(['auth.test', 'conversations.info', 'conversations.history']);
  });

  it('asks the history where a direct message has no members to name', async () => {
    const answers = {
      'conversations.info': { ok: true, channel: { id: 'D0123ABCD', is_im: true } },
      'conversations.history': { ok: true, messages: [] },
    };
    const finding = await scripted(answers, 'chat:write,channels:read').probe('slack:D0123ABCD');
    expect(finding).toMatchObject({ kind: 'yes' });
  });

  it('lets a bot post in public channels that it is no member of, where it has the scope for it', async () => {
    const outside = { is_archived: false, is_member: false };
    const publicInfo = { 'conversations.info': { ok: true, channel: { ...outside, is_private: false } } };
    const privateInfo = { 'conversations.info': { ok: true, channel: { ...outside, is_private: true } } };
    const history = { 'conversations.history': { ok: false, error: 'not_in_channel' } };
    const guest = 'chat:write,chat:write.public';
    expect(await scripted(publicInfo, `${guest},channels:read`).probe(lane)).toMatchObject({ kind: 'yes' });
    expect(await scripted(history, guest).probe(lane)).toMatchObject({ kind: 'yes' });
    expect(await scripted(privateInfo, `${guest},channels:read`).probe(lane)).toMatchObject({ kind: 'no' });
    expect(await scripted(publicInfo, 'chat:write,channels:read').probe(lane)).toMatchObject({ kind: 'no' });
    expect(await scripted(history, 'chat:write').probe(lane)).toMatchObject({ kind: 'no' });
  });

  it.each(['token_revoked', 'account_inactive', 'not_authed'])('is told %s', async (error) => {
    const finding = await scripted({ 'auth.test': { ok: false, error } }).probe(lane);
    expect(finding).toMatchObject({ kind: 'no' });
    expect(finding.detail).toContain('bot token');
  });

  it('takes ok without what was asked for as no answer', async () => {
    expect(await scripted({}).probe(lane)).toMatchObject({ kind: 'unknown' });
    expect(await scripted({}, 'chat:write,channels:read').probe(lane)).toMatchObject({ kind: 'unknown' });
    expect(await scripted({}).readBack(row)).toMatchObject({ kind: 'unknown' });
  });

  it('asks for exactly the message, and believes no other', async () => {
    const inspector = scripted({
      'conversations.history': { ok: true, messages: [{ ts: '1773496931.000200', text: 'another' }, null] },
    });
    expect(await inspector.readBack(row)).toMatchObject({ kind: 'no' });
    expect(server.received[0]!.args).toEqual({
      channel,
      latest: ts,
      oldest: ts,
      inclusive: 'true',
      limit: '1',
    });
  });

  it('does not take the tombstone of a deleted message for the message', async () => {
    const messages = [{ ts, subtype: 'tombstone', text: 'This message was deleted.' }];
    const finding = await scripted({ 'conversations.history': { ok: true, messages } }).readBack(row);
    expect(finding).toMatchObject({ kind: 'no' });
  });

  it('passes on no address that is not https', async () => {
    for (const permalink of ['http://acme.slack.com/x', 'javascript:alert(1)', 7, null]) {
      const answers = {
        'conversations.history': { ok: true, messages: [{ ts }] },
        'chat.getPermalink': { ok: true, permalink },
      };
      expect(await scripted(answers).readBack(row)).toMatchObject({ kind: 'yes', link: null });
    }
  });

  it('looks again later when nobody listens', async () => {
    const inspector = inspectorAt(await deadAddress());
    expect(await inspector.probe(lane)).toMatchObject({ kind: 'unknown', waitMs: 2000 });
    expect(await inspector.readBack(row)).toMatchObject({ kind: 'unknown', waitMs: 2000 });
  });

  it('answers whatever comes with a sentence, and never with the token', async () => {
    const findings: Finding[] = [];
    for (const script of oddScripts()) {
      const inspector = inspectorAt(server.url, clockFor(script === 'hang'));
      server.answer = (request) => (typeof script === 'function' ? script(request) : script);
      findings.push(await inspector.probe(lane), await inspector.readBack(row));
    }
    for (const { detail } of findings) expect(detail).toMatch(/^[A-Z0-9].*\.$/s);
    const everything = [inspectorAt(server.url).credential, JSON.stringify(findings), ...kept.lines].join(
      '\n',
    );
    for (const secret of [token, token.slice(-12)]) expect(everything).not.toContain(secret);
  });
});

function oddScripts(): readonly (Script | ((request: Received) => Script))[] {
  const statuses = [200, 302, 400, 401, 403, 404, 413, 429, 500, 503];
  const html = '<!doctype html><p>Back soon</p>';
  return [
    'hang',
    'reset',
    ...statuses.map((status) => ({ status, body: html, headers: { location: '/elsewhere' } })),
    ...[true, false].map((ok) => (request: Received) => quoting(ok, request)),
  ];
}

/** Repeats the token wherever Slack writes text. */
function quoting(ok: boolean, { headers, path }: Received): Script {
  const quoted = headers.authorization ?? '';
  return json({
    ok,
    error: path.endsWith('auth.test') ? quoted : 'missing_scope',
    team: quoted,
    needed: quoted,
    response_metadata: { messages: [quoted] },
    messages: [{ ts, text: quoted }],
    permalink: `https://acme.slack.com/archives/C0123ABCD/p1773496931000100`,
  });
}
