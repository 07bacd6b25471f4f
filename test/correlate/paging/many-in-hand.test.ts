import { describe, expect, it } from 'vitest';
import { alert, start } from '../../make.ts';
import { press } from '../presses/press.ts';
import { minute, Story } from '../story.ts';
import { fatal, inPager, many, messageOf, statusOf } from './many-story.ts';

const hour = 60 * minute;

describe('whoever has a page of many incidents in hand', () => {
  it('has each of them that had joined it, and stands there', () => {
    const { story, collector } = many();
    inPager(story, { collector, atMs: minute }, 'acknowledged');
    for (const n of ['f', 'g'])
      expect(messageOf(story, n)).toMatchObject({
        state: 'acknowledged',
        acknowledgedBy: 'Kim',
        acknowledgedAt: start + minute,
      });
    expect(statusOf(story, 'a')).toBe('open');
    expect(story.told(story.of('sentry:acme/f').id)).toContain(
      `Acknowledged by Kim, with the page ${collector} that it shares.`,
    );
  });

  it('has them no longer when it is taken back; the same in either order of the words', () => {
    for (const order of [
      ['acknowledged', 'unacknowledged'],
      ['unacknowledged', 'acknowledged'],
    ] as const) {
      const { story, collector } = many();
      const at = { acknowledged: minute, unacknowledged: 2 * minute };
      for (const [n, kind] of order.entries())
        inPager(story, { collector, atMs: at[kind], arrives: 3 * minute + n }, kind);
      expect([statusOf(story, 'f'), statusOf(story, 'g')]).toEqual(['open', 'open']);
    }
  });

  it('and what somebody has taken for itself stays theirs', () => {
    const { story, collector } = many();
    story.operator(30_000, 'acknowledge', story.of('sentry:acme/f').id);
    inPager(story, { collector, atMs: minute }, 'acknowledged');
    inPager(story, { collector, atMs: 2 * minute }, 'unacknowledged');
    expect(messageOf(story, 'f')).toMatchObject({ state: 'acknowledged', acknowledgedBy: 'Ada' });
    expect(statusOf(story, 'g')).toBe('open');
  });

  it('does not have what joins later: that waits, and the page rings again', () => {
    const { story, collector } = many();
    inPager(story, { collector, atMs: minute }, 'acknowledged');
    fatal(story, 2 * minute, 'h');
    expect(statusOf(story, 'h')).toBe('open');
    story.tick(6 * minute);
    expect(story.page(collector, 2)).toMatchObject({
      state: 'triggered',
      reason: '1 more incident joined, not told of when it was acknowledged.',
    });
    expect([statusOf(story, 'g'), statusOf(story, 'h')]).toEqual(['acknowledged', 'open']);
  });

  it('nor what joined before that was told here, and after it was done there', () => {
    const { story, collector } = many();
    fatal(story, 2 * minute, 'h');
    inPager(story, { collector, atMs: minute, arrives: 3 * minute }, 'acknowledged');
    expect([statusOf(story, 'g'), statusOf(story, 'h')]).toEqual(['acknowledged', 'open']);
    story.tick(6 * minute);
    expect(story.page(collector, 2)?.state).toBe('triggered');
  });

  it('nor what had joined and was not told there: a page is brought up to date once a minute', () => {
    const { story, collector } = many();
    fatal(story, 2_000, 'h');
    inPager(story, { collector, atMs: 30_000 }, 'acknowledged');
    expect([statusOf(story, 'g'), statusOf(story, 'h')]).toEqual(['acknowledged', 'open']);
    story.tick(6 * minute);
    expect(story.page(collector, 2)).toMatchObject({
      state: 'triggered',
      reason: '1 more incident joined, not told of when it was acknowledged.',
    });
    // Who took it before that ring has not taken what it rings for.
    story.answered(
      6 * minute,
      collector,
      { state: 'taken', told: { beat: 0, upto: start + 2_000 } },
      { generation: 2 },
    );
    expect(statusOf(story, 'h')).toBe('open');
  });

  it('but what was told there, also where it becomes known later that it was', () => {
    const { story, collector } = many();
    fatal(story, 2_000, 'h');
    inPager(story, { collector, atMs: 70_000 }, 'acknowledged');
    expect(statusOf(story, 'h')).toBe('open');
    story.answered(71_000, collector, { state: 'taken', told: { beat: 0, upto: start + 2_000 } });
    expect(statusOf(story, 'h')).toBe('acknowledged');
  });

  it('and whoever ends it before it told of one has not ended that: it wakes somebody by itself, at once', () => {
    const { story, collector } = many();
    fatal(story, 2_000, 'h');
    inPager(story, { collector, atMs: 30_000 }, 'resolved');
    const { id, page } = story.of('sentry:acme/h');
    expect(page?.joined).not.toBe(collector);
    expect(page?.generations.at(-1)?.reason).toEqual({ code: 'page-untold', who: 'Kim' });
    expect(story.told(id).join(' ')).toContain(
      'Kim ended the page that it was to share before that had told of it.',
    );
    expect(story.of('sentry:acme/g').page?.joined).toBe(collector);
  });

  it('and what a pager answers may come after its word that it was ended: only then is known what it had told', () => {
    for (const told of [true, false]) {
      const { story, collector } = many();
      inPager(story, { collector, atMs: 30_000 }, 'acknowledged');
      fatal(story, minute, 'h');
      story.tick(6 * minute);
      expect(story.page(collector, 2)?.state).toBe('triggered');
      const at = { atMs: 6 * minute + 900, arrives: 6 * minute + 1_000 };
      inPager(story, { collector, generation: 2, ...at }, 'resolved');
      const answer = { state: 'taken', told: { beat: 0, upto: start + minute } } as const;
      if (told) story.answered(6 * minute + 2_000, collector, answer, { generation: 2 });
      story.tick(7 * minute);
      expect(story.of('sentry:acme/h').page?.joined === collector).toBe(told);
    }
  });

  it('and whoever mutes it knows nothing of what joins next: that shares another page, which rings', () => {
    const { story, collector } = many();
    press(story, 20_000, `mute ${collector}`);
    fatal(story, minute, 'h');
    const next = story.of('sentry:acme/h').page?.joined ?? '';
    expect(next).not.toBe(collector);
    expect(story.page(next, 1)?.state).toBe('triggered');
  });

  it('and one of them that becomes worse wakes somebody again', () => {
    const { story, collector } = many();
    fatal(story, 2_000, 'w');
    story.answered(30_000, collector, { state: 'taken', told: { beat: 0, upto: start + 2_000 } });
    inPager(story, { collector, atMs: minute }, 'acknowledged');
    const { id } = story.of('sentry:acme/w');
    const texts = { type: 'Tw', title: 'metric w', message: 'mw', exceptions: [] } as const;
    const worse = { level: 'fatal', severity: 'critical', service: 's-w', ...texts } as const;
    story.tell(8 * minute, alert({ issueKey: 'sentry:acme/w', ...worse, eventId: 'w2' }));
    expect(story.state.incidents.get(id)?.page?.generations.at(-1)).toMatchObject({
      reason: { code: 'page-more-severe' },
    });
  });
});

describe('a page of many incidents', () => {
  it('counts and names who needs somebody', () => {
    const { story, collector } = many();
    fatal(story, 2_000, 'h');
    story.operator(20_000, 'resolve', story.of('sentry:acme/f').id);
    story.operator(30_000, 'acknowledge', story.of('sentry:acme/g').id);
    expect(story.page(collector, 1)?.subject).toMatchObject({ count: 1, inHand: 1, more: 0 });
    expect(story.summary(collector)).toBe('1 more incident, worst first: s-h: fatal h');
    story.operator(40_000, 'acknowledge', story.of('sentry:acme/h').id);
    expect(story.summary(collector)).toBe('2 incidents, all in hand');
  });

  it('rings anew for what joins long after it rang, although nobody has acknowledged it', () => {
    const { story, collector } = many();
    for (const n of ['i', 'j', 'k', 'l', 'm']) fatal(story, 3 * hour, n);
    fatal(story, 3 * hour + 1_000, 'n');
    expect(story.of('sentry:acme/n').page?.joined).toBe(collector);
    story.tick(3 * hour + 2_000);
    expect(story.page(collector, 2)).toMatchObject({
      state: 'triggered',
      reason: '1 more incident joined 3 h after it rang, and nobody has acknowledged it.',
    });
  });
});

describe('what shares a page with others', () => {
  it('does not say that somebody was woken when it joined, but when and by whom that page was heard', () => {
    const { story, collector } = many();
    inPager(story, { collector, atMs: 1_000 }, 'triggered');
    fatal(story, 4 * minute, 'h');
    story.answered(5 * minute, collector, { state: 'taken', told: { beat: 0, upto: start + 4 * minute } });
    expect(messageOf(story, 'h').page).toMatchObject({
      standing: 'joined',
      at: start + 1_000,
      pager: { rangAt: start + 1_000, rangFor: { to: ['Robin'] } },
    });
    expect(messageOf(story, 'g').page).toMatchObject({ standing: 'due', at: start + 1_000 });
  });

  it('says so when somebody ends that page, and pages anew when it still fires after a while', () => {
    const { story, collector } = many();
    inPager(story, { collector, atMs: minute }, 'acknowledged');
    inPager(story, { collector, atMs: 2 * minute }, 'resolved');
    expect(messageOf(story, 'g').page).toMatchObject({
      standing: 'ended',
      pager: { turned: { how: 'resolved', by: 'Kim', at: start + 2 * minute } },
    });
    fatal(story, 5 * minute, 'g');
    expect(story.of('sentry:acme/g').page?.generations).toHaveLength(1);
    fatal(story, 13 * minute, 'g');
    const { page } = story.of('sentry:acme/g');
    expect(page?.generations).toHaveLength(2);
    expect(page?.joined).toBeNull();
    expect(story.page(story.of('sentry:acme/g').id, 2)).toMatchObject({
      state: 'triggered',
      reason: 'It goes on, 11 min after Kim ended the page that it shared, and its level is fatal.',
    });
  });

  it('goes on to say what became of it when that page is long over', () => {
    const { story, collector } = many();
    inPager(story, { collector, atMs: 2 * minute }, 'resolved');
    story.tick(5 * hour);
    story.tick(9 * hour);
    expect(messageOf(story, 'g').page).toMatchObject({ standing: 'ended' });
    for (const n of ['f', 'g']) story.operator(9 * hour + 1, 'resolve', story.of(`sentry:acme/${n}`).id);
    for (const h of [11, 12, 13]) story.tick(h * hour);
    expect(story.state.incidents.has(collector)).toBe(false);
  });

  it('was none of what anybody was woken for where it was over before that page rang', () => {
    const story = new Story();
    for (const n of ['a', 'b', 'c', 'd', 'e', 'f', 'g']) fatal(story, 0, n);
    const collector = story.of('sentry:acme/g').page?.joined ?? '';
    story.operator(10_000, 'resolve', story.of('sentry:acme/g').id);
    story.answered(20_000, collector, { state: 'taken', told: { beat: 0, upto: start } });
    expect(messageOf(story, 'g').page).toBeNull();
    expect(messageOf(story, 'f').page).toMatchObject({ standing: 'due' });
  });
});
