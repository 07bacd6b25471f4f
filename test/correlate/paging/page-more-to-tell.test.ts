import { describe, expect, it } from 'vitest';
import { alert, start } from '../../make.ts';
import { minute, Story } from '../story.ts';

const outage = { state: 'trying', said: 'PagerDuty answers with 503.' } as const;

/** One fatal error, which pages. */
function fatal(): Story {
  const story = new Story();
  story.tell(0, alert({ level: 'fatal', environment: 'production' }));
  return story;
}

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
    // Nobody was woken when it joined: whoever was had been a minute before.
    expect(pageOf(story, 'h')).toMatchObject({ standing: 'joined', at: start + 1_000 });
    expect(pageOf(story, 'g')).toMatchObject({ standing: 'due' });
  });

  it('says of what joins an acknowledged page that it pages soon, until that rings again', () => {
    const { story, collector } = shared();
    story.operator(minute, 'acknowledge', collector);
    fatalOf(story, 2 * minute, 'h');
    expect(pageOf(story, 'h')).toMatchObject({ standing: 'queued' });
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
