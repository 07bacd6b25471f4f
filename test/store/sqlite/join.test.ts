import { rmSync, statSync } from 'node:fs';
import { toldBefore } from '../../../src/domain/decision/vocabulary.ts';
import { setAside } from '../../../src/domain/inbox/disposition.ts';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { SqliteStore } from '../../../src/store/sqlite/assemble.ts';
import { joinSqliteStore } from '../../../src/store/sqlite/join.ts';
import { batch, delivery, refused, t0 } from '../nouns.ts';
import { freshFolder, openAt } from './folder.ts';

async function both(): Promise<{ path: string; door: SqliteStore; behind: SqliteStore }> {
  const folder = freshFolder();
  const path = join(folder, 'stormrelay.db');
  const door = await openAt(path, { joined: true });
  const behind = await joinSqliteStore({ path, memory: door.memory });
  onTestFinished(async () => {
    await behind.close();
    await door.close();
    rmSync(folder, { recursive: true });
  });
  return { path, door, behind };
}

function asides(...seqs: readonly number[]): Parameters<typeof batch>[0] {
  const disposition = setAside(toldBefore('A test.'));
  return { to: seqs.at(-1)!, dispositions: seqs.map((seq) => ({ seq, disposition })) };
}

describe('two connections of one process', () => {
  it('are one store: what the door appends the other applies, and both know how much is held', async () => {
    const { door, behind } = await both();
    expect(behind.install).toBe(door.install);
    const body = 'x'.repeat(500);
    const [one] = await door.append([delivery('a', { body })], t0);
    expect(await door.stats()).toMatchObject({ unappliedBytes: 500, bodyBytes: 500, cursor: 0 });
    const entries = await behind.read(0, 10);
    expect(entries.map(({ seq }) => seq)).toEqual([one!.seq]);
    await behind.commit(batch(asides(one!.seq)), t0);
    expect(await door.stats()).toMatchObject({ unappliedBytes: 0, bodyBytes: 500, cursor: one!.seq });
    expect(await behind.stats()).toEqual(await door.stats());
  });

  it('write at the same time without an error, and each sees the other’s rows', async () => {
    const { door, behind } = await both();
    const writing = Array.from({ length: 40 }, (_, n) => [
      door.append([delivery(`door-${n}`)], t0 + n),
      behind.append([delivery(`behind-${n}`, { source: 'timer' })], t0 + n),
      door.quarantine(refused(n)),
    ]).flat();
    await Promise.all(writing);
    expect(await door.read(0, 1_000)).toHaveLength(80);
    expect(await behind.read(0, 1_000)).toHaveLength(80);
    expect(await behind.quarantined(100)).toHaveLength(40);
  });

  it('keep the log short: it is moved into the file by the one for which nobody waits', async () => {
    const { path, door, behind } = await both();
    const body = 'x'.repeat(200_000);
    for (let n = 0; n < 300; n += 1) {
      const [one] = await door.append([delivery(`a-${n}`, { body: `${body}${n}` })], t0 + n);
      const { cursor } = await door.stats();
      await behind.commit({ ...batch(asides(one!.seq)), from: cursor }, t0 + n);
    }
    // 60 MB went through it.
    expect(statSync(`${path}-wal`).size).toBeLessThan(48 * 1024 * 1024);
    expect(statSync(path).size).toBeGreaterThan(10 * 1024 * 1024);
  });
});
