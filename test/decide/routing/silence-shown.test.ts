import { describe, expect, it } from 'vitest';
import type { Disposition } from '../../../src/domain/inbox/disposition.ts';
import { alert, redisAlert } from '../../make.ts';
import { minute, redisStorm, Story } from '../../correlate/story.ts';
import { endSilence, silence, silenceFrom } from './silence-story.ts';

const hour = 60 * minute;
const idOf = (story: Story, key = 'sentry:acme/1'): string => story.of(key).id;
const added = ({ decision }: Disposition): string => ('silence' in decision ? decision.silence : '');
const quietBy = (story: Story, key?: string): string | null => {
  const message = story.liveMessage(idOf(story, key));
  return message.state === 'resolved' ? null : (message.mute?.by ?? null);
};

describe('a silence that begins', () => {
  it('is shown at once by what is open and covered, and by nothing else; so is its end', () => {
    const story = new Story();
    story.tell(0, alert({ level: 'fatal' }));
    story.tell(0, alert({ issueKey: 'sentry:acme/2', service: 'other', type: 'T2', message: 'm2' }));
    const first = silence(story, minute, ['service="checkout"', 'level="fatal"', 'message=~".*"']);
    expect([quietBy(story), quietBy(story, 'sentry:acme/2')]).toEqual(['Ada', null]);
    endSilence(story, 2 * minute, added(first));
    expect(quietBy(story)).toBeNull();
    silence(story, 3 * minute, ['service="checkout"'], 10 * minute);
    expect(quietBy(story)).toBe('Ada');
    story.tick(13 * minute);
    expect(quietBy(story)).toBeNull();
  });

  it('later is shown when it begins, unless it was ended before', () => {
    const story = new Story();
    story.tell(0, alert({}));
    silenceFrom(story, minute, 5 * minute, ['service="checkout"']);
    story.tick(4 * minute);
    expect(quietBy(story)).toBeNull();
    story.tick(5 * minute);
    expect(quietBy(story)).toBe('Ada');

    const ended = new Story();
    ended.tell(0, alert({}));
    const never = silenceFrom(ended, minute, 5 * minute, ['service="checkout"']);
    endSilence(ended, 2 * minute, added(never));
    ended.tick(6 * minute);
    expect(quietBy(ended)).toBeNull();
  });

  it('is taken back by the next alert that it does not cover, once', () => {
    const story = new Story();
    story.tell(0, alert({ level: 'error' }));
    silence(story, minute, ['level="error"']);
    expect(quietBy(story)).toBe('Ada');
    story.tell(2 * minute, alert({ eventId: 'b', level: 'fatal' }));
    expect(quietBy(story)).toBeNull();
    expect(story.page(idOf(story), 1)?.state).toBe('triggered');
  });

  it('covers a storm while it covers all of it, and holds no escalation off of what it does not', () => {
    const story = new Story();
    redisStorm(story);
    silence(story, minute, ['service=~"cart|login|search"'], hour);
    const { id } = story.storm;
    expect(story.liveMessage(id)).toMatchObject({ mute: { by: 'Ada' } });
    const partly = new Story();
    redisStorm(partly);
    silence(partly, minute, ['service=~"cart|login"'], hour);
    expect(partly.liveMessage(partly.storm.id)).not.toHaveProperty('mute');
    partly.tell(2 * minute, redisAlert('search', 1, { eventId: 's' }));
    expect(partly.liveMessage(partly.storm.id)).not.toHaveProperty('mute');
  });

  it('covers nothing that an older relay has stored, before its next alert', () => {
    const story = new Story();
    story.tell(0, alert({}));
    const { id } = story.of('sentry:acme/1');
    const row = story.state.incidents.get(id)!;
    const { says, ...sample } = row.sample;
    expect(says).toMatchObject({ level: 'error' });
    story.state.incidents.set(id, { ...row, sample });
    silence(story, minute, ['level!="fatal"']);
    expect(quietBy(story)).toBeNull();
  });
});
