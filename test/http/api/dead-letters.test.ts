import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startFakeRelay, type FakeRelay } from '../doubles/fake-relay.ts';
import { called, codeOf, refusedLetter } from './called.ts';

const now = 1_767_225_600_000;
let relay: FakeRelay;
beforeEach(async () => {
  relay = await startFakeRelay();
  relay.shelf.deadLetters = [refusedLetter(now)];
});
afterEach(() => relay.close());

const call = (path: string, method?: string, body?: string): ReturnType<typeof called> =>
  called(relay, path, method, body);

describe('dead letters', () => {
  it('are listed, replayed once, and then no longer open', async () => {
    expect((await call('/api/dead-letters')).json['deadLetters']).toMatchObject([
      { id: 5, reason: 'invalid_blocks' },
    ]);
    expect(await call('/api/dead-letters/5/replay', 'POST', '{}')).toMatchObject({
      status: 202,
      json: { deadLetter: { state: 'replayed' } },
    });
    const again = await call('/api/dead-letters/5/discard', 'POST', '{}');
    expect([again.status, codeOf(again)]).toEqual([409, 'not-open']);
    expect((await call('/api/dead-letters')).json['deadLetters']).toEqual([]);
    expect((await call('/api/dead-letters?state=all')).json['deadLetters']).toHaveLength(1);
    expect((await call('/api/dead-letters/5')).json).toMatchObject({
      deadLetter: { state: 'replayed', closed: { by: 'operator on this machine' } },
      request: null,
      response: { code: 'told-before', reason: 'invalid_blocks', attempts: 2 },
      history: [{ id: 5, state: 'replayed' }],
    });
  });

  it('are discarded with who did it, and why', async () => {
    const said = JSON.stringify({ who: 'ada', reason: 'A test channel.' });
    expect(await call('/api/dead-letters/5/discard', 'POST', said)).toMatchObject({
      json: { deadLetter: { state: 'discarded', closed: { by: 'ada', why: 'A test channel.' } } },
    });
  });

  it('are closed many at once: by their numbers, or by what they have in common', async () => {
    const [first] = relay.shelf.deadLetters;
    relay.shelf.deadLetters = [9, 8, 7, 6, 5].map((id) => ({
      ...first!,
      id,
      incident: id < 7 ? 'inc-1' : 'inc-2',
      subject: `${id < 7 ? 'inc-1' : 'inc-2'}/slack/x/message`,
    }));
    const close = (action: string, body: object): ReturnType<typeof call> =>
      call(`/api/dead-letters/${action}`, 'POST', JSON.stringify(body));
    expect((await close('replay', { ids: [9, 5, 4] })).json).toEqual({
      closed: [9, 5],
      notClosed: [4],
      left: 0,
    });
    expect((await close('discard', { incident: 'inc-1', receiver: 'slack/x' })).json).toMatchObject({
      closed: [6],
    });
    expect((await close('discard', { incident: 'inc-1' })).json).toMatchObject({ closed: [] });
    expect((await close('replay', { all: true })).json).toMatchObject({ closed: [8, 7] });
    expect((await call('/api/dead-letters')).json['deadLetters']).toEqual([]);
  });

  it('are not closed by a body that says not which, or that is misspelt', async () => {
    for (const body of ['{}', '{"all":false}', '{"ids":[]}', '{"incidnet":"inc-1"}', '{"kind":"page"}']) {
      const answer = await call('/api/dead-letters/discard', 'POST', body);
      expect([answer.status, codeOf(answer)], body).toEqual([400, 'bad-body']);
    }
    expect((await call('/api/dead-letters')).json['deadLetters']).toHaveLength(1);
  });
});
