import { closeSync, openSync } from 'node:fs';
import { expect, test } from 'vitest';
import { StoreGone } from '../../../src/seams/store.ts';
import { logOnDisk } from '../../../src/store/sqlite/file/log-on-disk.ts';
import { eachWithFolder } from './each-folder.ts';

const folder = eachWithFolder();

/** Makes the log of a store, of which nothing is read. */
const makeLog = (): void => closeSync(openSync(`${folder.store}-wal`, 'w'));

/** In which order they come to their ends. */
function order(waits: readonly Promise<void>[]): number[] {
  const ended: number[] = [];
  waits.forEach((one, n) => void one.then(() => ended.push(n)));
  return ended;
}

test('whoever asks while the disk is waited for shares the next wait, and no earlier one', async () => {
  makeLog();
  const log = logOnDisk(folder.store);
  const [first, second, third] = [log.wait(), log.wait(), log.wait()];
  expect(second).toBe(third);
  expect(second).not.toBe(first);
  const ended = order([first, second]);
  await second;
  expect(ended).toEqual([0, 1]);
  await log.wait();
  log.close();
});

test('once the disk cannot say that it has something, nobody is told that it has, now or later', async () => {
  const log = logOnDisk(folder.store);
  const [first, second] = [log.wait(), log.wait()];
  await expect(first).rejects.toThrow(StoreGone);
  await expect(second).rejects.toThrow('The disk cannot say');
  // That it works again says nothing of what was written before.
  makeLog();
  await expect(log.wait()).rejects.toThrow(StoreGone);
  log.close();
});
