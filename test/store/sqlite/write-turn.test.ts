import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { newSharedMemory, sharedMemoryOn } from '../../../src/store/sqlite/file/shared-memory.ts';
import { writeTurn, type WriteTurn } from '../../../src/store/sqlite/file/write-turn.ts';

/** Two connections' turns on one memory, and what was written in which order. */
function scene(): {
  door: WriteTurn;
  behind: WriteTurn;
  order: string[];
  note: (what: string) => () => void;
} {
  const words = sharedMemoryOn(newSharedMemory()).turn;
  const order: string[] = [];
  return {
    door: writeTurn(words, 'door'),
    behind: writeTurn(words, 'behind'),
    order,
    note: (what) => () => void order.push(what),
  };
}

describe('the turn to write', () => {
  it('is there at once when nobody has it, and given back also by a write that fails', async () => {
    const { door, behind, order, note } = scene();
    const first = door.take(note('door'));
    expect(order).toEqual(['door']);
    await first;
    await expect(
      behind.take(() => {
        throw new Error('No room.');
      }),
    ).rejects.toThrow('No room.');
    expect(await behind.take(() => 7)).toBe(7);
    expect(door.ended()).toBe(3);
  });

  it('is nobody else’s meanwhile: whoever asks waits, and the door goes first', async () => {
    const { door, behind, order, note } = scene();
    const waiting: Promise<unknown>[] = [];
    await behind.take(() => {
      waiting.push(behind.take(note('behind')), door.take(note('door')));
      order.push('holder');
    });
    await Promise.all(waiting);
    expect(order).toEqual(['holder', 'door', 'behind']);
  });

  it('comes to the other one in the end, however often the door asks', async () => {
    const { door, behind, order, note } = scene();
    let waiting: Promise<unknown> = Promise.resolve();
    await door.take(() => {
      waiting = behind.take(note('behind'));
    });
    for (let n = 0; n < 12; n += 1) {
      await door.take(note('door'));
      await turn();
    }
    await waiting;
    expect(order.filter((who) => who === 'behind')).toHaveLength(1);
    expect(order.indexOf('behind')).toBeLessThanOrEqual(4);
  });

  it('of a thread that has died is forfeit', async () => {
    const words = sharedMemoryOn(newSharedMemory()).turn;
    const door = writeTurn(words, 'door');
    // As a thread leaves it that ends within its write: the second kind of holder.
    Atomics.store(words, 0, 2);
    const wanted = door.take(() => 'written');
    await turn();
    door.forfeit();
    expect(await wanted).toBe('written');
  });
});
