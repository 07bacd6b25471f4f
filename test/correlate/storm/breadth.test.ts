import { describe, expect, it } from 'vitest';
import { redisAlert } from '../../make.ts';
import { minute, redisStorm, Story } from '../story.ts';

describe('what is usual of one service', () => {
  it('hides no outage of five: odd redis errors for hours, four new ones a minute, and the storm still pages', () => {
    const story = new Story();
    const from = 120 * minute;
    // Five of them within a minute would be a storm themselves, on a relay that has seen nothing yet.
    for (let at = 0, n = 0; at < from; at += 15_100, n += 1) story.tell(at, redisAlert('loyalty', n));
    expect(story.pages()).toEqual([]);
    expect(story.roots.every((one) => one.storm === null)).toBe(true);
    redisStorm(story, from);
    for (const [n, service] of ['till', 'stock'].entries())
      story.tell(from + 2_000 + n, redisAlert(service, 1));
    expect(story.storm.storm?.cause.title).toContain('redis');
    expect(story.pages()).toEqual([`${story.storm.id}:1:triggered`]);
  });
});
