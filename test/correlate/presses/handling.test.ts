import { describe, expect, it } from 'vitest';
import { alert } from '../../make.ts';
import { redisStorm, Story } from '../story.ts';
import { press } from './press.ts';

/** A fatal error, which pages. */
function paged(): Story {
  const story = new Story();
  story.tell(0, alert({ level: 'fatal', severity: 'critical' }));
  return story;
}

describe('a press', () => {
  it('acknowledges message and page, and says by whom', () => {
    const story = paged();
    expect(press(story, 1_000, 'acknowledge inc-1')).toMatchObject({
      kind: 'counted',
      incident: 'inc-1',
      decision: { code: 'pressed', action: 'acknowledge', who: 'ada', user: 'U0ADA' },
    });
    expect(story.liveMessage('inc-1')).toMatchObject({ state: 'acknowledged', acknowledgedBy: 'ada' });
    expect(story.page('inc-1', 1)?.state).toBe('acknowledged');
    expect(story.told('inc-1', ({ tell }) => tell === 'thread')).toEqual(['Acknowledged by ada.']);
  });

  it('resolves, and says by whom', () => {
    const story = paged();
    press(story, 1_000, 'resolve inc-1');
    expect(story.liveMessage('inc-1')).toMatchObject({
      state: 'resolved',
      resolution: { reason: 'Resolved by ada.' },
    });
    expect(story.page('inc-1', 1)?.state).toBe('resolved');
  });

  it.each([
    ['acknowledge', 'acknowledged-already'],
    ['resolve', 'incident-resolved-already'],
  ])('does nothing the second time: %s', (action, code) => {
    const story = paged();
    press(story, 1_000, `${action} inc-1`);
    const told = story.told('inc-1').length;
    expect(press(story, 1_200, `${action} inc-1`)).toMatchObject({ kind: 'set-aside', decision: { code } });
    expect(press(story, 1_300, `${action} inc-1`, 'bo')).toMatchObject({ decision: { code } });
    expect(story.told('inc-1')).toHaveLength(told);
    expect(story.incidents[0]).toMatchObject({ acknowledgedBy: action === 'resolve' ? null : 'ada' });
  });

  it('on a message whose incident has become part of a storm acts on the root', () => {
    const story = new Story();
    redisStorm(story);
    const child = story.incidents.find(({ parent }) => parent === story.storm.id);
    const disposition = press(story, 5_000, `acknowledge ${child?.id ?? ''}`);
    expect(disposition).toMatchObject({ kind: 'counted', incident: story.storm.id });
    expect(story.storm).toMatchObject({ status: 'acknowledged', acknowledgedBy: 'ada' });
  });

  it('on the message of an incident that is no longer remembered is set aside', () => {
    const story = new Story();
    expect(press(story, 0, 'resolve inc-99')).toMatchObject({ decision: { code: 'no-such-incident' } });
    expect(story.deadLetters).toEqual([]);
  });
});
