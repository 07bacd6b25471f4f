import { describe, expect, it } from 'vitest';
import { heardUntil } from '../../src/deliver/heard-until.ts';
import { start } from '../make.ts';

const store = (appliedUntil: number) => ({ appliedUntil: () => Promise.resolve(appliedUntil) });

describe('until when everything is heard of', () => {
  it('is when the oldest entry came that waits for the brain, and now when none does', async () => {
    expect(await heardUntil(store(start - 1_700), start)).toBe(start - 1_700);
    expect(await heardUntil(store(start), start)).toBe(start);
  });

  it('is never longer ago than ten seconds: a brain that stands still hides no first message', async () => {
    expect(await heardUntil(store(start - 600_000), start)).toBe(start - 10_000);
  });

  it('is never later than now, whatever clock an entry was received by', async () => {
    expect(await heardUntil(store(start + 7_200_000), start)).toBe(start);
  });
});
