import { expect, it } from 'vitest';
import { LostLease, StaleCursor, StoreFull } from '../../../src/seams/store.ts';
import { untilStored } from '../../../src/ingest/storing/until-stored.ts';

/** A store that refuses with these errors, one after the other, and then takes everything. */
function refusing(...errors: readonly Error[]) {
  const told: string[] = [];
  const slept: number[] = [];
  let calls = 0;
  const store = (): Promise<void> => {
    const error = errors[calls];
    calls += 1;
    return error === undefined ? Promise.resolve() : Promise.reject(error);
  };
  const storing = {
    what: 'a commit',
    fields: { from: 3 },
    log: {
      error: (fields: object, message: string) => void told.push(`${JSON.stringify(fields)} ${message}`),
    },
    clock: {
      sleep: (ms: number) => {
        slept.push(ms);
        return Promise.resolve();
      },
    },
  };
  return { store, storing, told, slept, calls: () => calls };
}

const goesOn = new AbortController().signal;

it('asks a store that refuses for a while again each second, and says so each time', async () => {
  const { store, storing, told, slept, calls } = refusing(new StoreFull('no room'), new Error('busy'));
  await untilStored(storing, goesOn, store);
  expect(calls()).toBe(3);
  expect(slept).toEqual([1_000, 1_000]);
  expect(told).toEqual([
    '{"error":"StoreFull: no room","from":3} The store refuses a commit; trying again in a second.',
    '{"error":"Error: busy","from":3} The store refuses a commit; trying again in a second.',
  ]);
});

it.each([new LostLease('another epoch'), new StaleCursor('another cursor')])(
  'does not write over whoever writes now: %s',
  async (error) => {
    const { store, storing, told, calls } = refusing(error);
    await expect(untilStored(storing, goesOn, store)).rejects.toBe(error);
    expect(calls()).toBe(1);
    expect(told).toEqual([]);
  },
);

it('hands on what the store said when it is to stop', async () => {
  const full = new StoreFull('no room');
  const { store, storing, slept } = refusing(full);
  await expect(untilStored(storing, AbortSignal.abort(), store)).rejects.toBe(full);
  expect(slept).toEqual([]);
});
