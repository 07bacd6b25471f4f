import { describe, expect, it } from 'vitest';
import { alert, redisAlert, start } from '../../make.ts';
import { minute, redisStorm, Story } from '../story.ts';
import { press } from './press.ts';

const hour = 60 * minute;

/** Two errors of one service each, which have nothing to do with each other. */
function two(): Story {
  const story = new Story();
  for (const [n, service] of ['cart', 'login'].entries())
    story.tell(
      n,
      alert({
        issueKey: `sentry:acme/${n}`,
        service,
        message: `only in ${service}`,
        title: `T${n}`,
        exceptions: [],
      }),
    );
  return story;
}

describe('what a person did to an incident that becomes part of another', () => {
  it('holds for the root: quiet until the same time, and who has taken it', () => {
    const story = two();
    press(story, 1_000, 'mute inc-2');
    press(story, 2_000, 'assign inc-2', 'bo');
    story.merge(20 * minute, 'inc-2', 'inc-1');
    expect(story.liveMessage('inc-1')).toMatchObject({
      mute: { by: 'ada', until: start + 1_000 + hour },
      assignee: 'bo',
    });
    expect(story.told('inc-1')).toContain('Muted for 40 min by ada.');
    expect(story.state.incidents.get('inc-2')).toMatchObject({ mute: null });
    expect([...story.state.timers.keys()].filter((id) => id.startsWith('unmute:'))).toEqual(['unmute:inc-1']);
    story.tick(1_000 + hour);
    expect(story.liveMessage('inc-1')).not.toHaveProperty('mute');
  });

  it('does not take away what somebody did to the root', () => {
    const story = two();
    press(story, 1_000, 'mute inc-2');
    press(story, 2_000, 'mute inc-1', 'bo');
    press(story, 3_000, 'assign inc-1', 'bo');
    press(story, 4_000, 'assign inc-2');
    story.merge(5_000, 'inc-2', 'inc-1');
    expect(story.liveMessage('inc-1')).toMatchObject({ mute: { by: 'bo' }, assignee: 'bo' });
  });

  it('holds for a storm that was muted as one', () => {
    const story = new Story();
    redisStorm(story);
    const before = story.storm.id;
    press(story, 10_000, `mute ${before}`);
    press(story, 10_500, `assign ${before}`);
    story.tell(
      11_000,
      alert({ issueKey: 'sentry:acme/9', service: 'other', message: 'm', title: 't', exceptions: [] }),
    );
    const { id } = story.of('sentry:acme/9');
    story.merge(12_000, before, id);
    expect(story.liveMessage(id)).toMatchObject({ mute: { by: 'ada' }, assignee: 'ada' });
  });

  it('names whoever had an error that is part of a storm now, which nobody has', () => {
    const story = new Story();
    story.tell(0, redisAlert('login', 1, { level: 'fatal', severity: 'critical' }));
    story.tell(10, redisAlert('cart', 1));
    press(story, 20, `acknowledge ${story.of('sentry:acme/cart-1').id}`, 'priya');
    redisStorm(story, 100);
    const { id } = story.storm;
    expect(story.liveMessage(id)).toMatchObject({
      state: 'open',
      had: [{ who: 'priya', at: start + 20, what: { errorOf: 'cart' } }],
    });
  });

  it('names whoever had the error with which a storm began, once that rings anew', () => {
    const story = new Story();
    story.tell(0, redisAlert('login', 1, { level: 'fatal', severity: 'critical' }));
    const { id } = story.of('sentry:acme/login-1');
    press(story, 20, `acknowledge ${id}`, 'priya');
    redisStorm(story, 100);
    expect(story.liveMessage(id)).not.toHaveProperty('had');
    story.tick(6 * minute);
    expect(story.state.incidents.get(id)).toMatchObject({ storm: {}, status: 'open' });
    expect(story.liveMessage(id)).toMatchObject({
      had: [{ who: 'priya', at: start + 20, what: { errorOf: 'login' }, incident: id }],
    });
    press(story, 7 * minute, `acknowledge ${id}`, 'robin');
    expect(story.liveMessage(id)).not.toHaveProperty('had');
  });

  it('says nothing of a storm that one error has become part of', () => {
    const story = new Story();
    redisStorm(story);
    story.tell(
      10_000,
      alert({ issueKey: 'sentry:acme/9', service: 'pay', message: 'm', title: 't', exceptions: [] }),
    );
    const { id } = story.of('sentry:acme/9');
    press(story, 11_000, `mute ${id}`);
    press(story, 11_000, `assign ${id}`);
    story.merge(12_000, id, story.storm.id);
    expect(story.liveMessage(story.storm.id)).toMatchObject({ assignee: null });
    expect(story.liveMessage(story.storm.id)).not.toHaveProperty('mute');
    expect(story.told(id)).toContain('Not muted any more: it became worse.');
    story.tell(20_000, redisAlert('cart', 1));
    expect(story.storm).not.toHaveProperty('mute.by');
  });
});
