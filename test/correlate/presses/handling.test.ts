import { describe, expect, it } from 'vitest';
import { alert, start } from '../../make.ts';
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
      resolution: { reason: 'Closed by ada.' },
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
    if (action === 'resolve')
      expect(press(story, 1_300, `${action} inc-1`, 'bo')).toMatchObject({ decision: { code } });
    expect(story.told('inc-1')).toHaveLength(told);
    expect(story.incidents[0]).toMatchObject({ acknowledgedBy: action === 'resolve' ? null : 'ada' });
  });

  it('of a second person stands beside the first, who has it since their press, and is told once', () => {
    const story = paged();
    press(story, 1_000, 'acknowledge inc-1');
    expect(press(story, 60_000, 'acknowledge inc-1', 'bo')).toMatchObject({
      kind: 'counted',
      decision: { code: 'acknowledged-beside', who: 'bo', user: 'U0BO', first: 'ada', since: start + 1_000 },
    });
    const again = { kind: 'set-aside', decision: { code: 'acknowledged-already', who: 'ada' } };
    expect(press(story, 61_000, 'acknowledge inc-1', 'bo')).toMatchObject(again);
    const also = [{ by: 'bo', at: start + 60_000 }];
    const taken = { acknowledgedBy: 'ada', acknowledgedAt: start + 1_000 };
    expect(story.incidents[0]).toMatchObject({ ...taken, alsoAcknowledged: also });
    expect(story.liveMessage('inc-1')).toMatchObject({ ...taken, also });
    expect(story.told('inc-1', ({ tell }) => tell === 'thread')).toEqual([
      'Acknowledged by ada.',
      'Also acknowledged by bo.',
    ]);
    press(story, 121_000, 'resolve inc-1', 'bo');
    expect(story.liveMessage('inc-1')).toMatchObject({
      acknowledged: { by: 'ada', at: start + 1_000, also },
    });
    expect(story.told('inc-1').join(' ')).toContain('ada acknowledged it after 1 s');
  });

  it('keeps five beside the first, and no more', () => {
    const story = paged();
    const press1 = (n: number) => press(story, n * 1_000, 'acknowledge inc-1', `p${n}`).decision.code;
    expect(Array.from({ length: 8 }, (_, n) => press1(n + 1))).toEqual([
      'pressed',
      ...Array.from({ length: 5 }, () => 'acknowledged-beside'),
      'acknowledged-already',
      'acknowledged-already',
    ]);
    expect(story.incidents[0]?.alsoAcknowledged).toHaveLength(5);
  });

  it('counts from the newest page: who stood beside an older one stands beside none', () => {
    const story = paged();
    press(story, 1_000, 'acknowledge inc-1');
    press(story, 2_000, 'acknowledge inc-1', 'bo');
    press(story, 3_000, 'page inc-1');
    expect(story.incidents[0]).toMatchObject({ status: 'open', acknowledgedBy: null, alsoAcknowledged: [] });
    press(story, 4_000, 'acknowledge inc-1', 'bo');
    expect(story.liveMessage('inc-1')).toMatchObject({ acknowledgedBy: 'bo', acknowledgedAt: start + 4_000 });
    expect(story.liveMessage('inc-1')).not.toHaveProperty('also');
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
