import { describe, expect, it } from 'vitest';
import { pagerTrouble } from '../../../src/decide/shown/paging-shown.ts';
import { pager, policy, alert, start } from '../../make.ts';
import { minute, redisStorm, Story } from '../story.ts';

const outage = { state: 'trying', said: 'PagerDuty answers with 503.' } as const;

/** One fatal error, which pages. */
function fatal(of = policy): Story {
  const story = new Story(of);
  story.tell(0, alert({ level: 'fatal', environment: 'production' }));
  return story;
}

const standing = (story: Story): string | undefined => story.liveMessage('inc-1').page?.standing;

const summary = (story: Story): string =>
  story
    .told('inc-1', ({ kind }) => kind === 'summary')
    .join('')
    .split('. ')
    .at(-1) ?? '';

const notices = (story: Story): readonly string[] => {
  const message = story.liveMessage('inc-1');
  return message.state === 'resolved' ? [] : message.notices;
};

const aloud = (story: Story): readonly string[] => story.told('inc-1', ({ tell }) => tell === 'channel');

describe('a page is told of by what its pager answered', () => {
  it('and is only on its way until it has', () => {
    const story = fatal();
    expect([standing(story), notices(story)]).toEqual(['sending', []]);
    story.answered(300, 'inc-1');
    expect(standing(story)).toBe('due');
    expect(story.liveMessage('inc-1').page?.at).toBe(start + 300);
  });

  it.each([
    [outage, 'trying', 'Nobody has received the page yet: PagerDuty answers with 503.'],
    [{ state: 'in-doubt', said: null }, 'in-doubt', 'It is not known whether anybody has received the page'],
    [{ state: 'given-up', said: 'It is no event.' }, 'given-up', 'Nobody is paged: It is no event.'],
  ] as const)('and says so at once where nobody has received it: %o', (answer, shown, notice) => {
    const story = fatal();
    story.answered(300, 'inc-1', answer);
    expect([standing(story), notices(story)]).toEqual([shown, [notice]]);
    story.answered(9_000, 'inc-1');
    expect([standing(story), notices(story)]).toEqual(['due', []]);
  });

  it('the same in whatever order it is told, and however often: what was taken stays taken', () => {
    const answers = [
      outage,
      { state: 'in-doubt', said: 'No answer.' },
      { state: 'needless' },
      { state: 'given-up', said: 'No.' },
    ] as const;
    for (let from = 0; from < answers.length; from += 1) {
      const story = fatal();
      const told = [...answers.slice(from), ...answers.slice(0, from)];
      for (const [n, answer] of told.slice(0, from).entries()) story.answered(100 + n, 'inc-1', answer);
      for (const at of [500, 600]) story.answered(at, 'inc-1', { state: 'taken', at: start + 500 });
      for (const [n, answer] of told.slice(from).entries()) story.answered(900 + n, 'inc-1', answer);
      expect([standing(story), story.liveMessage('inc-1').page?.at]).toEqual(['due', start + 500]);
    }
  });

  it('and stays in doubt while it is tried again: the first answer may have been lost', () => {
    const story = fatal();
    story.answered(300, 'inc-1', { state: 'in-doubt', said: null });
    story.answered(900, 'inc-1', outage);
    expect([standing(story), notices(story)]).toEqual([
      'in-doubt',
      ['It is not known whether anybody has received the page: PagerDuty answers with 503.'],
    ]);
  });

  it('and where it is in doubt, nobody says that nobody was woken, whatever its pager suffers from', () => {
    const story = fatal();
    story.answered(300, 'inc-1', { state: 'in-doubt', said: null });
    story.tick(61_000);
    expect(aloud(story).at(-1)).toMatch(
      /^It is not known whether anybody has been woken: .+ confirmed page 1/,
    );
    story.state.lanes.set(pager.lane, {
      kind: 'blocked',
      code: 'unreachable',
      reason: 'No answer.',
    } as never);
    expect(pagerTrouble(story.state, story.of('sentry:acme/1'))[0]).toBe(
      'It is not known whether anybody has received the page',
    );
  });

  it('and what a pager tells of it proves that it was taken, although no answer came', () => {
    const story = fatal();
    story.answered(5_300, 'inc-1', { state: 'in-doubt', said: null });
    const said = { pagerIncident: 'Q1', key: { install: 'i1', incident: 'inc-1', generation: 1 } };
    story.pager(6_000, {
      ...said,
      at: start + 400,
      by: { kind: 'integration' },
      act: { kind: 'triggered' },
      assigned: null,
    });
    expect([standing(story), notices(story)]).toEqual(['due', []]);
  });

  it('of two pagers one is enough, and one that fails hides nothing', () => {
    const story = fatal();
    story.answered(300, 'inc-1', outage, { receiver: 'other' });
    expect(standing(story)).toBe('trying');
    story.answered(400, 'inc-1');
    story.answered(500, 'inc-1', { state: 'given-up', said: 'No.' }, { receiver: 'other' });
    expect(standing(story)).toBe('due');
  });

  it('is not said of incidents or pages that are not there', () => {
    const story = fatal();
    expect(story.answered(300, 'inc-9').decision.code).toBe('no-such-incident');
    expect(story.answered(300, 'inc-1', outage, { generation: 2 }).decision.code).toBe('no-such-incident');
    expect(standing(story)).toBe('sending');
  });
});

describe('a page that nobody has received', () => {
  it('is said aloud after a minute, once, and when it is taken at last', () => {
    const story = fatal();
    story.answered(300, 'inc-1', outage);
    story.tick(59_000);
    expect(aloud(story)).toEqual([]);
    for (const at of [60_000, 61_000, 3 * minute]) story.tick(at);
    expect(aloud(story)).toEqual([
      'Nobody has been woken yet: PagerDuty has not taken page 1 within 1 min. PagerDuty answers with 503.',
    ]);
    story.answered(4 * minute, 'inc-1');
    expect(story.told('inc-1', ({ tell }) => tell === 'thread')).toEqual([
      'PagerDuty has taken page 1, 4 min after it was wanted.',
    ]);
  });

  it('is not said aloud where it was taken, handled, or nobody pages at all', () => {
    const taken = fatal();
    taken.answered(300, 'inc-1');
    const handled = fatal();
    handled.operator(20_000, 'acknowledge', 'inc-1');
    const silent = fatal({ ...policy, receivers: policy.receivers.filter(({ kind }) => kind === 'chat') });
    for (const story of [taken, handled, silent]) {
      story.tick(5 * minute);
      expect(aloud(story)).toEqual([]);
    }
  });

  it('is said to be given up at once', () => {
    const story = fatal();
    story.answered(300, 'inc-1', { state: 'given-up', said: 'It is no event.' });
    story.tick(5 * minute);
    expect(aloud(story)).toEqual(['Nobody is woken: page 1 is given up. It is no event.']);
  });

  it.each(['acknowledge', 'resolve'] as const)('is no page once it was handled first: %s', (action) => {
    const story = fatal();
    story.answered(300, 'inc-1', outage);
    story.operator(minute, action, 'inc-1');
    const done = action === 'acknowledge' ? 'acknowledged' : 'resolved';
    expect(story.liveMessage('inc-1')).toMatchObject({
      page: null,
      notPaged: `PagerDuty had confirmed no page when it was ${done}`,
    });
    expect(notices(story)).toEqual([]);
    if (action === 'acknowledge') story.operator(2 * minute, 'resolve', 'inc-1');
    expect(summary(story)).toMatch(/^Nobody was paged: PagerDuty confirmed no page; /);
  });

  it('and may have gone out in the very moment, is put right when that is known', () => {
    const story = fatal();
    story.operator(200, 'resolve', 'inc-1');
    expect([standing(story), summary(story)]).toEqual([
      'unsure',
      'It is not certain that anybody was paged; nobody acknowledged it.',
    ]);
    story.answered(400, 'inc-1');
    expect(standing(story)).toBe('due');
    expect(story.told('inc-1').at(-1)).toMatch(/^PagerDuty has taken page 1, .* By then it was resolved\.$/);
    const other = fatal();
    other.operator(200, 'resolve', 'inc-1');
    other.answered(400, 'inc-1', { state: 'needless' });
    expect(other.liveMessage('inc-1').page).toBeNull();
    const nobody = 'Nobody was paged: it was over before page 1 went out.';
    expect(other.told('inc-1', ({ tell }) => tell === 'thread').at(-1)).toBe(nobody);
    // It was never in doubt where there was time for an answer.
    const later = fatal();
    later.operator(minute, 'resolve', 'inc-1');
    later.answered(minute + 200, 'inc-1', { state: 'needless' });
    expect(later.told('inc-1')).not.toContain(nobody);
  });

  it('and waits unasked behind others for long, had not gone out when it was handled', () => {
    const story = fatal();
    story.operator(minute, 'acknowledge', 'inc-1');
    expect(story.liveMessage('inc-1').page).toBeNull();
  });

  it('counts for nothing: a second one that was taken is one page', () => {
    const story = fatal();
    story.answered(300, 'inc-1', outage);
    story.tell(130 * minute, alert({ level: 'fatal', eventId: 'again' }));
    expect(story.of('sentry:acme/1').page?.generations).toHaveLength(2);
    story.answered(130 * minute + 300, 'inc-1', { state: 'taken' }, { generation: 2 });
    story.operator(131 * minute, 'resolve', 'inc-1');
    expect(summary(story)).toBe(
      'Paged once (PagerDuty did not confirm 1 more page); nobody acknowledged it.',
    );
  });
});

describe('a page that others share', () => {
  it('stands for each of them where it stands itself', () => {
    const story = new Story();
    for (const n of ['a', 'b', 'c', 'd', 'e', 'f', 'g']) {
      const texts = { title: `fatal ${n}`, message: `m${n}`, type: `T${n}`, exceptions: [] };
      story.tell(0, alert({ issueKey: `sentry:acme/${n}`, service: `s-${n}`, level: 'fatal', ...texts }));
    }
    const joined = story.of('sentry:acme/g');
    const collector = joined.page?.joined ?? '';
    expect(story.liveMessage(joined.id).page).toMatchObject({ joined: collector, standing: 'sending' });
    story.answered(1_000, collector, outage);
    expect(story.liveMessage(joined.id)).toMatchObject({
      page: { standing: 'trying' },
      notices: ['Nobody has received the page yet: PagerDuty answers with 503.'],
    });
    story.answered(2_000, collector);
    expect(story.liveMessage(joined.id).page).toMatchObject({ standing: 'due', at: start + 2_000 });
  });
});

describe('what an older relay wanted', () => {
  it('is shown as it was until its pager is heard of: nobody was told of answers then', () => {
    const story = new Story();
    redisStorm(story);
    const { id } = story.storm;
    const page = story.storm.page!;
    const [{ reason, since, joined }] = page.generations;
    const older = [{ reason, since, joined }] as const;
    story.state.incidents.set(id, { ...story.storm, page: { ...page, generations: older } });
    story.tell(5_000, alert({ issueKey: 'sentry:acme/900' }));
    story.operator(6_000, 'acknowledge', id);
    expect(story.liveMessage(id).page?.standing).toBe('due');
    story.answered(7_000, id, outage);
    expect(story.liveMessage(id).page).toBeNull();
    story.answered(8_000, id);
    expect(story.liveMessage(id).page?.standing).toBe('due');
    expect(story.told(id, ({ kind, decision }) => kind === 'page' && decision.code !== 'paged')).toEqual([]);
  });
});
