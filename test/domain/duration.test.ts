import { describe, expect, it } from 'vitest';
import { durationOf, wordsOfMs, wordsOfSetting } from '../../src/domain/text/duration.ts';

describe('durations', () => {
  it('are read with and without a unit, and of several units', () => {
    expect(['5', '500ms', '30 s', '1.5m', '1h', '1h30m'].map(durationOf)).toEqual([
      5_000, 500, 30_000, 90_000, 3_600_000, 5_400_000,
    ]);
    expect(['', '-1', '1h 30', 'x'].map(durationOf)).toEqual([null, null, null, null]);
  });

  it('are written as they were set', () => {
    expect([1_000, 1_500, 60_000].map(wordsOfSetting)).toEqual(['1 s', '1500 ms', '60 s']);
  });

  it('are written as people read them', () => {
    expect([0, 412.4, 9_999, 10_000, 61_500].map(wordsOfMs)).toEqual([
      '0 ms',
      '412 ms',
      '9999 ms',
      '10 s',
      '61.5 s',
    ]);
  });
});
