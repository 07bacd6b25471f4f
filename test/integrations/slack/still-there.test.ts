import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Outcome } from '../../../src/domain/sending/outcome.ts';
import { brokeAt, stormMessage } from '../../notifiers/example-projections.ts';
import { rowOf, sendOf } from '../../notifiers/example-sends.ts';
import { json, startScripted, type Script, type ScriptedServer } from '../../notifiers/scripted-server.ts';
import { posted } from '../../sent.ts';
import { channel, edgeAt, lane } from './slack-edge.ts';

const ts = '1773496931.000100';
const now = brokeAt + 175_000;
let server: ScriptedServer;
beforeAll(async () => {
  server = await startScripted(() => json({ ok: true }));
});
afterAll(() => server.close());

/** What an edit comes to that Slack refuses because its message be gone, where the history says this. */
function edited(history: Script, { count = 0, ageMs = 3_600_000 } = {}): Promise<Outcome> {
  server.received.length = 0;
  server.answer = ({ path }) =>
    path.endsWith('/conversations.history') ? history : json({ ok: false, error: 'message_not_found' });
  const sent = posted({ handle: ts, acceptedAt: now - ageMs });
  const row = rowOf(stormMessage(), lane, { sent, attempts: { count } });
  return edgeAt(server.url).send(sendOf(row, 'change', { now }));
}

const there = json({ ok: true, messages: [{ ts, text: 'x' }] });
const notThere = json({ ok: true, messages: [] });
const another = json({ ok: true, messages: [{ ts: '1773496931.000101', text: 'x' }] });

describe('a message that Slack says is gone', () => {
  it('is looked for by its ts, once', async () => {
    await edited(notThere);
    expect(server.received.map(({ path }) => path)).toEqual([
      '/api/chat.update',
      '/api/conversations.history',
    ]);
    expect(server.received[1]!.args).toMatchObject({ channel, oldest: ts, latest: ts, inclusive: 'true' });
  });

  it.each([
    ['is not there', notThere],
    ['has another in its place', another],
    ['cannot be looked for', json({ ok: false, error: 'missing_scope' })],
  ])('is posted anew where it %s', async (_what, history) => {
    expect(await edited(history)).toMatchObject({ kind: 'gone' });
  });

  it('and stands there is edited again, and then left as it is: nothing is posted', async () => {
    for (const count of [0, 1])
      expect(await edited(there, { count })).toMatchObject({ kind: 'failed', ambiguous: false });
    const left = await edited(there, { count: 2 });
    const reason: unknown = expect.stringContaining('stands there');
    expect(left).toMatchObject({ kind: 'frozen', passes: true, reason });
  });

  it('is waited for while the history may lack it, because it is young', async () => {
    for (const count of [0, 7])
      expect(await edited(notThere, { count, ageMs: 20_000 })).toMatchObject({ kind: 'failed' });
    expect(await edited(notThere, { ageMs: 31_000 })).toMatchObject({ kind: 'gone' });
  });

  it.each([
    ['limited', json({ ok: false, error: 'ratelimited' })],
    ['strange', { status: 200, body: '<html>' }],
    ['failing', { status: 500 }],
  ] as const)('is looked for again where the history is %s, but not for ever', async (_what, history) => {
    expect(await edited(history)).toMatchObject({ kind: 'failed', ambiguous: false });
    expect(await edited(history, { count: 2 })).toMatchObject({ kind: 'gone' });
  });
});
