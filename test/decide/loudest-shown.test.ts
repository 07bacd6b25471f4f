import { expect, it } from 'vitest';
import { redisStorm, Story } from '../correlate/story.ts';
import { redisAlert } from '../make.ts';

it('lists the issues of a storm in the order of the events that it shows, however many rules told of each', () => {
  const story = new Story();
  redisStorm(story);
  // One event that many rules tell of is many alerts.
  for (let n = 0; n < 9; n += 1)
    story.tell(20_000 + n * 100, redisAlert('cart', 0, { eventId: 'told often', rules: [`rule ${n}`] }));
  for (let n = 0; n < 5; n += 1)
    story.tell(22_000 + n * 100, redisAlert('search', 0, { eventId: `search ${n}` }));
  const { issues } = story.liveMessage(story.storm.id);
  const events = issues.map((issue) => issue.events ?? 0);
  expect(issues[0]?.service).toBe('search');
  expect(events).toEqual(events.toSorted((a, b) => b - a));
  const alerts = issues.map((issue) => issue.alerts);
  expect(alerts).not.toEqual(alerts.toSorted((a, b) => b - a));
});

it('names the loudest issue of each service that is among the loudest of all with none', () => {
  const story = new Story();
  redisStorm(story);
  for (let n = 0; n < 30; n += 1)
    story.tell(20_000 + n * 100, redisAlert('cart', 10 + (n % 10), { eventId: `cart ${n}` }));
  for (const [n, issue] of [4, 5, 5].entries())
    story.tell(25_000 + n, redisAlert('emails', issue, { eventId: `emails ${n}` }));
  const { services, issues, quieter = [] } = story.liveMessage(story.storm.id);
  const named = new Set(issues.map(({ service }) => service));
  expect(named).not.toContain('emails');
  expect(quieter.map(({ service }) => service)).toEqual(
    services.map(({ name }) => name).filter((name) => !named.has(name)),
  );
  expect(quieter.find(({ service }) => service === 'emails')).toMatchObject({ events: 2 });
});
