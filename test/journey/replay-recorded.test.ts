import { DatabaseSync } from 'node:sqlite';
import { beforeCarried } from '../store/sqlite/before-carried.ts';
import { beforeLettersClosed } from '../store/sqlite/before-letters.ts';
import path from 'node:path';
import { expect, it } from 'vitest';
import { projectIncident, touchedBy } from '../../src/decide/projections.ts';
import { createReaderBy, readerSettings } from '../../src/config/reader.ts';
import { loadSettings } from '../../src/config/load.ts';
import { columnsOf } from '../../src/store/sqlite/rows/disposition.ts';
import { OutcomeBook, type Outcome } from '../../src/pipeline/replay/outcome.ts';
import { InStep } from '../../src/pipeline/replay/in-step.ts';
import { entriesIn } from '../../src/pipeline/replay/entry-range.ts';
import { recorded } from '../../src/pipeline/replay/recorded.ts';
import { Replay } from '../../src/pipeline/replay/replay.ts';
import { openSqliteStore } from '../../src/store/sqlite/open.ts';
import { lines, stormrelay } from './scene/command.ts';
import { until, type Journey } from './scene/journey.ts';
import { acknowledge, pagedStorm } from './scene/paged-storm.ts';
import { pages } from './scene/seen.ts';
import { cacheIsGone, throwIt } from './scene/trouble.ts';

const seed = 933;

/** What was decided, in a form that stands in the store and comes out of a replay. */
interface Decided {
  readonly dispositions: readonly string[];
  readonly timeline: readonly string[];
  readonly incidents: ReadonlyMap<string, unknown>;
  /** Digest of what each surface should show at last. */
  readonly wanted: ReadonlyMap<string, string>;
}

const fileOf = ({ folder }: Pick<Journey, 'folder'>): string => path.join(folder, 'stormrelay.db');

/** As the relay wrote it. */
function stored(of: Pick<Journey, 'folder'>): Decided {
  const database = new DatabaseSync(fileOf(of), { readOnly: true });
  try {
    const rows = (sql: string): Record<string, unknown>[] => database.prepare(sql).all();
    const column = (sql: string): readonly string[] => rows(sql).map((row) => Object.values(row).join(' '));
    return {
      dispositions: column('SELECT seq, kind, incident, code, said FROM disposition ORDER BY seq'),
      timeline: column(
        "SELECT incident, n, at, kind, decision FROM timeline WHERE writer = 'brain' ORDER BY incident, n",
      ),
      incidents: new Map(
        rows('SELECT id, doc FROM incident').map(({ id, doc }) => [String(id), JSON.parse(String(doc))]),
      ),
      wanted: new Map(
        rows("SELECT id, digest FROM notification WHERE incident NOT GLOB 'overflow-*'").map(
          ({ id, digest }) => [String(id), String(digest)],
        ),
      ),
    };
  } finally {
    database.close();
  }
}

/** As a replay of its inbox decides. */
async function replayed(of: Pick<Journey, 'folder' | 'env'>): Promise<Decided & { outcome: Outcome }> {
  const store = await openSqliteStore({
    path: fileOf(of),
    holder: 'a test',
    install: () => '',
    readOnly: true,
  });
  try {
    const rows = await store.loadBrain();
    if (rows === null) throw new Error('Nothing was recorded.');
    const { range, beginning, goneBefore, alsoTaken } = await recorded(store, rows.meta, -Infinity);
    expect(goneBefore).toBeNull();
    const book = new OutcomeBook();
    const dispositions: string[] = [];
    const timeline: (readonly [string, number, string])[] = [];
    const wanted = new Map<string, string>();
    const replay = new Replay({
      state: beginning(),
      read: createReaderBy(readerSettings(loadSettings(of.env).settings)),
      alsoTaken,
      listener: {
        applied: (step) => {
          book.applied(step);
          for (const { seq, disposition } of step.batch.dispositions) {
            const { code, said } = columnsOf(disposition.decision);
            const incident = disposition.kind === 'counted' ? disposition.incident : '';
            dispositions.push([seq, disposition.kind, incident, code, said].join(' '));
          }
          for (const change of step.batch.changes)
            if (change.table === 'timeline') {
              const { incident, n, at, kind, decision } = change.row;
              timeline.push([incident, n, [incident, n, at, kind, JSON.stringify(decision)].join(' ')]);
            }
          for (const incident of touchedBy(replay.state, step.batch.changes))
            for (const { id, digest } of projectIncident(replay.state, incident)) wanted.set(id, digest);
        },
        told: (told) => book.told(told),
      },
    });
    const steps = new InStep(replay, null, true);
    for await (const entry of entriesIn(store, range)) steps.take(entry);
    const outcome = book.outcome();
    const inOrder = timeline.sort(([a, n], [b, m]) => (a < b ? -1 : a > b ? 1 : n - m));
    return {
      dispositions,
      timeline: inOrder.map(([, , line]) => line),
      incidents: new Map(outcome.incidents.map((one) => [one.id, JSON.parse(JSON.stringify(one))])),
      wanted,
      outcome,
    };
  } finally {
    await store.close();
  }
}

/** The same file as the version before wrote it: one step of the schema less, and bodies of its own without a version. */
function asTheVersionBefore(of: Pick<Journey, 'folder'>): void {
  const database = new DatabaseSync(fileOf(of));
  database.exec(`
    DELETE FROM migration WHERE version >= 10;
    ${beforeCarried}
    ${beforeLettersClosed}
    DROP INDEX notification_unlinked;
    ALTER TABLE notification DROP COLUMN link;
    ALTER TABLE notification DROP COLUMN linked;
    DROP TABLE snapshot_part;
    DROP TABLE snapshot;
    UPDATE body SET body = json_remove(body, '$.v', '$.drillReceivers', '$.leaving', '$.paging.growth')
      WHERE seq IN (SELECT seq FROM inbox WHERE source = 'policy');
  `);
  database.close();
}

it('a replay of the recorded inbox decides what was decided, entry by entry, also out of an older file (I7)', async () => {
  const storm = await pagedStorm(seed);
  const { of, make, issues, root } = storm;
  await acknowledge(storm);
  for (const issue of issues) await throwIt(of.fakes, issue.event());
  await of.kill();
  await of.start();
  await throwIt(of.fakes, make('mail', cacheIsGone('mail')).event());
  await until('mail joins', async () => (await of.api.incident(root.id)).view.children === 4);
  await of.rest();

  // Beside the relay that runs.
  const said = await stormrelay(of, ['replay', '--since', '1h']);
  expect(said).toMatchObject({ code: 0, stderr: '' });
  expect(lines(said.stdout)).toEqual(
    expect.arrayContaining([
      'Pages: 1',
      expect.stringContaining(`${root.id}: `),
      expect.stringMatching(new RegExp(`${root.id} {2}acknowledged, storm {2}`)),
    ]),
  );
  const same = await stormrelay(of, ['replay', '--since', '1h30m', '--env', '/dev/null']);
  expect(lines(same.stdout).at(-1)).toBe('The other rules change nothing here.');
  const alone = await stormrelay(of, ['replay', '--since', '1h', '--env', '/dev/null', '--no-diff']);
  expect(lines(alone.stdout).slice(0, 4)).toEqual(lines(said.stdout).slice(0, 4));

  await of.stop();
  const { outcome, ...decided } = await replayed(of);
  const then = stored(of);
  expect(then.dispositions.length).toBeGreaterThan(8);
  expect(decided).toEqual(then);
  expect(outcome.pages).toHaveLength(pages(of).length);

  asTheVersionBefore(of);
  const older = { path: fileOf(of), holder: 'a test', install: () => '' };
  await expect(openSqliteStore({ ...older, readOnly: true })).rejects.toThrow('Start the relay once');
  await (await openSqliteStore(older)).close();
  const { outcome: again, ...decidedAgain } = await replayed(of);
  expect(decidedAgain).toEqual(then);
  expect(again).toEqual(outcome);
});
