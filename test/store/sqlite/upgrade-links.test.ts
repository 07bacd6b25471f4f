import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { partOfMessage, singleMessage } from '../../notifiers/example-projections.ts';
import { batch, delivered, t0, wanted } from '../nouns.ts';
import { eachWithFolder } from './each-folder.ts';
import { openAt } from './folder.ts';

const folder = eachWithFolder();

/** Takes away what the migration brought, as if the version before had written the file. */
function asBeforeLinks(path: string): void {
  const database = new DatabaseSync(path);
  database.exec(`
    DROP INDEX notification_unlinked;
    ALTER TABLE notification DROP COLUMN link;
    ALTER TABLE notification DROP COLUMN linked;
    DELETE FROM migration WHERE name LIKE '%-message-links.sql';
  `);
  database.close();
}

test('a file of the version before opens, and of its messages only those that go on are asked for', async () => {
  const before = await openAt(folder.store);
  const epoch = (await before.acquireLease('brain', 'test', t0, 1_000)) ?? 0;
  const open = wanted('inc-1', '1', { projection: singleMessage() });
  const over = wanted('inc-2', '1', { projection: partOfMessage() });
  await before.commit(batch({ epoch, to: 1, wanted: [open, over] }), t0);
  await before.settle([delivered(open, '17.001'), delivered(over, '17.002')], t0);
  await before.close();
  asBeforeLinks(folder.store);

  const after = await openAt(folder.store);
  expect((await after.unlinked('slack:a', 10)).map(({ incident }) => incident)).toEqual(['inc-1']);
  expect(await after.notification(open.id)).toMatchObject({ sent: { handle: '17.001' } });
  expect(await after.notification(open.id)).not.toHaveProperty('link');
  await after.close();
});
