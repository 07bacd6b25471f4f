import { DatabaseSync } from 'node:sqlite';
import { expect, it } from 'vitest';
import { batch, hour, letter, t0 } from '../nouns.ts';
import { beforeLettersClosed } from './before-letters.ts';
import { eachWithFolder } from './each-folder.ts';
import { openAt } from './folder.ts';

const folder = eachWithFolder();

/** The table as it was before 0017, with one letter that was closed then. */
function asBeforeClosings(path: string): void {
  const database = new DatabaseSync(path);
  database.exec(`
    ${beforeLettersClosed}
    UPDATE dead_letter SET state = 'discarded' WHERE subject = '1';
    DELETE FROM migration WHERE name LIKE '%-letters-closed.sql';
  `);
  database.close();
}

it('a file of the version before closings were told keeps its letters, closes them, and prunes them', async () => {
  const before = await openAt(folder.store);
  await before.commit(
    batch({ deadLetters: [letter({ subject: '1' }), letter({ subject: '2', at: t0 + hour })] }),
    t0,
  );
  await before.close();
  asBeforeClosings(folder.store);
  const store = await openAt(folder.store);
  const [open, closed] = await store.deadLetters('all', 9);
  expect([open, closed]).toMatchObject([
    { subject: '2', state: 'open', closed: null },
    { subject: '1', state: 'discarded', closed: null },
  ]);
  expect(await store.discarded()).toEqual([{ reason: null, letters: 1 }]);
  const closing = { state: 'discarded', by: 'ada', why: 'Old.', cameAgain: null } as const;
  await store.closeDeadLetter(open!.id, closing, t0 + 9 * hour);
  await store.prune({ maxAgeMs: hour, maxBytes: 1e9 }, t0 + 3 * hour);
  expect((await store.deadLetters('all', 9)).map(({ subject }) => subject)).toEqual(['2']);
  await store.close();
});
