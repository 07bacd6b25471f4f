import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { nothingSent } from '../../../src/domain/sending/sent.ts';
import { hook } from '../../notifiers/example-projections.ts';
import { told } from '../../sent.ts';
import { batch, t0, wanted } from '../nouns.ts';
import { eachWithFolder } from './each-folder.ts';
import { openAt } from './folder.ts';

const folder = eachWithFolder();

test('a file of the version before hooks opens, and keeps what a program is told and how far it was', async () => {
  const before = await openAt(folder.store);
  const epoch = (await before.acquireLease('brain', 'test', t0, 1_000)) ?? 0;
  await before.commit(batch({ epoch, to: 1, wanted: [wanted('inc-1', '1')] }), t0);
  await before.close();
  const database = new DatabaseSync(folder.store);
  database.exec("DELETE FROM migration WHERE name LIKE '%-hooks.sql'");
  database.close();

  const after = await openAt(folder.store);
  expect(await after.notificationsOf('inc-1')).toHaveLength(1);
  const id = 'inc-1/webhook/a/hook';
  const row = {
    ...wanted('inc-1', '2'),
    id,
    surface: 'hook',
    receiver: 'webhook/a',
    projection: hook(),
  } as const;
  const lease = (await after.acquireLease('brain', 'another', t0 + 2_000, 1_000)) ?? 0;
  await after.commit(batch({ epoch: lease, from: 1, to: 2, wanted: [row] }), t0 + 2_000);
  expect(await after.notification(id)).toMatchObject({
    surface: 'hook',
    sent: nothingSent,
    projection: hook(),
  });
  const [settled] = await after.pending(row.credential, 10);
  expect(settled).toBeDefined();
  const sent = told(3, { digest: row.digest, statusDigest: row.statusDigest });
  const { attempts } = (await after.notification(id))!;
  await after.settle([{ id, sent, attempts, lane: null, timeline: [], deadLetter: null }], t0 + 3_000);
  expect((await after.pending(row.credential, 10)).some((one) => one.id === id)).toBe(false);
  // What a program is told is no message: nobody has seen an alert by it.
  expect((await after.books(t0 + 3_000)).shown).toBe(0);
  await after.close();
});
