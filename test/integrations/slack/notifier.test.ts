import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Notifier } from '../../../src/seams/notifier.ts';
import { brokeAt, page, partOfMessage, stormMessage, thread } from '../../notifiers/example-projections.ts';
import { keptLog, rowOf, sendOf } from '../../notifiers/example-sends.ts';
import { posted, told } from '../../sent.ts';
import { json, startScripted, type ScriptedServer } from '../../notifiers/scripted-server.ts';
import { channel, edgeAt, lane } from './slack-edge.ts';

const ts = '1773496931.000100';

describe('the Slack notifier', () => {
  let server: ScriptedServer;
  let notifier: Notifier;
  const kept = keptLog();

  beforeAll(async () => {
    server = await startScripted(() => json({ ok: true, ts }));
  });
  beforeEach(() => {
    server.received.length = 0;
    server.answer = () => json({ ok: true, ts });
    notifier = edgeAt(server.url, kept.log);
  });
  afterAll(() => server.close());

  function args(): Readonly<Record<string, string>> {
    return server.received.at(-1)!.args;
  }

  function arg(name: string): unknown {
    return JSON.parse(args()[name] ?? 'null');
  }

  it('posts a message with blocks, a short text, and metadata by which it can be found again', async () => {
    const outcome = await notifier.send(sendOf(rowOf(stormMessage(), lane), 'create'));
    expect(outcome).toEqual({ kind: 'delivered', handle: ts });
    expect(server.received.at(-1)!.path).toBe('/api/chat.postMessage');
    expect(args()).toMatchObject({
      channel,
      unfurl_links: 'false',
      unfurl_media: 'false',
      parse: 'none',
      link_names: 'false',
    });
    expect(args()['text']).toContain('redis unreachable (cache-main): 12 services failing');
    expect(arg('blocks')).toHaveLength(6);
    expect(arg('metadata')).toEqual({
      event_type: 'stormrelay_incident',
      event_payload: { incident: 'inc-7f3a-12', surface: 'message', upto: 0, alerts: 1412 },
    });
    expect(args()['thread_ts']).toBeUndefined();
  });

  it('changes a message in place, metadata included', async () => {
    const row = rowOf(stormMessage({ alerts: 2000 }), lane, {
      sent: posted({ handle: '1773496000.000200' }),
    });
    expect(await notifier.send(sendOf(row, 'change'))).toEqual({
      kind: 'delivered',
      handle: '1773496000.000200',
    });
    expect(server.received.at(-1)!.path).toBe('/api/chat.update');
    expect(args()).toMatchObject({ channel, ts: '1773496000.000200', parse: 'none' });
    expect(arg('metadata')).toMatchObject({ event_payload: { alerts: 2000 } });
  });

  it('calls a message without a handle gone, so that it is posted anew', async () => {
    const outcome = await notifier.send(sendOf(rowOf(stormMessage(), lane), 'change'));
    expect(outcome.kind).toBe('gone');
    expect(server.received).toHaveLength(0);
  });

  it('covers no alerts with a message that points at its root', async () => {
    await notifier.send(sendOf(rowOf(partOfMessage(), lane, { sent: posted({ handle: ts }) }), 'change'));
    expect(arg('metadata')).toMatchObject({ event_payload: { alerts: 0 } });
    expect(args()['text']).toContain('Part of redis unreachable (cache-main) (incident inc-7f3a-9)');
  });

  it('sends text alone when the full form was refused, and takes old blocks away', async () => {
    const row = rowOf(stormMessage(), lane, { attempts: { plain: true }, sent: posted({ handle: ts }) });
    await notifier.send(sendOf(row, 'create'));
    expect(args()['blocks']).toBeUndefined();
    expect(args()['text']).toContain('gateway');
    await notifier.send(sendOf(row, 'change'));
    expect(arg('blocks')).toEqual([]);
  });

  it('replies under the message with what was not told yet, and to the channel when an item asks for it', async () => {
    const row = rowOf(thread(), lane, { sent: told(1) });
    const outcome = await notifier.send(sendOf(row, 'create', { parentHandle: '1773490000.000001' }));
    expect(outcome).toEqual({ kind: 'delivered', handle: ts });
    expect(args()).toMatchObject({ thread_ts: '1773490000.000001', reply_broadcast: 'true' });
    expect(arg('metadata')).toMatchObject({ event_payload: { surface: 'thread', upto: 7, alerts: 0 } });
    expect(args()['blocks']).toContain('Acknowledged by Ana Silva');

    await notifier.send(
      sendOf(rowOf(thread(), lane, { sent: told(2) }), 'create', { parentHandle: '1773490000.000001' }),
    );
    expect(args()['reply_broadcast']).toBe('false');
    expect(args()['blocks']).not.toContain('This is a storm now');
  });

  it('does not post a reply without its message, and tells nothing twice', async () => {
    expect(await notifier.send(sendOf(rowOf(thread(), lane), 'create'))).toMatchObject({
      kind: 'failed',
      ambiguous: false,
    });
    const all = rowOf(thread(), lane, { sent: told(7, { handle: ts }) });
    expect(await notifier.send(sendOf(all, 'create', { parentHandle: ts }))).toEqual({
      kind: 'delivered',
      handle: ts,
    });
    expect(server.received).toHaveLength(0);
  });

  it('goes on without metadata when Slack refuses it, says so once, and looks all the same', async () => {
    server.answer = () => json({ ok: false, error: 'metadata_must_be_sent_from_app' });
    const row = rowOf(stormMessage(), lane);
    expect(await notifier.send(sendOf(row, 'create'))).toMatchObject({ kind: 'refused' });
    expect(await notifier.send(sendOf(row, 'create'))).toMatchObject({ kind: 'refused' });
    expect(kept.lines.filter((line) => line.includes('refuses the metadata'))).toHaveLength(1);
    expect(args()['metadata']).toBeUndefined();
    const lost = rowOf(stormMessage(), lane, { attempts: { ambiguousAt: brokeAt } });
    server.answer = () => json({ ok: true, messages: [] });
    expect(await notifier.send(sendOf(lost, 'lookup'))).toEqual({ kind: 'absent' });
  });

  it('notices metadata that Slack leaves out of a post with a mere warning, and looks all the same', async () => {
    server.answer = () =>
      json({ ok: true, ts, response_metadata: { warnings: ['missing_charset', 'invalid_metadata_schema'] } });
    const row = rowOf(stormMessage(), lane);
    expect(await notifier.send(sendOf(row, 'create'))).toEqual({ kind: 'delivered', handle: ts });
    expect(await notifier.send(sendOf(row, 'create'))).toEqual({ kind: 'delivered', handle: ts });
    const told = kept.lines.filter(
      (line) => line.includes('refuses the metadata') && line.includes('schema'),
    );
    expect(told).toHaveLength(1);
    expect(args()['metadata']).toBeUndefined();
    const lost = rowOf(stormMessage(), lane, { attempts: { ambiguousAt: brokeAt } });
    server.answer = () => json({ ok: true, messages: [] });
    expect(await notifier.send(sendOf(lost, 'lookup'))).toEqual({ kind: 'absent' });
  });

  it('refuses what it cannot render, without a call', async () => {
    expect(await notifier.send(sendOf(rowOf(page(), lane), 'create'))).toMatchObject({ kind: 'refused' });
    const broken = { ...stormMessage(), services: null } as unknown as ReturnType<typeof stormMessage>;
    expect(await notifier.send(sendOf(rowOf(broken, lane), 'create'))).toMatchObject({
      kind: 'refused',
      reason: expect.stringContaining('could not be rendered') as string,
    });
    expect(server.received).toHaveLength(0);
  });
});
