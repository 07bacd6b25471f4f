import { expect, it } from 'vitest';
import { noAttempts } from '../../../src/domain/sending/notification.ts';
import { LostLease } from '../../../src/seams/store.ts';
import { batch, delivered, delivery, t0, wanted } from '../nouns.ts';
import { eachWithStore } from './opened.ts';
import type { Open } from './opened.ts';

/** What every store must do about who may do what. */
export function leaseContract(open: Open): void {
  const held = eachWithStore(open);

  it('lets one holder renew and others wait', async () => {
    const { store } = held.current;
    const first = await store.acquireLease('brain', 'relay-a', t0, 1_000);
    expect(first).toEqual(expect.any(Number));
    expect(await store.acquireLease('brain', 'relay-b', t0 + 999, 1_000)).toBeNull();
    expect(await store.acquireLease('brain', 'relay-a', t0 + 999, 1_000)).toBe(first);
    expect(await store.acquireLease('brain', 'relay-b', t0 + 1_500, 1_000)).toBeNull();
    expect(await store.acquireLease('other', 'relay-b', t0, 1_000)).toEqual(expect.any(Number));
    expect(await store.acquireLease('brain', 'relay-b', t0 + 1_999, 1_000)).toBe(first! + 1);
    expect(await store.acquireLease('brain', 'relay-a', t0 + 2_000, 1_000)).toBeNull();
  });

  it('is kept by renewing it, also late, and not once another has it', async () => {
    const { store } = held.current;
    const epoch = (await store.acquireLease('brain', 'relay-a', t0, 1_000))!;
    expect(await store.renewLease({ name: 'brain', epoch }, t0 + 900, 1_000)).toBe(true);
    expect(await store.acquireLease('brain', 'relay-b', t0 + 1_800, 1_000)).toBeNull();
    expect(await store.renewLease({ name: 'brain', epoch }, t0 + 5_000, 1_000)).toBe(true);
    expect(await store.acquireLease('brain', 'relay-b', t0 + 5_900, 1_000)).toBeNull();
    expect(await store.acquireLease('brain', 'relay-b', t0 + 6_001, 1_000)).toBe(epoch + 1);
    expect(await store.renewLease({ name: 'brain', epoch }, t0 + 6_002, 1_000)).toBe(false);
    expect(await store.acquireLease('brain', 'relay-c', t0 + 6_900, 1_000)).toBeNull();
    expect(await store.renewLease({ name: 'nobody', epoch: 1 }, t0, 1_000)).toBe(false);
  });

  it('guards every write of dispatch and what a process tells of itself, and none of them holds once another has it', async () => {
    const { store } = held.current;
    const row = wanted('inc-1', 'message');
    await store.commit(batch({ wanted: [row] }), t0);
    const attempts = { ...noAttempts, startedAt: t0, startedStep: 'create' };
    const start = { id: row.id, step: 'create', attempts, buckets: [] };
    const epoch = (await store.acquireLease('dispatch', 'relay-a', t0, 1_000))!;
    const mine = store.under({ name: 'dispatch', epoch });
    await mine.start([start], t0 + 1);
    await mine.append([delivery('in time', { source: 'lane', kind: 'lane' })], t0 + 1);
    expect((await store.notification(row.id))?.attempts.startedAt).toBe(t0);
    await store.acquireLease('dispatch', 'relay-b', t0 + 1_001, 1_000);
    const before = await store.notification(row.id);
    const refused = await Promise.allSettled([
      mine.settle([delivered(row, '17.0')], t0 + 2_000),
      mine.start([start], t0 + 2_000),
      mine.takeOver(row.id, t0 + 2_000),
      mine.wantOverflow({ ...row, id: 'another' }, t0 + 2_000),
      mine.adopt([]),
      mine.saveBuckets([]),
      mine.append([delivery('late', { source: 'lane', kind: 'lane' })], t0 + 2_000),
    ]);
    for (const one of refused)
      expect(one).toMatchObject({ status: 'rejected', reason: expect.any(LostLease) as unknown });
    expect(await store.notification(row.id)).toEqual(before);
    expect((await store.read(0, 10)).map(({ id }) => id)).toEqual(['key-in time']);
  });
}
