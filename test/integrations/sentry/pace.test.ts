import { describe, expect, it } from 'vitest';
import { Pace } from '../../../src/integrations/sentry/web-api/pace.ts';
import { manualClock } from '../../simulator/fakes/manual-clock.ts';

describe('the pace at which Sentry is asked', () => {
  it('slows down with each failure, of which calls that fail together are one', () => {
    const clock = manualClock();
    const pace = new Pace(clock, new AbortController().signal);
    expect([pace.failed(), pace.failed(), pace.failed(), pace.failed()]).toEqual(
      Array.from({ length: 4 }, () => 5_000),
    );
    clock.advance(5_000);
    expect([pace.failed(), pace.failed()]).toEqual([10_000, 10_000]);
    clock.advance(10_000);
    pace.answered(new Headers());
    expect(pace.failed()).toBe(5_000);
  });
});
