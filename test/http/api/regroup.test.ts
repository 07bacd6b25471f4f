import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startFakeRelay, type FakeRelay } from '../doubles/fake-relay.ts';
import { sampleIncident } from '../doubles/sample-incidents.ts';

let relay: FakeRelay;
beforeEach(async () => {
  relay = await startFakeRelay();
  relay.shelf.incidents = [
    sampleIncident({ id: 'inc-1' }),
    sampleIncident({ id: 'inc-2', parent: 'inc-1' }),
    sampleIncident({ id: 'inc-3', status: 'resolved' }),
    sampleIncident({ id: 'inc-4' }),
  ];
});
afterEach(() => relay.close());

async function post(path: string, body: object): Promise<{ status: number; text: string }> {
  const response = await fetch(`${relay.url}/api/incidents/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return { status: response.status, text: await response.text() };
}

describe('split and merge', () => {
  it('become entries of the inbox, with who and why', async () => {
    expect(await post('inc-2/split', { who: 'Ines', why: 'another\u0007 host' })).toMatchObject({
      status: 202,
    });
    expect(await post('inc-4/merge', { into: 'inc-2' })).toMatchObject({ status: 202 });
    const who = 'operator on this machine';
    expect(relay.commands).toEqual([
      { action: 'split', incident: 'inc-2', who: 'Ines', why: 'another host' },
      { action: 'merge', incident: 'inc-4', into: 'inc-2', who, why: null },
    ]);
    expect(relay.shelf.deliveries.map(({ source, kind }) => [source, kind])).toEqual([
      ['operator', 'split'],
      ['operator', 'merge'],
    ]);
  });

  it('let a root go that has children', async () => {
    expect(await post('inc-1/split', {})).toMatchObject({ status: 202 });
  });

  it.each([
    ['inc-4/split', {}, '409 cannot-split', /part of no storm/],
    ['inc-3/split', {}, '409 cannot-split', /is over/],
    ['inc-9/split', {}, '404 no-such-incident', /no incident/],
    ['inc-2/merge', { into: 'inc-1' }, '409 cannot-merge', /part of inc-1 already/],
    ['inc-4/merge', { into: 'inc-4' }, '409 cannot-merge', /into itself/],
    ['inc-4/merge', {}, '400 bad-body', /must be the id/],
    ['inc-4/merge', { into: 7 }, '400 bad-body', /must be the id/],
    ['inc-4/merge', { into: 'inc-99' }, '404 no-such-incident', /inc-99/],
  ])('are refused with the reason, and become no entry: %s %j', async (path, body, answer, reason) => {
    const got = await post(path, body);
    const [status = '', code = ''] = answer.split(' ');
    expect(got.status).toBe(Number(status));
    expect(got.text).toContain(`"${code}"`);
    expect(got.text).toMatch(reason);
    expect(relay.commands).toEqual([]);
  });

  it('are only posted', async () => {
    for (const action of ['split', 'merge']) {
      const response = await fetch(`${relay.url}/api/incidents/inc-2/${action}`);
      expect(response.status).toBe(405);
    }
  });
});
