import { describe, expect, it } from 'vitest';
import { alert, redisAlert, start } from '../../make.ts';
import { minute, redisStorm, Story } from '../story.ts';

const since = (story: Story, id: string): number => (story.liveMessage(id).since - start) / minute;

describe('since when it is broken', () => {
  it('is since its first event happened, however late that is told; the page says the same', () => {
    const story = new Story();
    story.tell(60 * minute, alert({ level: 'fatal', ageMs: 5 * minute, agoMs: 12 * minute }));
    const { id } = story.of('sentry:acme/1');
    expect(since(story, id)).toBe(48);
    expect(story.page(id, 1)?.since).toBe(start + 48 * minute);
    expect(story.of('sentry:acme/1').openedAt).toBe(start + 60 * minute);
    story.tell(61 * minute, alert({ eventId: 'b', ageMs: 50 * minute }));
    expect(since(story, id)).toBe(11);
    story.tell(62 * minute, alert({ eventId: 'c' }));
    expect(since(story, id)).toBe(11);
  });

  it('is when it was opened where its event was told at once, or from the future', () => {
    for (const agoMs of [0, 9_000, -minute]) {
      const story = new Story();
      story.tell(60 * minute, alert({ agoMs }));
      expect(since(story, story.of('sentry:acme/1').id)).toBe(60);
      expect(story.of('sentry:acme/1')).not.toHaveProperty('beganAt');
    }
  });

  it('is after the end of what it was before', () => {
    const story = new Story();
    story.tell(0, alert({}));
    story.tell(10 * minute, alert({ status: 'resolved' }));
    story.tell(30 * minute, alert({ eventId: 'b', agoMs: 25 * minute }));
    const { id, previous } = story.of('sentry:acme/1');
    expect(previous).not.toBeNull();
    expect(since(story, id)).toBe(10);
  });

  it('is of a storm when the first of its members began, and what it came to counts from there', () => {
    const story = new Story();
    redisStorm(story, 60 * minute);
    const { id } = story.storm;
    story.tell(61 * minute, redisAlert('cart', 1, { eventId: 'late', agoMs: 4 * minute }));
    expect(since(story, id)).toBe(57);
    story.operator(67 * minute, 'resolve', id);
    const [told] = story.told(id, ({ kind }) => kind === 'summary');
    expect(told).toContain('It was open for 10 min');
  });
});
