import { describe, expect, it } from 'vitest';
import { policy, alert, start } from '../../make.ts';
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
    [{ state: 'in-doubt', said: null }, 'in-doubt', 'Nobody may have received the page'],
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
      ['Nobody may have received the page: PagerDuty answers with 503.'],
    ]);
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

describe('what a pager was told before there was more to tell', () => {
  /** Seven fatal errors, of which the last two share a page that was taken with both; the other one joins later. */
  function shared(): { readonly story: Story; readonly collector: string } {
    const story = new Story();
    for (const n of ['a', 'b', 'c', 'd', 'e', 'f', 'g']) fatalOf(story, 0, n);
    const collector = story.of('sentry:acme/g').page?.joined ?? '';
    story.answered(1_000, collector, { state: 'taken', told: { beat: 0, upto: start } });
    return { story, collector };
  }

  function fatalOf(story: Story, atMs: number, n: string): void {
    const texts = { title: `fatal ${n}`, message: `m${n}`, type: `T${n}`, exceptions: [] };
    const of = { issueKey: `sentry:acme/${n}`, service: `s-${n}`, level: 'fatal', ...texts } as const;
    story.tell(atMs, alert({ ...of, eventId: `${n}-${atMs}` }));
  }

  const pageOf = (story: Story, n: string): unknown =>
    story.liveMessage(story.of(`sentry:acme/${n}`).id).page;

  it('says of what joins a page later no more than its pager has taken since', () => {
    const { story, collector } = shared();
    fatalOf(story, 30_000, 'h');
    expect(story.page(collector, 1)?.subject).toMatchObject({ count: 3, upto: start + 30_000 });
    expect(pageOf(story, 'g')).toMatchObject({ standing: 'due', at: start + 1_000 });
    expect(pageOf(story, 'h')).toMatchObject({ standing: 'sending' });
    const told = { beat: 0, upto: start + 30_000 };
    story.answered(61_000, collector, { ...outage, told });
    expect(pageOf(story, 'h')).toMatchObject({ standing: 'trying' });
    expect(pageOf(story, 'g')).toMatchObject({ standing: 'due' });
    story.answered(62_000, collector, { state: 'in-doubt', told });
    expect(pageOf(story, 'h')).toMatchObject({ standing: 'in-doubt' });
    story.answered(90_000, collector, { state: 'taken', told });
    expect(pageOf(story, 'h')).toMatchObject({ standing: 'due' });
    expect(pageOf(story, 'g')).toMatchObject({ standing: 'due' });
  });

  it('says of what joins an acknowledged page that it is on its way until that rings again', () => {
    const { story, collector } = shared();
    story.operator(minute, 'acknowledge', collector);
    fatalOf(story, 2 * minute, 'h');
    expect(pageOf(story, 'h')).toMatchObject({ standing: 'sending' });
    story.tick(6 * minute);
    expect(story.page(collector, 2)?.state).toBe('triggered');
    expect([pageOf(story, 'g'), pageOf(story, 'h')]).toMatchObject([
      { standing: 'due' },
      { standing: 'sending' },
    ]);
    const told = { beat: 0, upto: start + 2 * minute };
    story.answered(6 * minute + 500, collector, { state: 'taken', told }, { generation: 2 });
    expect(pageOf(story, 'h')).toMatchObject({ standing: 'due' });
  });

  it('has nothing of the pages of what it was opened for', () => {
    const story = new Story();
    for (const n of ['a', 'b', 'c', 'd', 'e']) fatalOf(story, 0, n);
    const { id } = story.of('sentry:acme/a');
    const key = { install: 'i1', incident: id, generation: 1 };
    const by = { kind: 'integration' } as const;
    const word = { pagerIncident: 'Q1', key, by, act: { kind: 'triggered' }, assigned: null } as const;
    story.pager(1_000, { ...word, at: start + 1_000 });
    for (const n of ['f', 'g', 'h', 'i', 'j']) fatalOf(story, 150 * minute - 1_000, n);
    fatalOf(story, 150 * minute, 'a');
    const collector = story.of('sentry:acme/a').page?.joined ?? '';
    expect(story.state.incidents.get(collector)).not.toHaveProperty('atPager');
    expect(pageOf(story, 'a')).toMatchObject({ generation: 2, standing: 'sending' });
    story.answered(150 * minute + 500, collector, outage);
    expect(pageOf(story, 'a')).toMatchObject({ generation: 2, standing: 'trying' });
  });

  it('says that it was sent again once its pager has taken that', () => {
    const story = fatal();
    story.answered(500, 'inc-1', { state: 'taken', told: { beat: 0, upto: 0 } });
    story.tell(30 * minute, alert({ level: 'fatal', environment: 'production', eventId: 'late' }));
    expect(story.page('inc-1', 1)).toMatchObject({ beat: 1 });
    const page = (): unknown => story.liveMessage('inc-1').page;
    expect(page()).toMatchObject({ standing: 'due', again: 0, resend: 'sending' });
    const told = { beat: 1, upto: 0 };
    story.answered(30 * minute + 400, 'inc-1', { ...outage, told });
    expect(page()).toMatchObject({ again: 0, resend: 'trying' });
    story.answered(31 * minute, 'inc-1', { state: 'taken', told });
    expect(page()).toMatchObject({ again: 1 });
    expect(page()).not.toHaveProperty('resend');
  });

  it('takes an answer of an older relay for all there was to tell', () => {
    const story = fatal();
    story.answered(500, 'inc-1');
    story.tell(30 * minute, alert({ level: 'fatal', environment: 'production', eventId: 'late' }));
    expect(story.liveMessage('inc-1').page).toMatchObject({ again: 1 });
    expect(story.liveMessage('inc-1').page).not.toHaveProperty('resend');
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
