import { expect, it } from 'vitest';
import { spanIn, spanMeant } from '../../src/domain/text/span.ts';

it('a time is read as Prometheus writes it, each part with its unit', () => {
  expect(['90s', '1h30m', ' 14d ', '250ms', '2w'].map(spanIn)).toEqual([
    90_000, 5_400_000, 1_209_600_000, 250, 1_209_600_000,
  ]);
  expect(['', '90', '-1h', '1.5h', '1h 30m', '1H', 'soon'].map(spanIn)).toEqual(
    Array.from({ length: 7 }, () => null),
  );
});

it('a time that people write in words is meant as one', () => {
  expect(['2 hours', '1 hour 30 min', '1H30M', '90s', '1d12hrs'].map(spanMeant)).toEqual([
    '2h',
    '1h30m',
    '1h30m',
    '90s',
    '1d12h',
  ]);
  expect(['', 'soon', '90', '1h30', '2 moons', 'a 1h'].map(spanMeant)).toEqual(
    Array.from({ length: 6 }, () => null),
  );
});
