import { toldBefore } from '../../../src/domain/decision/vocabulary.ts';
import { setAside } from '../../../src/domain/inbox/disposition.ts';
import { describe, expect, it } from 'vitest';
import { StoreFull } from '../../../src/seams/store.ts';
import { connect } from '../../../src/store/sqlite/file/connection.ts';
import { diskFreeShare } from '../../../src/store/sqlite/file/room.ts';
import { batch, delivery, t0, wanted } from '../nouns.ts';
import { eachWithFolder } from './each-folder.ts';
import { openAt } from './folder.ts';

const folder = eachWithFolder();

const body = 'x'.repeat(10_000);

describe('a full store', () => {
  it('refuses webhooks at the limit of unapplied bytes until entries are applied', async () => {
    const store = await openAt(folder.store, { limits: { unappliedBytes: 20_000 } });
    const [a] = await store.append([delivery('a', { body })], t0);
    const [b] = await store.append([delivery('b', { body: `${body}b` })], t0);
    const refused = store.append([delivery('c')], t0);
    await expect(refused).rejects.toBeInstanceOf(StoreFull);
    await expect(store.append([delivery('c')], t0)).rejects.toThrow(/not applied yet; its limit is 0\.0 MiB/);
    // A retry of something known needs no room, and the relay's own entries are what drains the backlog.
    expect(await store.append([delivery('a', { body })], t0)).toEqual([{ seq: a!.seq, duplicate: true }]);
    const [own] = await store.append([delivery('timer-1', { source: 'timer' })], t0);
    expect(own!.duplicate).toBe(false);
    const seqs = [a!.seq, b!.seq, own!.seq];
    const dispositions = seqs.map((seq) => ({
      seq,
      disposition: setAside(toldBefore('A test.')),
    }));
    await store.commit(batch({ to: own!.seq, dispositions }), t0);
    expect(await store.append([delivery('c')], t0)).toEqual([{ seq: own!.seq + 1, duplicate: false }]);
    await store.close();
  });

  it('refuses the whole batch, not a part of it', async () => {
    const store = await openAt(folder.store, { freeShare: () => 0.04 });
    const both = [delivery('timer-1', { source: 'timer' }), delivery('a')];
    await expect(store.append(both, t0)).rejects.toBeInstanceOf(StoreFull);
    expect(await store.read(0, 10)).toEqual([]);
    expect(await store.stats()).toMatchObject({ bodyBytes: 0, unappliedBytes: 0 });
    await store.close();
  });

  it('asks for free disk once a second of virtual time, and works again when there is room', async () => {
    const asked: string[] = [];
    let free = 0.051;
    const freeShare = (where: string): number => {
      asked.push(where);
      return free;
    };
    const store = await openAt(folder.store, { freeShare });
    await store.append([delivery('a')], t0);
    free = 0.049;
    await store.append([delivery('b')], t0 + 999);
    await expect(store.append([delivery('c')], t0 + 1_000)).rejects.toThrow('Only 4.9 % of the disk');
    free = 0.06;
    await expect(store.append([delivery('c')], t0 + 1_999)).rejects.toBeInstanceOf(StoreFull);
    await expect(store.tryWrite(t0 + 1_999)).rejects.toBeInstanceOf(StoreFull);
    await store.tryWrite(t0 + 2_000);
    expect((await store.stats()).lastSeq).toBe(2);
    await store.append([delivery('c')], t0 + 2_000);
    expect(asked).toEqual([folder.path, folder.path, folder.path]);
    await store.close();
  });

  it('asks the real file system by default', () => {
    const share = diskFreeShare(folder.path);
    expect(share).toBeGreaterThan(0);
    expect(share).toBeLessThanOrEqual(1);
  });

  it('rolls back when SQLite finds no room, says so, and goes on after a pruning', async () => {
    const store = await openAt(folder.store, { limits: { maxPages: 300 } });
    let kept = 0;
    const fill = async (): Promise<unknown> => {
      for (;;) {
        const name = `fill-${kept}`;
        try {
          await store.append(
            [delivery(name, { body: body + name }), delivery(`${name}-2`, { body: `${body}${name}-2` })],
            t0 + kept,
          );
        } catch (error) {
          return error;
        }
        kept += 1;
      }
    };
    const error = await fill();
    expect(error).toBeInstanceOf(StoreFull);
    expect((error as Error).message).toContain('There is no room left for the store');
    expect(kept).toBeGreaterThan(10);
    const entries = await store.read(0, 10_000);
    expect(entries).toHaveLength(2 * kept);
    const stats = await store.stats();
    expect(stats.bodyBytes).toBe(entries.reduce((sum, one) => sum + one.body.length, 0));

    // The brain's commit fails as clearly and as wholly.
    const big = wanted('inc-1', '1', {
      services: Array.from({ length: 5_000 }, (_, n) => `service-${n}-${'y'.repeat(50)}`),
    });
    await expect(store.commit(batch({ wanted: [big] }), t0)).rejects.toBeInstanceOf(StoreFull);
    expect(await store.notification(big.id)).toBeNull();

    await store.close();
    const roomier = await openAt(folder.store, { limits: { maxPages: 400 } });
    const to = entries.at(-1)!.seq;
    const dispositions = entries.map(({ seq }) => ({
      seq,
      disposition: setAside(toldBefore('A test.')),
    }));
    await roomier.commit(batch({ to, dispositions }), t0);
    expect((await roomier.prune({ maxAgeMs: 0, maxBytes: 0 }, t0 + 10_000)).removed).toBeGreaterThanOrEqual(
      2 * kept,
    );
    await roomier.close();
    const again = await openAt(folder.store, { limits: { maxPages: 300 } });
    expect(await again.append([delivery('after')], t0)).toEqual([{ seq: to + 1, duplicate: false }]);
    await again.close();
  });

  it('gives pruned pages back to the disk', async () => {
    const store = await openAt(folder.store);
    const appended = await store.append(
      Array.from({ length: 300 }, (_, n) => delivery(`${n}`, { body: `${body}${n}` })),
      t0,
    );
    const dispositions = appended.map(({ seq }) => ({
      seq,
      disposition: setAside(toldBefore('A test.')),
    }));
    await store.commit(batch({ to: appended.at(-1)!.seq, dispositions }), t0);
    const before = pages(folder.store);
    while ((await store.prune({ maxAgeMs: 0, maxBytes: 0 }, t0 + 1)).removed > 0);
    expect(pages(folder.store)).toBeLessThan(before / 2);
    await store.close();
  });
});

function pages(file: string): number {
  const connection = connect({ path: file, readOnly: true });
  const count = connection.sql('PRAGMA page_count').get()?.['page_count'];
  connection.close();
  return Number(count);
}
