import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Incident } from '../../../src/domain/incident.ts';
import { toldBefore } from '../../../src/domain/decision/vocabulary.ts';
import { wantedPage } from '../../make.ts';
import { startFakeRelay, type FakeRelay } from '../doubles/fake-relay.ts';
import { sampleIncident } from '../doubles/sample-incidents.ts';
import { called } from './called.ts';

const now = 1_767_225_700_000;
let relay: FakeRelay;
beforeEach(async () => {
  relay = await startFakeRelay({ now: () => now });
});
afterEach(() => relay.close());

const service = (name: string): Incident['services'][number] => ({
  name,
  firstAt: now,
  lastAt: now,
  alerts: 1,
});

function over(id: string, agoMs: number, changes: Partial<Incident> = {}): Incident {
  const resolution = { at: now - agoMs, by: 'sentry', who: null, reason: toldBefore('Over.') } as const;
  return sampleIncident({ id, status: 'resolved', resolution, ...changes });
}

async function looked(query: string): Promise<{ ids: string[]; next: string | null }> {
  const { json } = await called(relay, `/api/history${query}`);
  return {
    ids: (json['incidents'] as { id: string }[]).map(({ id }) => id),
    next: json['next'] as string | null,
  };
}

describe('what is over', () => {
  beforeEach(() => {
    const storm = { cause: { kind: 'mode', key: 'mode:dns', title: 'DNS fails' }, since: now } as const;
    relay.shelf.incidents = [
      sampleIncident({ id: 'inc-open', title: 'Überlauf in ledger' }),
      over('inc-9', 1_000, {
        title: 'Überlauf in Zeile 7',
        severity: 'warning',
        environments: ['staging'],
        environmentClass: 'non-production',
      }),
      over('inc-8', 2_000, { storm, page: wantedPage('a storm', now), services: [service('web')] }),
      over('inc-7', 3_000, { title: 'Timeout', acknowledgedBy: 'Ines', severity: 'error' }),
      sampleIncident({ id: 'inc-6', parent: 'inc-8', services: [service('ledger')] }),
    ];
  });

  it.each([
    ['', ['inc-9', 'inc-8', 'inc-7']],
    ['?text=%C3%BCberlauf', ['inc-9']],
    ['?text=zeile%20%C3%BCberlauf', ['inc-9']],
    ['?text=zeile%20absent', []],
    ['?text=INES', ['inc-7']],
    ['?open=yes&text=%C3%BCberlauf', ['inc-open', 'inc-9']],
    [`?open=yes&text=%C3%BCberlauf&until=${now}`, ['inc-9']],
    ['?text=inc-8', ['inc-8']],
    ['?text=dns', ['inc-8']],
    // What a part of a storm struck, the storm did.
    ['?service=Ledger', ['inc-8']],
    ['?service=led', []],
    ['?environment=staging', ['inc-9']],
    ['?environment=production', ['inc-8', 'inc-7']],
    ['?severity=critical', ['inc-8']],
    ['?severity=warning', ['inc-9']],
    ['?paged=yes', ['inc-8']],
    ['?paged=no&severity=error', ['inc-7']],
    [`?from=${now - 2_500}`, ['inc-9', 'inc-8']],
    [`?until=${now - 1_500}`, ['inc-8', 'inc-7']],
    [`?from=${encodeURIComponent(new Date(now - 2_000).toISOString())}&until=${now - 1_000}`, ['inc-8']],
  ])('is found by %s', async (query, wanted) => {
    expect(await looked(query)).toEqual({ ids: wanted, next: null });
  });

  it.each(['?severity=bad', '?from=yesterday', '?before=x', '?limit=1000', '?paged=perhaps'])(
    'refuses %s',
    async (query) => {
      expect((await called(relay, `/api/history${query}`)).status).toBe(400);
    },
  );
});

it('is told by pages, each incident once, and an answer that found too little says where it looked last', async () => {
  relay.shelf.incidents = Array.from({ length: 4_500 }, (_, n) =>
    over(`inc-${n}`, n, { title: n === 4_400 ? 'a needle' : 'hay', services: [] }),
  );
  const seen: string[] = [];
  let next: string | null = null;
  for (let asked = 0; asked < 3; asked += 1) {
    const page = await looked(`?limit=30${next === null ? '' : `&before=${next}`}`);
    seen.push(...page.ids);
    ({ next } = page);
  }
  expect(seen).toEqual(Array.from({ length: 90 }, (_, n) => `inc-${n}`));
  const first = await looked('?text=needle');
  expect(first).toEqual({ ids: [], next: `${now - 1_999}.1` });
  const second = await looked(`?text=needle&before=${first.next ?? ''}`);
  expect(second.ids).toEqual([]);
  expect(await looked(`?text=needle&before=${second.next ?? ''}`)).toEqual({
    ids: ['inc-4400'],
    next: null,
  });
});
