import { describe, expect, it } from 'vitest';
import { alert, start } from '../../make.ts';
import { minute, Story } from '../../correlate/story.ts';
import { press } from '../../correlate/presses/press.ts';
import { endSilence, silence, silenceFrom } from './silence-story.ts';

const hour = 60 * minute;

const key = 'sentry:acme/1';
const fatal = (n: number): ReturnType<typeof alert> => alert({ level: 'fatal', eventId: `e${n}` });

describe('what a silence covers from its first alert', () => {
  it('makes no message, wakes nobody, and is suppressed in the books', () => {
    const story = new Story();
    expect(silence(story, 0, ['service="checkout"']).decision).toEqual({
      code: 'silence-added',
      silence: 'sil-1',
      who: 'Ada',
    });
    const became = story.tell(1_000, fatal(1));
    const { id } = story.of(key);
    expect(became).toMatchObject({
      kind: 'suppressed',
      decision: { code: 'suppressed-by-silence', incident: id, silence: 'sil-1', who: 'Ada' },
    });
    story.tell(2_000, fatal(2));
    expect([...story.wanted.values()]).toEqual([]);
    expect(story.of(key)).toMatchObject({ alerts: 0, events: 2, silenced: { told: false, by: 'Ada' } });
    expect(story.of(key).unpaged?.reason).toMatchObject({ code: 'not-paged-silenced', by: 'Ada' });
  });

  it('is shown at once when the silence ends, wakes whom it has to, and counts from then on', () => {
    const story = new Story();
    silence(story, 0, ['service="checkout"']);
    story.tell(1_000, fatal(1));
    story.tick(hour);
    const { id } = story.of(key);
    expect(story.liveMessage(id)).toMatchObject({ state: 'open', alerts: 0, events: 1 });
    expect(story.page(id, 1)).toMatchObject({ state: 'triggered', woken: 'Its level is fatal.' });
    expect(story.told(id)).toContain('The silence of Ada is over.');
    expect(story.tell(hour + 1_000, fatal(2)).kind).toBe('counted');
    expect(story.liveMessage(id).alerts).toBe(1);
  });

  it('is shown at once when somebody ends the silence early', () => {
    const story = new Story();
    silence(story, 0, ['service="checkout"']);
    story.tell(1_000, fatal(1));
    expect(endSilence(story, 2_000, 'sil-1').decision.code).toBe('silence-ended');
    const { id } = story.of(key);
    expect(story.liveMessage(id).state).toBe('open');
    expect(story.page(id, 1)?.state).toBe('triggered');
    expect(story.told(id)).toContain('The silence of Ada was ended.');
    expect(endSilence(story, 3_000, 'sil-1').decision.code).toBe('silence-over-already');
    expect(endSilence(story, 3_000, 'sil-9').decision.code).toBe('no-such-silence');
    expect(story.tell(4_000, alert({ issueKey: 'sentry:acme/2', eventId: 'x' })).kind).toBe('counted');
  });

  it('is never shown when it ends while it is silenced, its stragglers included', () => {
    const story = new Story();
    silence(story, 0, ['service="checkout"']);
    story.tell(1_000, fatal(1));
    expect(story.tell(2_000, alert({ status: 'resolved', resource: 'issue.resolved' })).kind).toBe(
      'suppressed',
    );
    const { id } = story.of(key);
    expect(story.of(key)).toMatchObject({ status: 'resolved', alerts: 0 });
    story.tick(2 * hour);
    expect(story.state.incidents.get(id)).toBeUndefined();
    expect([...story.wanted.values()]).toEqual([]);

    const another = new Story();
    silence(another, 0, ['service="checkout"']);
    another.tell(1_000, fatal(1));
    another.operator(2_000, 'resolve', another.of(key).id);
    expect(another.tell(3_000, fatal(2)).kind).toBe('suppressed');
    expect([...another.wanted.values()]).toEqual([]);
  });

  it('goes on being silenced where another silence covers it, without a gap', () => {
    const story = new Story();
    silence(story, 0, ['service="checkout"']);
    story.tell(1_000, fatal(1));
    silence(story, 2_000, ['level="fatal"'], 2 * hour);
    story.tick(hour);
    expect([...story.wanted.values()]).toEqual([]);
    story.tick(2 * hour + 2_000);
    expect(story.liveMessage(story.of(key).id).state).toBe('open');
  });

  it('is told, page and message, once somebody asks for a page', () => {
    const story = new Story();
    silence(story, 0, ['service="checkout"']);
    story.tell(1_000, alert({ eventId: 'e1' }));
    const { id } = story.of(key);
    press(story, 2_000, `page ${id}`);
    expect(story.page(id, 1)?.state).toBe('triggered');
    expect(story.liveMessage(id).page).not.toBeNull();
    expect(story.tell(3_000, alert({ eventId: 'e2' })).kind).toBe('counted');
    expect(story.liveMessage(id).alerts).toBe(1);
  });
});

describe('what was told before a silence', () => {
  it('keeps its message current, says so there, and wakes nobody anew', () => {
    const story = new Story();
    story.tell(0, alert({ eventId: 'e0' }));
    silence(story, 1_000, ['service="checkout"']);
    expect(story.tell(2_000, fatal(1)).kind).toBe('counted');
    const { id } = story.of(key);
    const message = story.liveMessage(id);
    expect(message).toMatchObject({
      alerts: 2,
      page: null,
      mute: { by: 'Ada', until: story.of(key).silenced?.until },
    });
    expect('notPaged' in message && message.notPaged).toBe(
      'a silence of Ada holds until 2027-01-15 09:00 UTC',
    );
    story.tick(1_000 + hour);
    expect(story.liveMessage(id)).not.toHaveProperty('mute');
    expect(story.page(id, 1)?.woken).toBe('Its level is fatal.');
  });

  it('tells nothing in its thread but its end', () => {
    const story = new Story();
    story.tell(0, fatal(0));
    silence(story, 1_000, ['service="checkout"']);
    story.tell(2_000, fatal(1));
    const { id } = story.of(key);
    story.operator(3_000, 'acknowledge', id);
    story.operator(4_000, 'resolve', id);
    const told = (story.state.timeline.get(id) ?? []).filter(({ tell }) => tell !== 'no');
    expect(told.map(({ kind }) => kind)).toEqual(['resolved', 'summary']);
  });

  it('says the end of a longer silence as soon as that is added, and none of a shorter one', () => {
    const story = new Story();
    story.tell(0, alert());
    silence(story, 1_000, ['service="checkout"']);
    story.tell(2_000, alert({ eventId: 'e2' }));
    const { id } = story.of(key);
    const until = (): unknown => story.liveMessage(id);
    expect(until()).toMatchObject({ mute: { until: start + 1_000 + hour } });
    silence(story, 3_000, ['service="checkout"'], 10 * minute);
    silence(story, 4_000, ['service="other"'], 5 * hour);
    expect(until()).toMatchObject({ mute: { until: start + 1_000 + hour } });
    silence(story, 5_000, ['service="checkout"'], 2 * hour);
    expect(until()).toMatchObject({ mute: { until: start + 5_000 + 2 * hour } });
    story.tick(1_000 + hour);
    expect(until()).toHaveProperty('mute');
    story.tick(5_000 + 2 * hour);
    expect(until()).not.toHaveProperty('mute');
  });

  it('is heard again, for good, once an alert of it is not covered', () => {
    const story = new Story();
    silence(story, 0, ['tags.region="eu"']);
    story.tell(1_000, alert({ eventId: 'e1', level: 'fatal', tags: [['region', 'eu']] }));
    const { id } = story.of(key);
    expect(story.message(id)).toBeUndefined();
    expect(story.tell(2_000, alert({ eventId: 'e2', tags: [['region', 'us']] })).kind).toBe('counted');
    expect(story.liveMessage(id)).toMatchObject({ alerts: 1, events: 2 });
    expect(story.page(id, 1)?.state).toBe('triggered');
    expect(story.told(id)).toContain('The silence of Ada does not cover all of it.');
    story.tell(3_000, alert({ eventId: 'e3', tags: [['region', 'eu']] }));
    expect(story.liveMessage(id)).not.toHaveProperty('mute');
  });
});

describe('a silence that begins later', () => {
  const later = (story: Story): void => void silenceFrom(story, 0, 2 * hour, ['service="checkout"']);

  it('keeps nothing quiet before, and from its beginning on what comes, for as long as was asked', () => {
    const story = new Story();
    later(story);
    expect(story.state.meta.silences).toMatchObject([{ from: start + 2 * hour, until: start + 3 * hour }]);
    expect(story.tell(minute, alert({ eventId: 'a' })).kind).toBe('counted');
    expect(story.tell(2 * hour - 1, alert({ eventId: 'b' })).kind).toBe('counted');
    story.tell(2 * hour, fatal(1));
    expect(story.of(key).unpaged?.reason).toMatchObject({ code: 'not-paged-silenced', by: 'Ada' });
    expect(story.page(story.of(key).id, 1)).toBeUndefined();
    story.tell(3 * hour - 1, fatal(2));
    story.tick(3 * hour);
    expect(story.page(story.of(key).id, 1)?.state).toBe('triggered');
  });

  it('never holds when somebody ends it before', () => {
    const story = new Story();
    later(story);
    expect(endSilence(story, hour, 'sil-1').decision.code).toBe('silence-ended');
    expect(story.tell(2 * hour, fatal(1)).kind).toBe('counted');
    expect(endSilence(story, 2 * hour + 1, 'sil-1').decision.code).toBe('silence-over-already');
  });

  it('takes over from one that ends while it holds', () => {
    const story = new Story();
    silence(story, 0, ['service="checkout"'], hour);
    silenceFrom(story, 1, hour / 2, ['service="checkout"']);
    story.tell(minute, fatal(1));
    story.tick(hour);
    expect([...story.wanted.values()]).toEqual([]);
    story.tick(hour + hour / 2);
    expect(story.liveMessage(story.of(key).id).state).toBe('open');
  });

  it('makes no room for others as long as it is ahead, and begins at once where its moment is past', () => {
    const story = new Story();
    later(story);
    for (let n = 0; n < 199; n += 1) silence(story, n, [`service="n${n}"`]);
    expect(silence(story, 300, ['service="z"']).decision.code).toBe('too-many-silences');
    expect(silenceFrom(story, hour + 300, 5, ['service="z"']).decision.code).toBe('silence-added');
    expect(story.state.meta.silences?.at(0)?.id).toBe('sil-1');
    expect(story.state.meta.silences?.at(-1)?.from).toBe(start + hour + 300);
  });
});

describe('the list of silences', () => {
  it('keeps what ended for two weeks, and takes no more than 200', () => {
    const story = new Story();
    silence(story, 0, ['service="a"'], minute);
    silence(story, 13 * 24 * hour, ['service="b"'], minute);
    expect(story.state.meta.silences?.map(({ id }) => id)).toEqual(['sil-1', 'sil-2']);
    silence(story, 14 * 24 * hour + minute, ['service="c"']);
    expect(story.state.meta.silences?.map(({ id }) => id)).toEqual(['sil-2', 'sil-3']);
    for (let n = 0; n < 300; n += 1) silence(story, 15 * 24 * hour + n, [`service="n${n}"`]);
    expect(story.state.meta.silences).toHaveLength(200);
    expect(silence(story, 15 * 24 * hour + 400, ['service="z"']).decision.code).toBe('too-many-silences');
  });
});
