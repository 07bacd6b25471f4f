import { describe, expect, it } from 'vitest';
import { alert, redisAlert } from '../make.ts';
import { minute, redisStorm, Story } from '../correlate/story.ts';

/** A driver that gave up, which names redis and no host. */
const gaveUp = {
  type: 'MaxRetriesPerRequestError',
  message:
    'Reached the max retries per request limit (which is 20). Refer to "maxRetriesPerRequest" option for details.',
  title: 'MaxRetriesPerRequestError: Reached the max retries per request limit (which is 20).',
  exceptions: [],
  drivers: ['redis'],
} as const;

describe('the error that a storm quotes', () => {
  it('is the refused connection with a host, and not that somebody gave up', () => {
    const story = new Story();
    for (const [n, service] of ['cart', 'login', 'search'].entries())
      for (const k of [1, 2])
        story.tell(
          n * 1_000 + k,
          alert({ ...gaveUp, service, issueKey: `sentry:acme/${n}${k}`, eventId: `e${n}${k}` }),
        );
    const before = story.liveMessage(story.storm.id).quoted ?? null;
    const refused = redisAlert('payments', 9, { eventId: 'e99' });
    story.tell(9_000, refused);
    const { quoted, what } = story.liveMessage(story.storm.id);
    expect(before).toBeNull();
    expect(what.type).toBe('MaxRetriesPerRequestError');
    expect(quoted).toMatchObject({ title: refused.title, service: 'payments' });
  });

  it('is its own where that says as much', () => {
    const story = new Story();
    redisStorm(story);
    expect(story.liveMessage(story.storm.id).quoted).toBeNull();
  });
});

describe('the figures of a message', () => {
  it('count events of a service, of which each brings several alerts', () => {
    const story = new Story();
    for (const n of [1, 2, 3])
      story.tell(n * 1_000, alert({ service: 'cart', eventId: `e${Math.min(n, 2)}` }));
    const [message] = [...story.wanted.values()].map(({ projection }) => projection);
    expect(message).toMatchObject({
      alerts: 3,
      events: 2,
      services: [{ name: 'cart', alerts: 3, events: 2 }],
    });
  });

  it('have a direction once there are enough of them', () => {
    const story = new Story();
    const at = (from: number, events: number): void => {
      for (let n = 0; n < events; n += 1)
        story.tell(from + n, alert({ service: 'cart', eventId: `e${from}-${n}` }));
    };
    at(0, 5);
    at(minute / 4, 4);
    const trend = (): unknown => [...story.wanted.values()].map(({ projection }) => projection)[0];
    expect(trend()).toMatchObject({ trend: null });
    at(minute / 2, 30);
    at(0.75 * minute, 1);
    expect(trend()).toMatchObject({ trend: { counts: [4, 30], direction: 'rising' } });
  });
});
