import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { stateFromRows } from '../../../src/correlate/state/brain-state.ts';
import { batch, issue, meta, t0 } from '../nouns.ts';
import { eachWithFolder } from './each-folder.ts';
import { openAt } from './folder.ts';

const folder = eachWithFolder();

test('issues of the version before traces begin with the one that their evidence knew', async () => {
  const path = folder.store;
  const before = await openAt(path);
  const epoch = (await before.acquireLease('brain', 'test', t0, 1_000)) ?? 0;
  const { evidence } = issue('a');
  const traced = issue('b', { evidence: { ...evidence, traceId: 'ab'.repeat(16) } });
  const changes = [issue('a'), traced].map((row) => ({ table: 'issue' as const, key: row.key, row }));
  await before.commit(batch({ epoch, to: 1, changes: [{ table: 'meta', row: meta() }, ...changes] }), t0);
  await before.close();
  const database = new DatabaseSync(path);
  database.exec(`
    UPDATE issue SET doc = json_remove(doc, '$.traces');
    DELETE FROM migration WHERE name LIKE '%-evidence.sql';
  `);
  database.close();

  const after = await openAt(path);
  const rows = await after.loadBrain();
  const { issues } = stateFromRows(rows!);
  expect(issues.get('a')).toEqual(issue('a'));
  expect(issues.get('b')).toEqual({ ...traced, traces: ['ab'.repeat(16)] });
  await after.close();
});
