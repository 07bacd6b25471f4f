import { toldBefore } from '../../../src/domain/decision/vocabulary.ts';
import { counted } from '../../../src/domain/inbox/disposition.ts';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { stateFromRows } from '../../../src/correlate/state/brain-state.ts';
import { isDrill, type Notification } from '../../../src/domain/sending/notification.ts';
import { message, page } from '../../make.ts';
import { batch, delivery, hour, incident, meta, refused, t0, wanted } from '../nouns.ts';
import { eachWithFolder } from './each-folder.ts';
import { openAt } from './folder.ts';
import { olderRows, type OlderRow } from './older-rows.ts';

const folder = eachWithFolder();

const addedToIncidents = [
  'weight',
  'over_at',
  'last_alert_at',
  'alerts',
  'events',
  'service',
  'service_at',
  'more_services',
  'joined',
];

/** Takes everything away that the migration brought, as if the version before had written the file. */
function asBeforeDrills(path: string): void {
  const database = new DatabaseSync(path);
  database.exec(`
    DROP INDEX incident_open_roots;
    DROP INDEX incident_over_roots;
    DROP INDEX incident_over_roots_by_weight;
    DROP INDEX incident_family;
    DROP INDEX incident_family_services;
    DROP INDEX incident_family_more_services;
    DROP INDEX incident_joined;
    CREATE INDEX incident_parent ON incident (parent) WHERE parent IS NOT NULL;
    ${addedToIncidents.map((column) => `ALTER TABLE incident DROP COLUMN ${column};`).join('\n')}
    DROP TABLE lane_use;
    DROP TABLE drill;
    ALTER TABLE incident DROP COLUMN drill;
    DROP INDEX quarantine_at;
    DELETE FROM setting WHERE name IN ('last-sentry', 'last-signed');
    UPDATE setting SET value = json_remove(value, '$.policy.drillReceivers') WHERE name = 'brain';
    UPDATE release SET doc = json_remove(doc, '$.deploys');
    DELETE FROM migration WHERE version = 2 OR name LIKE '%-roots-and-lanes.sql';
  `);
  const write = database.prepare(
    `UPDATE notification SET sent = json_remove(?, '$.acceptedAt'), wanted = json_remove(
       json_set(wanted, '$.projection', json(?)), '$.projection.drill', '$.projection.deploys') WHERE surface = ?`,
  );
  for (const { wanted: older, sent } of [olderRow('an open storm'), olderRow('a page that waits')])
    write.run(JSON.stringify(sent), JSON.stringify(older.projection), older.surface);
  database.close();
}

function olderRow(name: string): OlderRow {
  const row = olderRows.find((one) => one.name === name);
  if (row === undefined) throw new Error(`There is no ${name} among the older rows.`);
  return row;
}

/** What no row's projection says: those were written anew. */
function besideProjections(rows: readonly Notification[]): readonly object[] {
  return rows.map((row) => ({ ...row, projection: null }));
}

describe('a file of the version before drills', () => {
  it('is brought up to date with everything in it', async () => {
    const path = folder.store;
    const before = await openAt(path);
    const epoch = (await before.acquireLease('brain', 'test', t0, 1_000)) ?? 0;
    await before.append([delivery('a', { verifiedBy: 'secret-2' })], t0);
    const legacy = delivery('b', { source: 'sentry-legacy', verifiedBy: 'legacy-token' });
    await before.append([legacy], t0 + 7);
    for (const ms of [-3, 3]) await before.quarantine(refused(ms));
    const releases = { key: 'production/checkout', service: 'checkout', versions: [], deploys: [] };
    await before.commit(
      batch({
        epoch,
        to: 1,
        dispositions: [{ seq: 1, disposition: counted('inc-1', toldBefore('New.')) }],
        changes: [
          { table: 'meta', row: meta() },
          { table: 'incident', key: 'inc-1', row: incident('inc-1') },
          { table: 'release', key: releases.key, row: releases },
        ],
        wanted: [
          wanted('inc-1', 'v1', { projection: message(), surface: 'message' }),
          wanted('inc-1', 'v1', { id: 'inc-1/p/page/1', projection: page(), surface: 'page' }),
        ],
      }),
      t0,
    );
    const whole = {
      brain: await before.loadBrain(),
      rows: besideProjections(await before.notificationsOf('inc-1')),
      incidents: await before.incidents({ status: 'all', limit: 9 }),
      stats: await before.stats(),
      signs: await before.sentrySigns(),
    };
    await before.close();
    asBeforeDrills(path);

    const after = await openAt(path);
    expect({
      brain: await after.loadBrain(),
      rows: besideProjections(await after.notificationsOf('inc-1')),
      incidents: await after.incidents({ status: 'all', limit: 9 }),
      stats: await after.stats(),
      signs: await after.sentrySigns(),
    }).toEqual(whole);
    const last = { at: t0 + 7, verifiedBy: 'legacy-token' };
    expect(whole.signs).toEqual({ last, refused: { count: 1, firstAt: t0 + 3, likely: 'unknown-secret' } });
    const upgraded = await after.notificationsOf('inc-1');
    expect(upgraded.map(isDrill)).toEqual([false, false]);
    expect(upgraded.map((row) => row.projection)).toMatchObject([{ state: 'triggered' }, { deploys: [] }]);
    const rows = await after.loadBrain();
    expect(stateFromRows(rows!).meta.policy.drillReceivers).toEqual([]);
    expect(await after.drills(9)).toEqual([]);
    await after.close();
  });
});

/** The table of what was seen as it was before 0004, with what it held then. */
function asBeforeEveryBody(path: string): void {
  const database = new DatabaseSync(path);
  database.exec(`
    ALTER TABLE inbox DROP COLUMN sent_at;
    ALTER TABLE inbox DROP COLUMN first_received_at;
    ALTER TABLE seen RENAME TO newer;
    CREATE TABLE seen (
      source TEXT NOT NULL, id TEXT NOT NULL, kind TEXT NOT NULL, digest TEXT,
      seq INTEGER NOT NULL, at INTEGER NOT NULL, PRIMARY KEY (source, id)
    ) STRICT, WITHOUT ROWID;
    INSERT INTO seen SELECT source, id, kind, iif(first = 1, digest, NULL), seq, at FROM newer;
    DROP TABLE newer;
    DELETE FROM migration WHERE version IN (4, 9);
  `);
  database.close();
}

describe('a file of the version before every body of a key was known', () => {
  it('still knows its keys and bodies, and what waits in it has no time but that of its arrival', async () => {
    const path = folder.store;
    const before = await openAt(path);
    const press = delivery('p', { source: 'operator', kind: 'acknowledge' });
    await before.append([delivery('a'), press], t0);
    await before.append([delivery('a', { id: 'retry' })], t0 + hour);
    await before.close();
    asBeforeEveryBody(path);

    const after = await openAt(path);
    expect(await after.read(0, 9)).toMatchObject([
      { id: 'key-a', sentAt: null, firstReceivedAt: null },
      { id: 'key-p', sentAt: null, firstReceivedAt: null },
    ]);
    const known = [delivery('a'), delivery('a', { id: 'retry' }), delivery('a', { id: 'another' }), press];
    const again = await after.append(known, t0 + 24 * hour);
    expect(again.map((one) => one.duplicate)).toEqual([true, true, true, true]);
    // The 24 h still run from the first delivery, not from its retry.
    const [late] = await after.append([delivery('a', { id: 'late' })], t0 + 24 * hour + 1);
    expect(late?.duplicate).toBe(false);
    await after.close();
  });
});
