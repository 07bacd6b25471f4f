import { describe, expect, it } from 'vitest';
import type { Incident } from '../../../src/domain/incident.ts';
import type { OverFilter, OverPiece, OverPlace, Store } from '../../../src/seams/store.ts';
import { nothingSent } from '../../../src/domain/sending/sent.ts';
import { batch, delivered, hour, incident, issue, t0, wanted } from '../nouns.ts';
import { eachWithStore } from './opened.ts';
import type { Open } from './opened.ts';
import { wantedPage } from '../../make.ts';

const cause = { kind: 'mode', key: 'mode:dns', title: 'DNS fails' } as const;
export const storm = { cause, since: t0 };

/** Writes incidents as the brain does. */
export async function put(store: Store, rows: readonly Incident[]): Promise<void> {
  await store.commit(batch({ changes: rows.map((row) => ({ table: 'incident', key: row.id, row })) }), t0);
}

function over(id: string, at: number, changed: Partial<Incident> = {}): Incident {
  const resolution = { at, by: 'sentry', who: null, reason: { code: 'resolved-issues', who: null } } as const;
  return incident(id, { status: 'resolved', resolution, ...changed });
}

const ids = (rows: readonly Incident[]): readonly string[] => rows.map((row) => row.id);

/** What every store must do for those who look at incidents. */
export function incidentListContract(open: Open): void {
  const held = eachWithStore(open);

  describe('issues', () => {
    it('are read by their keys, in that order; what there is none of is left out', async () => {
      const { store } = held.current;
      const rows = ['a', 'b', 'c'].map((key) => issue(key, { incident: 'one' }));
      await store.commit(batch({ changes: rows.map((row) => ({ table: 'issue', key: row.key, row })) }), t0);
      expect(await store.issues(['c', 'none', 'a'])).toEqual([rows[2], rows[0]]);
      expect(await store.issues([])).toEqual([]);
    });
  });

  describe('roots', () => {
    it('are the open ones, storms first, then pages for many, then the worse, then the newer', async () => {
      const { store } = held.current;
      await put(store, [
        incident('storm', { storm, severity: 'info', openedAt: t0 }),
        incident('child', { parent: 'storm', severity: 'critical', openedAt: t0 + 9 }),
        incident('old', { openedAt: t0 + 1 }),
        incident('seen', { openedAt: t0 + 2, status: 'acknowledged' }),
        incident('warned', { openedAt: t0 + 5, severity: 'warning' }),
        incident('critical', { openedAt: t0, severity: 'critical' }),
        incident('many', { kind: 'collector', severity: 'critical', openedAt: t0 - 5 }),
        incident('drill', { environmentClass: 'drill:1', storm, openedAt: t0 + 9 }),
        over('over', t0 + 9, { storm }),
      ]);
      const order = ['storm', 'many', 'critical', 'seen', 'old', 'warned'];
      expect(ids(await store.roots({ status: 'open', limit: 10 }))).toEqual(order);
      expect(ids(await store.roots({ status: 'open', limit: 1 }))).toEqual(['storm']);
      expect(await store.countOpenRoots()).toBe(6);
    });

    it('that are over come after the open ones, the newest resolution first', async () => {
      const { store } = held.current;
      await put(store, [
        incident('open', { severity: 'info' }),
        over('first', t0 + 1, { severity: 'critical' }),
        over('last', t0 + 2, { openedAt: t0 - 9 }),
        over('child', t0 + 3, { parent: 'last' }),
      ]);
      expect(ids(await store.roots({ status: 'all', limit: 10 }))).toEqual(['open', 'last', 'first']);
      expect(ids(await store.roots({ status: 'all', limit: 2 }))).toEqual(['open', 'last']);
      expect(ids(await store.roots({ status: 'resolved', limit: 10 }))).toEqual(['last', 'first']);
    });

    it('follow an incident that becomes a storm, a child, or over', async () => {
      const { store } = held.current;
      await put(store, [incident('a', { openedAt: t0 }), incident('b', { openedAt: t0 + 1 })]);
      await put(store, [incident('a', { openedAt: t0, storm })]);
      expect(ids(await store.roots({ status: 'open', limit: 10 }))).toEqual(['a', 'b']);
      await put(store, [incident('b', { parent: 'a' })]);
      expect(ids(await store.roots({ status: 'open', limit: 10 }))).toEqual(['a']);
      await put(store, [over('a', t0 + 5, { storm })]);
      expect(await store.countOpenRoots()).toBe(0);
      expect(ids(await store.resolvedLately(10))).toEqual(['a']);
    });
  });

  describe('resolvedLately', () => {
    it('puts storms of the last day first, and keeps none for ever', async () => {
      const { store } = held.current;
      expect(await store.resolvedLately(3)).toEqual([]);
      await put(store, [
        over('storm of last week', t0 - 150 * hour, { storm }),
        over('storm', t0 - 20 * hour, { storm }),
        over('critical', t0 - 9 * hour, { severity: 'critical' }),
        over('newest', t0),
        over('newer', t0 - hour),
        over('child', t0, { parent: 'storm', storm: null }),
        over('drill', t0, { environmentClass: 'drill:1', storm }),
      ]);
      expect(ids(await store.resolvedLately(9))).toEqual(['storm', 'critical', 'newest', 'newer']);
      expect(ids(await store.resolvedLately(2))).toEqual(['storm', 'critical']);
    });
  });

  describe('over', () => {
    it('is read from the newest end on, piece by piece, each once, also of one moment', async () => {
      const { store } = held.current;
      await put(store, [
        ...Array.from({ length: 7 }, (_, n) => over(`over-${n}`, t0 + Math.floor(n / 3))),
        over('part', t0 + 1, { parent: 'over-1' }),
        over('drill', t0 + 1, { environmentClass: 'drill:1' }),
        incident('open'),
      ]);
      const seen: string[] = [];
      let before: OverPlace | null = null;
      do {
        const piece: OverPiece = await store.over({ before, from: null, limit: 2 });
        expect(piece.incidents.length).toBeLessThanOrEqual(2);
        seen.push(...piece.incidents.map((one) => one.incident.id));
        before = piece.next;
      } while (before !== null);
      expect(seen).toEqual([6, 5, 4, 3, 2, 1, 0].map((n) => `over-${n}`));
      const found = async (bounds: Partial<OverFilter>): Promise<readonly string[]> =>
        ids(
          (await store.over({ before: null, from: null, limit: 9, ...bounds })).incidents.map(
            (one) => one.incident,
          ),
        );
      expect(await found({ from: t0 + 1 })).toEqual(['over-6', 'over-5', 'over-4', 'over-3']);
      expect(await found({ before: { at: t0 + 1, n: 0 } })).toEqual(['over-2', 'over-1', 'over-0']);
    });
  });

  describe('children', () => {
    it('are listed oldest first, as many as asked for, and add up', async () => {
      const { store } = held.current;
      const service = (name: string, firstAt: number) => ({ name, firstAt, lastAt: firstAt, alerts: 1 });
      await put(store, [
        incident('root', { storm, alerts: 100 }),
        incident('b', {
          parent: 'root',
          openedAt: t0 + 7,
          lastAlertAt: t0 + 90,
          alerts: 4,
          events: 3,
          services: [service('web', t0 + 7), service('mail', t0 + 8)],
        }),
        incident('a', {
          parent: 'root',
          openedAt: t0 + 2,
          lastAlertAt: t0 + 30,
          alerts: 2,
          events: 1,
          services: [service('search', t0 + 2), service('web', t0 + 5)],
        }),
        incident('alone', { parent: 'another' }),
      ]);
      expect(ids(await store.children('root', 10))).toEqual(['a', 'b']);
      expect(ids(await store.children('root', 1))).toEqual(['a']);
      expect(await store.childrenTally('root')).toEqual({
        count: 2,
        alerts: 6,
        events: 4,
        openedAt: t0 + 2,
        lastAlertAt: t0 + 90,
        services: [
          { name: 'search', firstAt: t0 + 2 },
          { name: 'web', firstAt: t0 + 5 },
          { name: 'mail', firstAt: t0 + 8 },
        ],
      });
      const nothing = { count: 0, alerts: 0, events: 0, openedAt: null, lastAlertAt: null, services: [] };
      expect(await store.childrenTally('a')).toEqual(nothing);
    });

    it('add up the alerts of guests, and none of their services', async () => {
      const { store } = held.current;
      const service = (name: string) => ({ name, firstAt: t0, lastAt: t0, alerts: 1 });
      const adoption = { at: t0, soft: true, rule: 'in-struck-service', about: null } as const;
      await put(store, [
        incident('root'),
        incident('firm', { parent: 'root', alerts: 2, services: [service('web')] }),
        incident('guest', { parent: 'root', alerts: 3, adoption, services: [service('odd')] }),
      ]);
      expect(await store.childrenTally('root')).toMatchObject({
        count: 2,
        alerts: 5,
        services: [{ name: 'web', firstAt: t0 }],
      });
      await put(store, [
        incident('guest', {
          parent: 'root',
          adoption: { ...adoption, soft: false },
          services: [service('odd')],
        }),
      ]);
      expect((await store.childrenTally('root')).services.map(({ name }) => name)).toEqual(['odd', 'web']);
    });
  });

  describe('joined', () => {
    it('are those whose page went into a page for many', async () => {
      const { store } = held.current;
      const page = wantedPage('Level fatal.', t0, 'many');
      await put(store, [
        incident('many', { kind: 'collector' }),
        incident('b', { page, openedAt: t0 + 2 }),
        incident('a', { page, openedAt: t0 + 1 }),
        incident('c', { page: { ...page, joined: null } }),
      ]);
      expect(ids(await store.joined('many', 10))).toEqual(['a', 'b']);
      expect(ids(await store.joined('many', 1))).toEqual(['a']);
      expect(await store.countJoined('many')).toBe(2);
      expect(await store.countJoined('a')).toBe(0);
    });
  });

  describe('laneUse', () => {
    it('tells when each lane last delivered, also after a restart, and nothing of a lane that never did', async () => {
      const { store } = held.current;
      const sent = wanted('inc-1', '1');
      const never = wanted('inc-1', '1', { id: 'inc-1/p', lane: 'pagerduty:1', surface: 'page' });
      await store.commit(batch({ wanted: [sent, never] }), t0);
      expect(await store.laneUse()).toEqual(new Map());
      await store.settle([delivered(sent, 'ts-1')], t0 + 5);
      const failed = delivered(never, 'key', { sent: nothingSent });
      await store.settle([failed], t0 + 5);
      expect(await (await held.current.reopen()).laneUse()).toEqual(new Map([['slack:C1', t0]]));
    });
  });
}
