import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Notifier } from '../../../src/seams/notifier.ts';
import { brokeAt, stormMessage, thread } from '../../notifiers/example-projections.ts';
import { rowOf, sendOf } from '../../notifiers/example-sends.ts';
import { told } from '../../sent.ts';
import { json, startScripted, type ScriptedServer } from '../../notifiers/scripted-server.ts';
import { channel, edgeAt, lane } from './slack-edge.ts';

function post(ts: string, payload: Record<string, unknown>, event = 'stormrelay_incident'): unknown {
  return { type: 'message', ts, text: 'x', metadata: { event_type: event, event_payload: payload } };
}

const ours = { incident: 'inc-7f3a-12', surface: 'message', upto: 0, alerts: 40 };

describe('looking for a post whose answer was lost', () => {
  let server: ScriptedServer;
  let notifier: Notifier;

  beforeAll(async () => {
    server = await startScripted(() => json({ ok: true, messages: [] }));
    notifier = edgeAt(server.url);
  });
  beforeEach(() => {
    server.received.length = 0;
  });
  afterAll(() => server.close());

  it('reads one page around the attempt, with all metadata', async () => {
    const row = rowOf(stormMessage(), lane, { attempts: { ambiguousAt: brokeAt } });
    expect(await notifier.send(sendOf(row, 'lookup'))).toEqual({ kind: 'absent' });
    expect(server.received).toHaveLength(1);
    const { path, args } = server.received[0]!;
    expect(path).toBe('/api/conversations.history');
    expect(args).toMatchObject({ channel, include_all_metadata: 'true', inclusive: 'true' });
    expect(Number(args['oldest'])).toBe(brokeAt / 1000 - 90);
    expect(Number(args['latest'])).toBeGreaterThan(brokeAt / 1000 + 60);
  });

  it('starts from the start of an attempt that a crash cut off', async () => {
    const row = rowOf(stormMessage(), lane, { attempts: { startedAt: brokeAt + 30_000 } });
    await notifier.send(sendOf(row, 'lookup'));
    expect(Number(server.received[0]!.args['oldest'])).toBe(brokeAt / 1000 - 60);
  });

  it('follows the cursor: a page may hold fewer messages than there are', async () => {
    server.answer = ({ args }) =>
      args['cursor'] === 'on'
        ? json({ ok: true, messages: [post('1773496931.000001', ours)] })
        : json({ ok: true, messages: [], has_more: true, response_metadata: { next_cursor: 'on' } });
    const row = rowOf(stormMessage(), lane, { attempts: { ambiguousAt: brokeAt } });
    expect(await notifier.send(sendOf(row, 'lookup'))).toMatchObject({ kind: 'found', alerts: 40 });
    expect(server.received).toHaveLength(2);
    // One that never ends is followed for a while.
    server.answer = () => json({ ok: true, messages: [], response_metadata: { next_cursor: 'on' } });
    expect(await notifier.send(sendOf(row, 'lookup'))).toEqual({ kind: 'absent' });
    expect(server.received.length).toBeLessThan(12);
    server.answer = () => json({ ok: true, messages: [] });
  });

  it('finds a message that lost its metadata by its buttons', async () => {
    const with_ = (ts: string, block_id: string): unknown => ({
      ts,
      blocks: [{ type: 'actions', block_id }],
    });
    server.answer = () =>
      json({
        ok: true,
        messages: [
          with_('1773496998.000001', 'stormrelay:1:inc-7f3a-13'),
          with_('1773496932.000001', 'stormrelay:1:inc-7f3a-12'),
          { ts: '1773496931.000001', blocks: 'nonsense' },
        ],
      });
    const row = rowOf(stormMessage(), lane, { attempts: { ambiguousAt: brokeAt } });
    // What it covers it does not say, so it is brought up to date.
    const found = { kind: 'found', handle: '1773496932.000001', alerts: 0, upto: 0 };
    expect(await notifier.send(sendOf(row, 'lookup'))).toEqual(found);
  });

  it('finds the own message among foreign ones, and how many alerts it covers', async () => {
    server.answer = () =>
      json({
        ok: true,
        messages: [
          { type: 'message', ts: '1773496999.000001', text: 'a person' },
          post('1773496998.000001', ours, 'other_app'),
          post('1773496997.000001', { ...ours, incident: 'inc-7f3a-13' }),
          post('1773496996.000001', { ...ours, surface: 'thread' }),
          post('1773496932.000001', ours),
          null,
          'nonsense',
        ],
      });
    const row = rowOf(stormMessage(), lane, { attempts: { ambiguousAt: brokeAt } });
    expect(await notifier.send(sendOf(row, 'lookup'))).toEqual({
      kind: 'found',
      handle: '1773496932.000001',
      alerts: 40,
      upto: 0,
    });
  });

  it('looks for replies in the thread, and takes only those that cover more than before', async () => {
    const reply = { ...ours, surface: 'thread', alerts: 0 };
    server.answer = () =>
      json({
        ok: true,
        messages: [
          post('1.1', ours),
          post('2.1', { ...reply, upto: 2 }),
          post('3.1', { ...reply, upto: '4' }),
        ],
      });
    const row = rowOf(thread(), lane, { sent: told(2), attempts: { ambiguousAt: brokeAt } });
    expect(await notifier.send(sendOf(row, 'lookup', { parentHandle: '1.1' }))).toEqual({
      kind: 'found',
      handle: '3.1',
      alerts: 0,
      upto: 4,
    });
    expect(server.received[0]!.path).toBe('/api/conversations.replies');
    expect(server.received[0]!.args['ts']).toBe('1.1');
  });

  it('finds nothing where the thread is gone or was never there', async () => {
    server.answer = () => json({ ok: false, error: 'thread_not_found' });
    const row = rowOf(thread(), lane, { attempts: { ambiguousAt: brokeAt } });
    expect(await notifier.send(sendOf(row, 'lookup', { parentHandle: '1.1' }))).toEqual({ kind: 'absent' });
    expect(await notifier.send(sendOf(row, 'lookup'))).toEqual({ kind: 'absent' });
    expect(server.received).toHaveLength(1);
  });
});
