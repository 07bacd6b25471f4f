import { expect, it } from 'vitest';
import { alert, redisAlert } from '../../make.ts';
import { minute, redisStorm, Story } from '../story.ts';

const hour = 60 * minute;
const quiets = (story: Story): number => story.told('inc-1', ({ kind }) => kind === 'quiet').length;

it('tells each long silence of an incident that somebody was woken for', () => {
  const story = new Story();
  story.tell(0, alert({ level: 'fatal', eventId: 'a' }));
  story.tick(3 * hour);
  expect([quiets(story), story.of('sentry:acme/1').quietSince]).toEqual([1, expect.any(Number)]);
  story.tell(4 * hour, alert({ eventId: 'b' }));
  expect(story.of('sentry:acme/1').quietSince).toBeNull();
  story.tick(5.9 * hour);
  expect(quiets(story)).toBe(1);
  story.tick(6.1 * hour);
  expect([quiets(story), story.of('sentry:acme/1').quietSince]).toEqual([2, expect.any(Number)]);
  story.tick(20 * hour);
  expect(quiets(story)).toBe(2);
});

it('ends by its second silence what has proved by then that it repeats', () => {
  const story = new Story();
  story.tell(0, alert({ eventId: 'a' }));
  story.tick(3 * hour);
  for (const [n, eventId] of ['b', 'c', 'd'].entries()) story.tell(3 * hour + n * minute, alert({ eventId }));
  story.tick(6 * hour);
  expect(story.of('sentry:acme/1').resolution).toMatchObject({ by: 'quiet' });
});

it('tells those of a storm where only its members go on', () => {
  const story = new Story();
  redisStorm(story);
  story.tick(3 * hour);
  expect(quiets(story)).toBe(1);
  story.tell(3.5 * hour, redisAlert('login', 1, { eventId: 'later' }));
  story.tick(6 * hour);
  expect(quiets(story)).toBe(2);
});
