import { describe, expect, it } from 'vitest';
import { commandKind } from '../../../src/integrations/slack/commands/wire.ts';
import { alert, redisAlert, start } from '../../make.ts';
import { minute, redisStorm, Story } from '../story.ts';
import { press } from './press.ts';

const hour = 60 * minute;

/** One error that pages nobody, muted after a second. */
function muted(): Story {
  const story = new Story();
  story.tell(0, alert());
  press(story, 1_000, 'mute inc-1');
  return story;
}

/** Somebody says `/stormrelay mute inc-1 …`. */
function say(story: Story, atMs: number, text: string): void {
  const spoken = { command: '/stormrelay', text, user_id: 'U0CY', user_name: 'cy', incident: 'inc-1' };
  story.tell(atMs, JSON.stringify(spoken), { source: 'slack', kind: commandKind, verifiedBy: 'secret-1' });
}

const replies = (story: Story): readonly string[] => story.told('inc-1', ({ tell }) => tell === 'thread');

describe('a muted incident', () => {
  it('says until when and by whom, once', () => {
    const story = muted();
    expect(story.liveMessage('inc-1')).toMatchObject({
      state: 'open',
      mute: { by: 'ada', until: start + 1_000 + hour },
    });
    expect(press(story, 1_100, 'mute inc-1', 'bo')).toMatchObject({
      decision: { code: 'muted-already', who: 'ada', until: start + 1_000 + hour },
    });
    expect(replies(story)).toEqual(['Muted for 1 h by ada.']);
  });

  it('wakes nobody, and says why', () => {
    const story = muted();
    story.tell(minute, alert({ level: 'fatal' }));
    expect(story.pages()).toEqual([]);
    expect(story.liveMessage('inc-1')).toMatchObject({ page: null, notPaged: 'ada had muted it' });
  });

  it('sends no page again, and no new one for what grew', () => {
    const story = new Story();
    story.tell(0, alert({ level: 'fatal' }));
    press(story, 1_000, 'mute inc-1');
    story.tell(30 * minute, alert({ level: 'fatal' }));
    expect(story.incidents[0]?.page).toMatchObject({ beat: 0 });
    expect(story.pages()).toEqual(['inc-1:1:triggered']);
  });

  it('tells nothing in its thread, but what people do is in its message', () => {
    const story = muted();
    press(story, 2_000, 'acknowledge inc-1', 'bo');
    expect(replies(story)).toEqual(['Muted for 1 h by ada.']);
    expect(story.liveMessage('inc-1')).toMatchObject({
      state: 'acknowledged',
      acknowledgedBy: 'bo',
      mute: { by: 'ada' },
    });
    expect(story.told('inc-1')).toContain('Acknowledged by bo.');
  });

  it('is heard again when the hour is over, and what still fires pages', () => {
    const story = muted();
    story.tell(50 * minute, alert({ level: 'fatal' }));
    story.tick(1_000 + hour);
    expect(story.liveMessage('inc-1')).not.toHaveProperty('mute');
    expect(story.told('inc-1')).toContain('Not muted any more: the time is over.');
    expect(story.pages()).toEqual([]);
    story.tell(2_000 + hour, alert({ level: 'fatal' }));
    expect(story.pages()).toEqual(['inc-1:1:triggered']);
  });

  it('is heard again at once when it becomes more severe', () => {
    const story = muted();
    story.tell(minute, alert({ level: 'fatal', severity: 'critical' }));
    expect(story.liveMessage('inc-1')).not.toHaveProperty('mute');
    expect(replies(story)).toEqual(['Muted for 1 h by ada.', 'Not muted any more: it became worse.']);
    expect(story.pages()).toEqual(['inc-1:1:triggered']);
  });

  it('is heard again when it turns out to be a storm, which the channel is told of', () => {
    const story = new Story();
    story.tell(0, redisAlert('cart', 1, { severity: 'critical' }));
    press(story, 50, 'mute inc-1');
    redisStorm(story, 100);
    expect(story.storm).toMatchObject({ id: 'inc-1', mute: null });
    expect(story.told('inc-1', ({ tell }) => tell === 'channel')).toHaveLength(1);
    expect(story.pages()).toContain('inc-1:1:triggered');
  });

  it('is no longer muted by a person who asks for a page', () => {
    const story = muted();
    press(story, 2_000, 'page inc-1', 'bo');
    expect(story.pages()).toEqual(['inc-1:1:triggered']);
    expect(story.liveMessage('inc-1')).not.toHaveProperty('mute');
  });

  it('ends like any other, and its end is told', () => {
    const story = muted();
    press(story, 2_000, 'resolve inc-1', 'bo');
    expect(replies(story).at(-1)).toBe('Closed by bo.');
    expect(story.incidents[0]).toMatchObject({ mute: null });
    expect([...story.state.timers.keys()]).not.toContain('unmute:inc-1');
  });

  it('can be muted for longer or shorter, which its thread tells, and is heard again then', () => {
    const story = muted();
    expect(press(story, 30 * minute, 'mute inc-1', 'bo')).toMatchObject({ kind: 'counted' });
    expect(replies(story)).toEqual(['Muted for 1 h by ada.', 'Muted for 1 h from now on by bo.']);
    expect(story.liveMessage('inc-1')).toMatchObject({ mute: { by: 'bo', until: start + 90 * minute } });
    story.tick(1_000 + hour);
    expect(story.liveMessage('inc-1')).toHaveProperty('mute');
    say(story, hour + 2_000, 'mute inc-1 10m');
    expect(replies(story).at(-1)).toBe('Muted for 10 min from now on by cy.');
    story.tick(hour + 2_000 + 10 * minute);
    expect(story.liveMessage('inc-1')).not.toHaveProperty('mute');
    expect(story.told('inc-1').at(-1)).toBe('Not muted any more: the time is over.');
    expect([...story.state.timers.keys()]).not.toContain('unmute:inc-1');
  });

  it('compares what becomes worse with what it was when it was last muted', () => {
    const story = muted();
    story.tell(minute, alert({ severity: 'warning' }));
    press(story, 5 * minute, 'mute inc-1', 'bo');
    expect(story.liveMessage('inc-1')).toHaveProperty('mute');
    story.tell(6 * minute, alert({ severity: 'critical' }));
    expect(story.liveMessage('inc-1')).not.toHaveProperty('mute');
  });

  it('can be muted anew when the hour is over', () => {
    const story = muted();
    story.tick(1_000 + hour);
    expect(press(story, 2_000 + hour, 'mute inc-1')).toMatchObject({ kind: 'counted' });
  });

  it('is heard again when a person says so, and what met a rule and still fires pages at once', () => {
    const story = muted();
    story.tell(5 * minute, alert({ level: 'fatal' }));
    expect(story.pages()).toEqual([]);
    expect(press(story, 6 * minute, 'unmute inc-1', 'bo')).toMatchObject({
      kind: 'counted',
      decision: { code: 'pressed', action: 'unmute', who: 'bo' },
    });
    expect(story.liveMessage('inc-1')).not.toHaveProperty('mute');
    expect(replies(story)).toContain('Not muted any more, by bo.');
    expect(story.pages()).toEqual(['inc-1:1:triggered']);
    expect([...story.state.timers.keys()]).not.toContain('unmute:inc-1');
    expect(press(story, 7 * minute, 'unmute inc-1')).toMatchObject({ decision: { code: 'not-muted' } });
  });

  it('can be muted again after that, and the same is said by a word', () => {
    const story = muted();
    say(story, minute, 'unmute inc-1');
    expect(story.liveMessage('inc-1')).not.toHaveProperty('mute');
    expect(press(story, 2 * minute, 'mute inc-1')).toMatchObject({ kind: 'counted' });
    expect(story.liveMessage('inc-1')).toMatchObject({ mute: { until: start + 2 * minute + hour } });
  });

  it('pages when its time is over if it still fires then, and else says since when it has been quiet', () => {
    const fires = muted();
    fires.tell(55 * minute, alert({ level: 'fatal' }));
    fires.tick(1_000 + hour);
    expect(fires.pages()).toEqual(['inc-1:1:triggered']);

    const stopped = muted();
    stopped.tell(5 * minute, alert({ level: 'fatal' }));
    stopped.tick(1_000 + hour);
    expect(stopped.pages()).toEqual([]);
    expect(stopped.liveMessage('inc-1')).toMatchObject({ page: null });
    expect(stopped.told('inc-1').at(-1)).toContain('Not paged: it had been quiet since');
    stopped.tell(2 * hour, alert({ level: 'fatal' }));
    expect(stopped.pages()).toEqual(['inc-1:1:triggered']);
  });

  it('pages when its time is over if Sentry itself has not ended what it raised', () => {
    const story = new Story();
    const raised = { kind: 'occurrence', severity: 'warning' } as const;
    story.tell(0, alert({ ...raised }));
    press(story, 1_000, 'mute inc-1');
    story.tell(minute, alert({ ...raised, level: 'fatal' }));
    story.tick(1_000 + hour);
    expect(story.pages()).toEqual(['inc-1:1:triggered']);
  });
});
