import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Incident } from '../../../src/domain/incident.ts';
import { createOverview } from '../../../src/observe/overview.ts';
import { createRates } from '../../../src/observe/rates.ts';
import { listStatements } from '../../../src/store/sqlite/rows/incidents/incident-lists.ts';
import { migrate, readMigrations } from '../../../src/store/sqlite/file/migrate.ts';
import type { SqliteStore } from '../../../src/store/sqlite/open.ts';
import { put, storm } from '../contract/incident-lists.ts';
import { batch, delivered, incident, t0, wanted } from '../nouns.ts';
import { freshFolder, openAt } from './folder.ts';

const many = 10_000;
const folder = freshFolder();
const path = join(folder, 'stormrelay.db');
let store: SqliteStore;

/** A storm with ten thousand children, another that is over, and ten thousand worse and newer ones beside them. */
beforeAll(async () => {
  store = await openAt(path);
  const resolution = {
    at: t0 + 1,
    by: 'sentry',
    who: null,
    reason: { code: 'resolved-issues', who: null },
  } as const;
  const service = (n: number) => [{ name: `service-${n % 40}`, firstAt: t0 + n, lastAt: t0, alerts: 1 }];
  const all = (make: (n: number) => Incident): Incident[] => Array.from({ length: many }, (_, n) => make(n));
  await put(store, [
    incident('storm', { storm, severity: 'warning', openedAt: t0 - 50 }),
    incident('storm that is over', { storm, status: 'resolved', resolution, openedAt: t0 - 60 }),
    ...all((n) => incident(`child-${n}`, { parent: 'storm', openedAt: t0 + n, services: service(n) })),
    ...all((n) => incident(`single-${n}`, { severity: 'critical', openedAt: t0 + 20_000 + n })),
    ...all((n) => {
      const later = { ...resolution, at: t0 + 10 + n };
      return incident(`over-${n}`, { status: 'resolved', resolution: later, openedAt: t0 + n });
    }),
  ]);
});
afterAll(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

describe('a file with ten thousand children and as many single incidents', () => {
  it('shows the storm first among the open ones, with what its children add up to', async () => {
    const overview = createOverview({
      policy: () => ({}),
      store,
      clock: { now: () => t0 + 60_000 },
      rates: createRates(),
      lanes: () => Promise.resolve([]),
      readiness: () => Promise.resolve({ ready: true, reasons: [], notes: [], receivers: [] }),
      drills: { list: () => Promise.resolve([]) },
    });
    const { open, openRoots, resolved } = await overview();
    expect(open.map(({ id }) => id).slice(0, 3)).toEqual(['storm', 'single-9999', 'single-9998']);
    expect(open[0]).toMatchObject({ children: many, alerts: many + 1, severity: 'critical' });
    expect(open[0]?.services).toHaveLength(41);
    expect(openRoots).toBe(many + 1);
    expect(resolved.map(({ id }) => id).slice(0, 2)).toEqual(['storm that is over', 'over-9999']);
  });

  it('reads no more rows than it shows: an index has them in order', () => {
    for (const name of [
      'openRoots',
      'overRoots',
      'overBefore',
      'overOfWeight',
      'children',
      'joined',
    ] as const)
      expect(planOf(name)).not.toContain('TEMP B-TREE');
    expect(planOf('openRoots')).toBe('SEARCH incident USING INDEX incident_open_roots (weight>?)');
    expect(planOf('overBefore')).toMatch(/^SEARCH incident USING INDEX incident_over_roots \(/);
    expect(planOf('overOfWeight')).toBe(
      'SEARCH incident USING INDEX incident_over_roots_by_weight (weight=? AND over_at>?)',
    );
  });

  it('adds up and counts out of an index alone: no document is read for it', () => {
    for (const name of ['countOpenRoots', 'newestOver', 'childrenSums', 'countJoined'] as const)
      expect(planOf(name)).toMatch(/^(SEARCH|SCAN) incident USING COVERING INDEX \w+( \(\S+\))?$/);
    const services = planOf('childrenServices');
    expect(services.match(/ incident /g)).toHaveLength(2);
    expect(services.match(/ incident USING COVERING INDEX /g)).toHaveLength(2);
  });
});

/** How SQLite will run a statement. */
function planOf(name: keyof typeof listStatements): string {
  const database = new DatabaseSync(path, { readOnly: true });
  const rows = database.prepare(`EXPLAIN QUERY PLAN ${listStatements[name]}`).all();
  database.close();
  return rows.map((row) => String(row['detail'])).join('; ');
}

describe('a file of the version before these lists', () => {
  it('has them at once, and knows which lanes were used', async () => {
    const old = join(folder, 'old.db');
    const database = new DatabaseSync(old);
    const all = readMigrations();
    migrate(
      database,
      all.slice(
        0,
        all.findIndex(({ name }) => name.endsWith('-roots-and-lanes.sql')),
      ),
    );
    const insert = database.prepare(
      'INSERT INTO incident (id, parent, status, opened_at, changed_at, doc) VALUES (?, ?, ?, ?, ?, ?)',
    );
    const rows = [
      incident('single', { severity: 'critical', openedAt: t0 + 5 }),
      incident('storm', { storm }),
      incident('child', { parent: 'storm', alerts: 7 }),
      incident('drill', { storm, environmentClass: 'drill:1' }),
      incident('over', { status: 'resolved' }),
    ];
    for (const row of rows)
      insert.run(row.id, row.parent, row.status, row.openedAt, row.changedAt, JSON.stringify(row));
    const row = wanted('single', '1');
    const sent = delivered(row, 'ts-1');
    database
      .prepare(
        `INSERT INTO notification (id, incident, receiver, surface, lane, credential, digest, severity_rank, opened_at,
           wanted, sent, attempts) VALUES (?, ?, ?, ?, ?, ?, ?, 2, ?, ?, ?, ?)`,
      )
      .run(
        ...[row.id, row.incident, row.receiver, row.surface, row.lane, row.credential, row.digest],
        ...[t0, JSON.stringify(row), JSON.stringify(sent.sent), JSON.stringify(sent.attempts)],
      );
    database.close();
    const after = await openAt(old);
    expect((await after.roots({ status: 'open', limit: 9 })).map(({ id }) => id)).toEqual([
      'storm',
      'single',
    ]);
    expect(await after.childrenTally('storm')).toMatchObject({ count: 1, alerts: 7 });
    expect((await after.resolvedLately(9)).map(({ id }) => id)).toEqual(['over']);
    expect(await after.laneUse()).toEqual(new Map([['slack:C1', t0]]));
    await after.commit(batch(), t0);
    await after.close();
  });
});
