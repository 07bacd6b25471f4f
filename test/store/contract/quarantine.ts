import { describe, expect, it } from 'vitest';
import type { Delivery } from '../../../src/domain/inbox/entry.ts';
import { delivery, hour, refused, t0 } from '../nouns.ts';
import { eachWithStore } from './opened.ts';
import type { Open } from './opened.ts';

/** What every quarantine must do. */
export function quarantineContract(open: Open): void {
  const held = eachWithStore(open);

  describe('quarantine', () => {
    it('keeps refused deliveries, the newest in front', async () => {
      const { store } = held.current;
      await store.quarantine(refused(1));
      await store.quarantine(refused(2));
      const kept = await store.quarantined(10);
      expect(kept).toMatchObject([refused(2), refused(1)]);
      expect(kept[0]!.id).toBeGreaterThan(kept[1]!.id);
      expect((await store.stats()).quarantined).toBe(2);
    });

    it('gives them back oldest first behind a number, and not more at once than memory should hold', async () => {
      const { store } = held.current;
      const body = Buffer.alloc(3 * 1024 * 1024, 0xff);
      for (let n = 0; n < 5; n += 1) await store.quarantine(refused(n, { body }));
      const first = await store.quarantinedAfter(0, 10);
      // The bytes are too many to be compared one by one.
      expect(first.map(({ deliveryId }) => deliveryId)).toEqual(['d-0', 'd-1']);
      expect(first.every((one) => body.equals(one.body))).toBe(true);
      const rest = await store.quarantinedAfter(first.at(-1)!.id, 1);
      expect(rest.map(({ deliveryId }) => deliveryId)).toEqual(['d-2']);
    });

    it('keeps what a flood cannot drive out: the flood loses, between its oldest and its newest', async () => {
      const { store } = held.current;
      for (let n = 0; n < 3; n += 1) await store.quarantine(refused(n));
      const tenMiB = Buffer.alloc(10 * 1024 * 1024, 0x78);
      for (let n = 3; n < 15; n += 1)
        await store.quarantine(refused(n, { body: tenMiB, network: '203.0.113.9' }));
      const kept = (await store.quarantined(20)).map(({ deliveryId }) => deliveryId).reverse();
      expect(kept).toEqual(expect.arrayContaining(['d-0', 'd-1', 'd-2', 'd-3', 'd-14']));
      expect(kept.length).toBeLessThanOrEqual(9);
    });

    describe('heals', () => {
      const healed = (n: number): Delivery => delivery(`healed-${n}`, { firstReceivedAt: t0 + n });

      it('in one commit: what fits is in the inbox with its original time, and no longer there', async () => {
        const { store } = held.current;
        for (let n = 0; n < 3; n += 1) await store.quarantine(refused(n));
        const [first, , third] = await store.quarantinedAfter(0, 10);
        const appended = await store.heal(
          [
            { id: first!.id, delivery: healed(0) },
            { id: third!.id, delivery: healed(2) },
          ],
          t0 + hour,
        );
        expect(appended.map(({ duplicate }) => duplicate)).toEqual([false, false]);
        const again = await held.current.reopen();
        expect(await again.read(0, 10)).toMatchObject([
          { id: 'key-healed-0', firstReceivedAt: t0, receivedAt: t0 + hour },
          { id: 'key-healed-2', firstReceivedAt: t0 + 2, receivedAt: t0 + hour },
        ]);
        expect((await again.quarantined(10)).map(({ deliveryId }) => deliveryId)).toEqual(['d-1']);
        expect((await again.sentrySigns()).last).toEqual({ at: t0 + hour, verifiedBy: 'secret-1' });
      });

      it('nothing twice: what is no longer there is left out, what came by itself is known', async () => {
        const { store } = held.current;
        await store.quarantine(refused(0));
        await store.quarantine(refused(1));
        const [first, second] = await store.quarantinedAfter(0, 10);
        await store.append([healed(1)], t0);
        await store.heal([{ id: first!.id, delivery: healed(0) }], t0 + hour);
        const again = await store.heal(
          [
            { id: first!.id, delivery: healed(0) },
            { id: second!.id, delivery: healed(1) },
          ],
          t0 + hour,
        );
        expect(again).toMatchObject([{ duplicate: true }]);
        expect((await store.read(0, 10)).map(({ id }) => id)).toEqual(['key-healed-1', 'key-healed-0']);
        expect((await store.stats()).quarantined).toBe(0);
      });
    });
  });
}
