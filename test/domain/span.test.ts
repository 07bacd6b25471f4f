import { expect, it } from 'vitest';
import { spanIn } from '../../src/domain/text/span.ts';

it('a time is read as Prometheus writes it, each part with its unit', () => {
  expect(['90s', '1h30m', ' 14d ', '250ms', '2w'].map(spanIn)).toEqual([
    90_000, 5_400_000, 1_209_600_000, 250, 1_209_600_000,
  ]);
  expect(['', '90', '-1h', '1.5h', '1h 30m', '1H', 'soon'].map(spanIn)).toEqual(
    Array.from({ length: 7 }, () => null),
  );
});
