import { expect, it } from 'vitest';
import { createReadInVain, type Sender } from '../../../src/http/access/read-in-vain.ts';

const mebibyte = 1024 * 1024;
const long = 2 * mebibyte;
const stranger: Sender = { network: '9.9.9.0/24', isProven: false };
const other: Sender = { network: '8.8.8.0/24', isProven: false };
const proven: Sender = { network: '7.7.7.0/24', isProven: true };

it('reads no more long bodies of a stranger that sent 32 MiB in vain, and reads short ones', () => {
  const inVain = createReadInVain();
  for (let n = 0; n < 16; n += 1) {
    expect(inVain.mayRead(stranger, long, 0)).toBe(true);
    inVain.add(stranger, long, 0);
  }
  expect(inVain.mayRead(stranger, long, 0)).toBe(false);
  expect(inVain.mayRead(stranger, 64 * 1024, 0)).toBe(true);
  expect([inVain.mayRead(other, long, 0), inVain.mayRead(proven, long, 0)]).toEqual([true, true]);
});

it('lets 2 MiB more in each second', () => {
  const inVain = createReadInVain();
  inVain.add(stranger, 33 * mebibyte, 0);
  expect(inVain.mayRead(stranger, long, 499)).toBe(false);
  expect(inVain.mayRead(stranger, long, 501)).toBe(true);
});

it('bounds all strangers together, whatever networks they have, and nobody who is proven', () => {
  const inVain = createReadInVain();
  for (let n = 0; n < 64; n += 1) inVain.add({ network: `9.9.${n}.0/24`, isProven: false }, mebibyte, 0);
  expect(inVain.mayRead(other, long, 0)).toBe(false);
  expect(inVain.mayRead(proven, long, 0)).toBe(true);
});

it('leaves whoever is proven twice as much, and every alert that Sentry could send', () => {
  const inVain = createReadInVain();
  inVain.add(proven, 63 * mebibyte, 0);
  expect(inVain.mayRead(proven, long, 0)).toBe(true);
  inVain.add(proven, mebibyte, 0);
  expect(inVain.mayRead(proven, long, 0)).toBe(false);
  expect(inVain.mayRead(proven, 256 * 1024, 0)).toBe(true);
  expect(inVain.mayRead(proven, long, 1_000)).toBe(true);
});
