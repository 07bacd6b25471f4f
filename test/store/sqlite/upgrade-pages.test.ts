import { DatabaseSync } from 'node:sqlite';
import { expect, it } from 'vitest';
import { stateFromRows } from '../../../src/correlate/state/brain-state.ts';
import { toldBefore } from '../../../src/domain/decision/vocabulary.ts';
import { migrate, readMigrations } from '../../../src/store/sqlite/file/migrate.ts';
import { alert, entry, policy, readAlert } from '../../make.ts';
import { applyRun } from '../../../src/pipeline/apply-inbox.ts';
import { incident, issue, meta, t0 } from '../nouns.ts';
import { eachWithFolder } from './each-folder.ts';
import { openAt } from './folder.ts';

const folder = eachWithFolder();

const reason = 'Level fatal.';
const without = (row: object, ...names: string[]): object =>
  Object.fromEntries(Object.entries(row).filter(([name]) => !names.includes(name)));

/** An incident as the version before wrote it: one reason for all its pages, environments in its issues alone. */
function oldIncident(id: string, changed: object): object {
  const row = incident(id);
  const sample = without(row.sample, 'about');
  return { ...without(row, 'environments', 'eventSeen', 'unpaged'), sample, generation: 1, ...changed };
}

function oldIssue(key: string, changed: object): object {
  return {
    ...without(issue(key), 'kind', 'project', 'newestEventAt', 'firesSince', 'toldBy', 'quietMs'),
    ...changed,
  };
}

/** A file of the version before. */
function oldFile(path: string): void {
  const database = new DatabaseSync(path);
  migrate(
    database,
    readMigrations().filter((one) => one.version < 3),
  );
  const paging = without(policy.paging, 'againMs', 'anewMs', 'growth', 'collectorEveryMs');
  const brain = { ...meta(), policy: { ...policy, paging } };
  database.prepare("INSERT OR REPLACE INTO setting VALUES ('brain', ?)").run(JSON.stringify(brain));
  const rows = [
    oldIncident('inc-1', {
      issues: ['sentry:acme/1'],
      generation: 2,
      status: 'acknowledged',
      page: { reason, since: t0, joined: null, withdrawn: null },
      seenAtAck: { services: ['cart', 'login'], severity: 'critical' },
    }),
    oldIncident('inc-2', { issues: ['sentry:acme/2'], environmentClass: 'non-production' }),
  ] as { id: string }[];
  for (const row of rows)
    database
      .prepare(
        'INSERT INTO incident (id, parent, status, opened_at, changed_at, doc) VALUES (?, NULL, ?, ?, ?, ?)',
      )
      .run(row.id, 'open', t0, t0, JSON.stringify(row));
  const issues = [
    oldIssue('sentry:acme/1', { incident: 'inc-1', environments: ['production', 'eu'] }),
    oldIssue('sentry:acme/2', {
      incident: 'inc-2',
      environments: ['staging'],
      environmentClass: 'non-production',
    }),
  ] as { key: string }[];
  for (const row of issues)
    database.prepare('INSERT INTO issue (key, doc) VALUES (?, ?)').run(row.key, JSON.stringify(row));
  const baseline = { key: 'dependency:redis', weight: 2, at: t0 };
  database
    .prepare('INSERT INTO baseline (key, doc) VALUES (?, ?)')
    .run(baseline.key, JSON.stringify(baseline));
  database.close();
}

it('a file of the version before keeps its pages, its acknowledgement, and its staging apart', async () => {
  const path = folder.store;
  oldFile(path);
  const store = await openAt(path);
  const rows = await store.loadBrain();
  await store.close();
  const state = stateFromRows(rows!);
  expect(state.meta.policy.paging).toEqual(policy.paging);
  expect(state.incidents.get('inc-1')).toMatchObject({
    environments: ['production', 'eu'],
    eventSeen: true,
    unpaged: null,
    page: {
      generations: [
        { reason: toldBefore(reason), since: t0, joined: null },
        { reason: toldBefore(reason), since: t0, joined: null },
      ],
      beat: 0,
      joined: null,
      withdrawn: null,
    },
    seenAtAck: { projects: 2, severity: 'critical', storm: false },
  });
  const staging = 'non-production:sentry:acme/2';
  expect(state.incidents.get('inc-2')).toMatchObject({ issues: [staging], page: null, seenAtAck: null });
  expect(state.issues.get(staging)).toMatchObject({
    key: staging,
    kind: 'error',
    toldBy: [],
    firesSince: t0,
  });
  expect(state.baselines.get('dependency:redis')).toEqual({
    key: 'dependency:redis',
    weight: 2,
    at: t0,
    services: [],
  });

  const again = alert({ issueKey: 'sentry:acme/2', environment: 'staging', eventId: 'next' });
  const batch = applyRun(state, [entry(state.meta.cursor + 1, t0 + 1_000, again)], readAlert);
  expect(batch.dispositions[0]?.disposition).toMatchObject({ kind: 'counted', incident: 'inc-2' });
});
