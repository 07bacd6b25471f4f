import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startFakeRelay, type FakeRelay } from '../doubles/fake-relay.ts';

const now = 1_767_225_700_000;
let relay: FakeRelay;
beforeEach(async () => {
  relay = await startFakeRelay({ now: () => now });
});
afterEach(() => relay.close());

describe('what is kept quiet', () => {
  const asks = (body: object): Promise<Response> =>
    fetch(`${relay.url}/api/silences`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ matchers: ['service="a"'], forMs: 60_000, reason: 'move', ...body }),
    });

  it('is listed with how it stands, and with the maintenance of the configuration', async () => {
    const one = { matchers: [], by: 'Ada', reason: 'move' };
    relay.shelf.silences.push(
      { ...one, id: 'sil-1', from: now - 2, until: now },
      { ...one, id: 'sil-2', from: now - 2, until: now + 1 },
      { ...one, id: 'sil-3', from: now + 1, until: now + 2 },
    );
    const answer = (await (await fetch(`${relay.url}/api/silences`)).json()) as Record<string, unknown>;
    expect(answer).toMatchObject({
      silences: [
        { id: 'sil-3', standing: 'scheduled', active: false },
        { id: 'sil-2', standing: 'active', active: true },
        { id: 'sil-1', standing: 'ended', active: false },
      ],
      maintenance: [],
      inhibitions: [],
    });
  });

  it.each([
    ['tomorrow', 'from: must be a moment with its zone'],
    ['2026-01-02T00:00:00', 'from: must be a moment with its zone'],
    [now - 61_000, 'must not be past'],
    [now - 61_000, `${new Date(now + 3_600_000).toISOString().slice(0, 16)}:00Z`],
    [now + 91 * 24 * 3_600_000, 'nor more than 90 days ahead'],
  ])('begins at a moment that is known and not past: %s', async (from, said) => {
    const answer = await asks({ from });
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain(said);
  });

  it.each([
    [['level="warn"'], 'Did you mean warning?'],
    [['service="pay-*"'], 'Write service=~\\"pay-.*\\"'],
    [['service="a"', 'service="b"'], 'never hold together'],
  ])('is not added where nothing would ever meet it: %j', async (matchers, said) => {
    const answer = await asks({ matchers });
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain(said);
  });
});
