import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { stateFromRows } from '../../../src/correlate/state/brain-state.ts';
import { pagerIncidentOf, untold } from '../../../src/domain/sending/pager-standing.ts';
import { batch, incident, meta, t0, wanted } from '../nouns.ts';
import { eachWithFolder } from './each-folder.ts';
import { openAt } from './folder.ts';

const folder = eachWithFolder();

test('a file of the version before notes and channels opens, and tells of its pages as before', async () => {
  const path = folder.store;
  const before = await openAt(path);
  const epoch = (await before.acquireLease('brain', 'test', t0, 1_000)) ?? 0;
  const standing = { ...untold(1), ids: ['Q1', 'Q2'] };
  const row = incident('inc-1', { atPager: [standing] });
  const changes = [
    { table: 'meta' as const, row: meta() },
    { table: 'incident' as const, key: row.id, row },
  ];
  await before.commit(batch({ epoch, to: 1, changes, wanted: [wanted('inc-1', '1')] }), t0);
  await before.close();
  const database = new DatabaseSync(path);
  database.exec("DELETE FROM migration WHERE name LIKE '%-notes.sql' OR name LIKE '%-rooms.sql'");
  database.close();

  const after = await openAt(path);
  const { incidents } = stateFromRows((await after.loadBrain())!);
  expect(incidents.get('inc-1')?.atPager).toEqual([standing]);
  // Which of them rings an older relay has not kept: then it is one of them, always the same.
  expect(pagerIncidentOf(standing)).toBe('Q2');
  expect(await after.notificationsOf('inc-1')).toHaveLength(1);
  await after.close();
});
