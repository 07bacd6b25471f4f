import fc from 'fast-check';
import { expect, it } from 'vitest';
import { policy, start } from '../../make.ts';
import { minute, redisStorm, Story } from '../../correlate/story.ts';
import { balance, Books, shown, step, take } from './quiet-books.ts';
import { routed, route } from './routed-story.ts';
import { maintenance } from './maintenance-story.ts';
import { silence } from './silence-story.ts';

it.each([
  ['without routes', () => new Story()],
  [
    'with routes, one of which waits for an interval at times',
    () =>
      routed([route('payments', ['service="pay-api"'], { muteTimeIntervals: ['evenings'] })], {
        intervals: { evenings: [{ times: [{ from: 9 * 60, to: 12 * 60 }], location: 'UTC' }] },
      }),
  ],
  [
    'with maintenance, once and at times',
    () =>
      new Story({
        ...policy,
        maintenance: [
          maintenance('move', 'service=~"cart|login"', { until: start + 100 * minute }),
          maintenance('backup', 'tags.region="eu"', {
            intervals: [{ times: [{ from: 9 * 60, to: 12 * 60 }] }],
          }),
        ],
      }),
  ],
])('silences never lose an alert, %s', (_, begin) => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 3, maxLength: 25 }), (steps) => {
      const [story, books] = [begin(), new Books()];
      let at = 0;
      for (const one of steps) {
        take(story, books, one, at);
        balance(story, books);
        at += one.afterMs;
        story.tick(at);
        balance(story, books);
      }
      for (const hours of [13, 17]) story.tick(at + hours * 60 * minute);
      balance(story, books);
      shown(story);
    }),
    { numRuns: 150 },
  );
});

it('an outage in whose midst a silence ends is shown from there on, and one that is silenced to its end never is', () => {
  for (const forMs of [5_000, 60 * minute]) {
    const [story, books] = [new Story(), new Books()];
    silence(story, 0, ['service=~".*"'], forMs);
    for (let n = 0; n < 4; n += 1) {
      take(story, books, { what: 'storm', n, afterMs: 0 }, 1_000 + n * 3_000);
      balance(story, books);
    }
    const over = forMs === 5_000;
    expect(books).toMatchObject({ accepted: 16, suppressed: over ? 8 : 16 });
    expect(story.wanted.size > 0).toBe(over);
    redisStorm(story, 20_000, 'again');
    story.operator(30_000, 'resolve', story.storm.id);
    story.tick(2 * 60 * minute);
    expect(story.wanted.size > 0).toBe(over);
  }
});
