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

  it('finds a post that lost its metadata by the mark in its blocks, and so what it covers', async () => {
    let blocks: unknown = null;
    server.answer = ({ path, args }) => {
      if (path.endsWith('chat.postMessage')) blocks = JSON.parse(args['blocks'] ?? 'null');
      return json({ ok: true, ts: '1773496932.000001', messages: [{ ts: '1773496932.000001', blocks }] });
    };
    const attempts = { ambiguousAt: brokeAt };
    const row = rowOf(stormMessage(), lane, { attempts });
    await notifier.send(sendOf(row, 'create'));
    const found = { kind: 'found', handle: '1773496932.000001' };
    expect(await notifier.send(sendOf(row, 'lookup'))).toEqual({ ...found, alerts: 1412, upto: 0 });
    // Another incident's message is another message, in the same words too.
    const other = { ...rowOf(stormMessage(), lane, { attempts }), incident: 'inc-7f3a-13' };
    expect(await notifier.send(sendOf(other, 'lookup'))).toEqual({ kind: 'absent' });

    const reply = rowOf(thread(), lane, { sent: told(2), attempts });
    await notifier.send(sendOf(reply, 'create', { parentHandle: '1.1' }));
    const looked = await notifier.send(sendOf(reply, 'lookup', { parentHandle: '1.1' }));
    expect(looked).toEqual({ ...found, alerts: 0, upto: 7 });
    const later = rowOf(thread(), lane, { sent: told(7), attempts });
    expect(await notifier.send(sendOf(later, 'lookup', { parentHandle: '1.1' }))).toEqual({ kind: 'absent' });
  });

  it('finds a post that says nothing of itself by its time and its text, whose figures may have changed', async () => {
    const at = (ms: number): string => `${Math.floor((brokeAt + ms) / 1000)}.000001`;
    const bot_id = 'B0123ABCD';
    const lookAmong = async (...messages: readonly unknown[]): Promise<unknown> => {
      server.answer = () => json({ ok: true, messages });
      const row = rowOf(stormMessage(), lane, { attempts: { ambiguousAt: brokeAt } });
      return notifier.send(sendOf(row, 'lookup'));
    };
    const texts = await textsPosted();
    const found = { kind: 'found', handle: at(2_000), alerts: 0, upto: 0 };
    for (const line of texts) {
      const own = { ts: at(2_000), bot_id, text: line.replaceAll('1', '4') };
      expect(await lookAmong({ ts: at(3_000), bot_id, text: 'A deploy' }, own)).toEqual(found);
    }
    const own = { ts: at(2_000), bot_id, text: texts[0] };
    expect(await lookAmong({ ...own, ts: at(-20_000) }, { ...own, ts: at(90_000) })).toEqual({
      kind: 'absent',
    });
    // A person quotes it; another incident has the same words.
    const mark = { block_id: 'stormrelay-post:1:message:0:4:inc-7f3a-13' };
    expect(await lookAmong({ ...own, bot_id: undefined }, { ...own, blocks: [mark] })).toEqual({
      kind: 'absent',
    });
    const text = '🔴 redis unreachable (cache-two): 9 services failing · 3 users';
    expect(await lookAmong({ ...own, text })).toEqual({ kind: 'absent' });
  });

  /** What the relay posts now, as its plain text and as its summary. */
  async function textsPosted(): Promise<readonly string[]> {
    server.answer = () => json({ ok: true, ts: '1773496932.000001' });
    await notifier.send(sendOf(rowOf(stormMessage(), lane, { attempts: { plain: true } }), 'create'));
    await notifier.send(sendOf(rowOf(stormMessage(), lane), 'create'));
    return server.received.splice(0).map(({ args }) => args['text'] ?? '');
  }

  it('finds a message of an older relay that lost its metadata by its buttons', async () => {
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
