import { describe, expect, it } from 'vitest';
import { isGuest } from '../../../src/domain/incident.ts';
import { minute, Story } from '../story.ts';
import { twoQuietHours, wave, wordless } from '../wordless.ts';

const services = ['cart', 'login', 'search'];
const keyOf = (n: number): string => `sentry:acme/w${500 + n}`;

/** A surge of six, of which the first so many go on for minutes. */
function surge(goOn: number): Story {
  const story = new Story();
  const from = twoQuietHours(story);
  wave(story, from, { issues: 6, services });
  for (let at = 20_000; at <= 3 * minute; at += 10_000)
    for (let n = 0; n < goOn; n += 1)
      story.tell(from + at, wordless(500 + n, services[n % 3]!, { eventId: `${n}at${at}` }));
  story.tick(from + 3 * minute);
  return story;
}

describe('whoever merely broke out together with a surge', () => {
  it('is listed apart when it is silent at once while the others go on', () => {
    const story = surge(5);
    expect(story.of(keyOf(5))).toMatchObject({ parent: story.storm.id, adoption: { soft: true } });
    for (const n of [1, 2, 3, 4]) expect(isGuest(story.of(keyOf(n)))).toBe(false);
    expect(story.told(story.storm.id)).toContainEqual(
      expect.stringMatching(
        / is listed apart: it broke out together with it, and was silent again at once\.$/,
      ),
    );
  });

  it('stays where most of them are silent: a throttled rule tells each but once', () => {
    const story = surge(2);
    for (const n of [2, 3, 4, 5]) expect(isGuest(story.of(keyOf(n)))).toBe(false);
  });
});
