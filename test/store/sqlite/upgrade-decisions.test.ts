import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { toldBefore } from '../../../src/domain/decision/vocabulary.ts';
import { sentenceOf } from '../../../src/domain/decision/words.ts';
import { setAside } from '../../../src/domain/inbox/disposition.ts';
import { migrate, readMigrations } from '../../../src/store/sqlite/file/migrate.ts';
import { toldIncident } from '../../../src/observe/log/told-incident.ts';
import { incident, meta, t0 } from '../nouns.ts';
import { eachWithFolder } from './each-folder.ts';
import { openAt } from './folder.ts';

const folder = eachWithFolder();

const told = {
  pageReason: 'Level fatal.',
  unpaged: { reason: 'the environment qa never pages', at: t0 },
  adoption: { at: t0, soft: true, rule: 'its service is part of it and fails without saying why' },
  resolution: { at: t0, by: 'human', who: 'Ada', reason: 'Resolved by Ada.' },
  page: {
    generations: [
      { reason: 'Level fatal.', since: t0, joined: null },
      { reason: 'It happened again after 3 h of quiet. Level fatal.', since: t0 + 1, joined: null },
    ],
    beat: 0,
    beatAt: null,
    joined: null,
    withdrawn: 'Its environment qa never pages.',
  },
} as const;

/** A file as version 7 of its schema wrote it: decisions are sentences. */
function fileOfVersion7(path: string): void {
  const database = new DatabaseSync(path);
  migrate(
    database,
    readMigrations().filter(({ version }) => version <= 7),
  );
  database.prepare("INSERT OR REPLACE INTO setting VALUES ('brain', ?)").run(JSON.stringify(meta()));
  const rows = [{ ...incident('inc-1'), ...told, parent: 'inc-9' }, incident('inc-2')];
  for (const row of rows)
    database
      .prepare(
        'INSERT INTO incident (id, parent, status, opened_at, changed_at, doc) VALUES (?, ?, ?, ?, ?, ?)',
      )
      .run(row.id, row.parent, 'open', t0, t0, JSON.stringify(row));
  const line = database.prepare('INSERT INTO timeline VALUES (?, ?, ?, ?, ?, ?, ?)');
  line.run('inc-1', 'brain', 1, t0, 'opened', "First alert of cart: it's torn", 'no');
  line.run('inc-1', 'brain', 2, t0 + 1, 'page', 'Page: Level fatal.', 'thread');
  line.run('inc-1', 'dispatch', 1, t0 + 2, 'delivered', 'Page 1 accepted by p1.', 'no');
  database
    .prepare("INSERT INTO dead_letter (kind, subject, at, reason, attempts) VALUES ('entry', '7', ?, ?, 1)")
    .run(t0, 'Entry 7 names no issue.');
  const became = database.prepare('INSERT INTO disposition VALUES (?, ?, ?, ?, ?, ?, 0)');
  became.run(1, 'sentry', t0, 'set-aside', null, 'comment.created was set aside.');
  became.run(2, 'sentry', t0, 'counted', 'inc-1', 'Known issue.');
  database.close();
}

test('an upgrade from version 7 loses no word of what was decided before', async () => {
  const path = folder.store;
  fileOfVersion7(path);
  const store = await openAt(path);
  const row = await store.incident('inc-1');
  expect(row).toMatchObject({
    pageReason: toldBefore(told.pageReason),
    unpaged: { reason: toldBefore(told.unpaged.reason), at: t0 },
    adoption: { at: t0, soft: true, rule: 'told-before', about: told.adoption.rule },
    resolution: { ...told.resolution, reason: toldBefore(told.resolution.reason) },
    page: {
      generations: told.page.generations.map((one) => ({ ...one, reason: toldBefore(one.reason) })),
      withdrawn: toldBefore(told.page.withdrawn),
    },
  });
  expect(row === null ? null : toldIncident(row)).toMatchObject({
    ...told,
    page: { ...told.page, reason: told.page.generations[1].reason, since: t0 + 1 },
  });
  expect(await store.incident('inc-2')).toEqual(incident('inc-2'));
  const story = await store.timeline('inc-1');
  expect(story.map(({ n, kind, tell, decision }) => [n, kind, tell, sentenceOf(decision)])).toEqual([
    [1, 'opened', 'no', "First alert of cart: it's torn"],
    [2, 'page', 'thread', 'Page: Level fatal.'],
    [1, 'delivered', 'no', 'Page 1 accepted by p1.'],
  ]);
  expect(await store.deadLetters('open', 9)).toMatchObject([
    { subject: '7', decision: toldBefore('Entry 7 names no issue.') },
  ]);
  expect(await store.setAside(9)).toEqual([
    { seq: 1, disposition: setAside(toldBefore('comment.created was set aside.')) },
  ]);
  const rows = await store.loadBrain();
  expect(rows?.incidents[0]).toEqual(row);
  expect(rows?.timeline.map(({ n }) => n)).toEqual([1, 2]);
  await store.close();
});

test('what a newer version decided is read in its words, and what is no decision costs its sentence', async () => {
  const path = folder.store;
  fileOfVersion7(path);
  await (await openAt(path)).close();
  const write = (decision: unknown): void => {
    const database = new DatabaseSync(path);
    database
      .prepare("UPDATE timeline SET decision = ? WHERE writer = 'dispatch'")
      .run(JSON.stringify(decision));
    database.close();
  };
  const read = async (): Promise<unknown> => {
    const store = await openAt(path);
    try {
      return (await store.timeline('inc-1')).at(-1)?.decision;
    } finally {
      await store.close();
    }
  };
  write({ code: 'page-faxed', text: 'Page 1 went out by fax.', to: 7 });
  expect(await read()).toEqual(toldBefore('Page 1 went out by fax.'));
  write(['page-faxed']);
  expect(await read()).toMatchObject({
    code: 'told-before',
    text: expect.stringContaining('holds a document of another kind') as unknown,
  });
});
