import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { createReaderBy } from '../../src/config/reader.ts';
import { recorded } from '../../src/pipeline/replay/recorded.ts';
import { entriesIn } from '../../src/pipeline/replay/entry-range.ts';
import { InStep } from '../../src/pipeline/replay/in-step.ts';
import { Replay } from '../../src/pipeline/replay/replay.ts';
import { openSqliteStore } from '../../src/store/sqlite/open.ts';

/** What a relay of 2026-11-29 wrote while redis failed in eight services, as it lay on its disk. */
const dump = new URL('../../fixtures/recorded/inbox-of-november.sql', import.meta.url);

/** Its file, and what was decided then: of each entry what became of it, and the lines of the incidents by their codes. */
function fileOfThen(): { readonly file: string; readonly entries: string[]; readonly lines: string[] } {
  const folder = mkdtempSync(path.join(tmpdir(), 'stormrelay-older-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = path.join(folder, 'stormrelay.db');
  const database = new DatabaseSync(file, { enableForeignKeyConstraints: false });
  database.exec(readFileSync(dump, 'utf8'));
  const column = (sql: string): string[] =>
    database
      .prepare(sql)
      .all()
      .map((row) => Object.values(row).join(' '));
  const entries = column(
    "SELECT seq, kind, CASE kind WHEN 'counted' THEN incident ELSE '-' END, code FROM disposition ORDER BY seq",
  );
  const lines = column(
    "SELECT incident, n, kind, decision ->> '$.code' FROM timeline WHERE writer = 'brain' ORDER BY incident, n",
  );
  database.close();
  return { file, entries, lines };
}

it('an inbox that an older version recorded is replayed to the decisions that it took (I7)', async () => {
  const then = fileOfThen();
  expect(then.entries.length).toBeGreaterThan(20);
  const store = await openSqliteStore({ path: then.file, holder: 'a test', install: () => '' });
  onTestFinished(() => store.close());
  const rows = await store.loadBrain();
  if (rows === null) throw new Error('Nothing was recorded.');
  const { range, beginning, alsoTaken } = await recorded(store, rows.meta, -Infinity);
  const entries: string[] = [];
  const lines: string[] = [];
  const replay = new Replay({
    state: beginning(),
    read: createReaderBy({ sentry: { linkHosts: [], org: null, tags: null }, secrets: [] }),
    alsoTaken,
    listener: {
      applied: (step) => {
        for (const { seq, disposition } of step.batch.dispositions) {
          const incident = disposition.kind === 'counted' ? disposition.incident : '-';
          entries.push([seq, disposition.kind, incident, disposition.decision.code].join(' '));
        }
        for (const change of step.batch.changes)
          if (change.table === 'timeline') {
            const { incident, n, kind, decision } = change.row;
            lines.push([incident, n, kind, decision.code].join(' '));
          }
      },
      told: () => undefined,
    },
  });
  const steps = new InStep(replay, null, true);
  for await (const entry of entriesIn(store, range)) steps.take(entry);
  expect(entries).toEqual(then.entries);
  expect(lines.toSorted()).toEqual(then.lines.toSorted());
});
