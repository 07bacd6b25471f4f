import { loadSettings } from '../../../src/config/load.ts';
import { createReaderBy, readerSettings } from '../../../src/config/reader.ts';
import { newState, stateFromRows, type BrainState } from '../../../src/correlate/state/brain-state.ts';
import { applyRun } from '../../../src/pipeline/apply-inbox.ts';
import { openSqliteStore } from '../../../src/store/sqlite/open.ts';
import type { Scene } from '../scene/scene.ts';

/** I7: the recorded entries, applied anew in runs of other lengths, come to the state that the store holds. */
export async function judgeReplay({ record, disk, providers, chance, time }: Scene): Promise<void> {
  const opened = openSqliteStore({
    path: disk.path,
    holder: 'judge',
    install: () => 'judge',
    readOnly: true,
  });
  let store: Awaited<typeof opened> | null = null;
  void opened.then((one) => (store = one));
  await time.run(time.elapsed(), () => store !== null);
  const read = createReaderBy(
    readerSettings(loadSettings(providers.environment, () => providers.file ?? '').settings),
  );
  const file = await opened;
  try {
    const rows = await file.loadBrain();
    if (rows === null) return;
    const held = stateFromRows(rows);
    const state = newState(file.install);
    for (let after = 0; after < held.meta.cursor;) {
      const limit = Math.min(1 + Math.floor(chance() * 20), held.meta.cursor - after);
      const entries = await file.read(after, limit);
      if (entries.length === 0) return;
      applyRun(state, entries, read);
      after = entries.at(-1)?.seq ?? held.meta.cursor;
    }
    const [had, has] = [textOf(held), textOf(state)];
    const differs = Object.keys(had).filter((part) => had[part] !== has[part]);
    if (differs.length > 0)
      record.broken('I7', `another state after the same entries: ${differs.join(', ')}`);
  } finally {
    await file.close();
  }
}

function textOf({ incidents, issues, meta }: BrainState): { readonly [part: string]: string } {
  return {
    incidents: JSON.stringify([...incidents].sort()),
    issues: JSON.stringify([...issues].sort()),
    meta: JSON.stringify(meta),
  };
}
