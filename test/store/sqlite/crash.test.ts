import { copyFileSync, readFileSync, statSync, truncateSync, writeFileSync, appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, describe, expect, it } from 'vitest';
import { delivery, t0 } from '../nouns.ts';
import { startChild } from './child.ts';
import type { Child } from './child.ts';
import { eachWithFolder } from './each-folder.ts';
import { openAt } from './folder.ts';

describe('a crash', () => {
  const folder = eachWithFolder();
  const children: Child[] = [];
  afterEach(async () => {
    await Promise.all(children.splice(0).map((child) => child.kill()));
  });

  it('by kill -9 in mid-append loses nothing that was reported, leaves no gap, and frees the file', async () => {
    const path = folder.store;
    const reported = new Map<number, string>();
    for (const round of [1, 2, 3]) {
      const child = startChild('append-forever.ts', path, String(round));
      children.push(child);
      await child.lines(60 * round);
      await child.kill();
      // The last line may be torn: it was never a whole promise.
      const lines = child.output().split('\n').slice(0, -1);
      for (const [seq, id] of lines.map((line) => line.split(' '))) reported.set(Number(seq), id ?? '');

      const store = await openAt(path);
      const entries = await store.read(0, 1_000_000);
      const ids = new Map(entries.map((entry) => [entry.seq, entry.id]));
      for (const [seq, id] of reported) expect(ids.get(seq)).toBe(id);
      expect(entries.map((entry) => entry.seq)).toEqual(entries.map((_, n) => n + 1));
      // Batches are atomic: three at a time or none.
      expect(entries.length % 3).toBe(0);
      await store.close();
    }
    expect(wholeness(path)).toBe('ok');
  });

  it('that tears the last write leaves what was committed before', async () => {
    const path = folder.store;
    const store = await openAt(path);
    for (let n = 0; n < 12; n += 1)
      await store.append([delivery(`${n}`, { body: 'x'.repeat(5_000 + n) })], t0 + n);
    const frames = statSync(`${path}-wal`).size;
    const counts: number[] = [];
    for (const cut of [0, 1, 100, 4_000, 9_999, Math.floor(frames / 2), frames - 33]) {
      const copy = join(folder.path, `torn-${cut}.db`);
      copyFileSync(path, copy);
      copyFileSync(`${path}-wal`, `${copy}-wal`);
      truncateSync(`${copy}-wal`, frames - cut);
      if (cut === 1) appendFileSync(`${copy}-wal`, Buffer.alloc(5_000, 0xa5));
      const torn = await openAt(copy);
      const entries = await torn.read(0, 100);
      expect(entries.map((entry) => [entry.seq, entry.id])).toEqual(
        entries.map((_, n) => [n + 1, `key-${n}`]),
      );
      counts.push(entries.length);
      const [next] = await torn.append([delivery('after')], t0);
      expect(next).toEqual({ seq: entries.length + 1, duplicate: false });
      await torn.close();
      expect(wholeness(copy)).toBe('ok');
    }
    expect(counts[0]).toBe(12);
    expect(counts.toSorted((a, b) => b - a)).toEqual(counts);
    await store.close();
  });

  it('says so when the file is no database', async () => {
    const path = folder.store;
    writeFileSync(path, 'this was a shopping list once'.repeat(200));
    await expect(openAt(path)).rejects.toThrow('no SQLite database');
    expect(readFileSync(path, 'utf8')).toContain('shopping list');
  });
});

function wholeness(path: string): unknown {
  const database = new DatabaseSync(path);
  const row = database.prepare('PRAGMA integrity_check').get();
  database.close();
  return row?.['integrity_check'];
}
