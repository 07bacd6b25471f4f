import { describe, expect, it } from 'vitest';
import { start } from '../../make.ts';
import { press } from '../presses/press.ts';
import { minute, type Story } from '../story.ts';
import { fatal, inPager, many, messageOf } from './many-story.ts';

const page = (story: Story, n: string): unknown => messageOf(story, n).page;

describe('what joins a page of many incidents that somebody has in hand', () => {
  it('says that it pages soon, and when; once the pager has taken that, it is paged since then', () => {
    const { story, collector } = many();
    inPager(story, { collector, atMs: minute }, 'acknowledged');
    fatal(story, 2 * minute, 'h');
    expect(page(story, 'h')).toMatchObject({ standing: 'queued', at: start + 5 * minute });
    story.tick(5 * minute);
    expect(page(story, 'h')).toMatchObject({ standing: 'sending' });
    const told = { beat: 0, upto: start + 2 * minute };
    story.answered(5 * minute + 700, collector, { state: 'taken', told }, { generation: 2 });
    expect(page(story, 'h')).toMatchObject({ standing: 'due', at: start + 5 * minute + 700 });
  });

  it('wakes somebody by itself before that where a person asks for it', () => {
    const { story, collector } = many();
    inPager(story, { collector, atMs: minute }, 'acknowledged');
    fatal(story, 2 * minute, 'h');
    const { id } = story.of('sentry:acme/h');
    expect(press(story, 3 * minute, `page ${id}`).kind).toBe('counted');
    expect(story.page(id, 2)).toMatchObject({ state: 'triggered' });
  });
});

describe('what joins one that nobody has taken', () => {
  it('is told with it while it rings; after ten minutes it rings anew, and the older page rings on', () => {
    const { story, collector } = many();
    fatal(story, 4 * minute, 'h');
    story.tick(9 * minute);
    expect(story.page(collector, 2)).toBeUndefined();
    for (const n of ['i', 'j', 'k', 'l', 'm', 'n']) fatal(story, 11 * minute, n);
    story.tick(11 * minute + 1);
    expect(story.page(collector, 2)).toMatchObject({ state: 'triggered' });
    expect(story.page(collector, 1)).toMatchObject({ state: 'triggered', overtaken: true });
    inPager(story, { collector, atMs: 12 * minute, generation: 2 }, 'acknowledged');
    expect(story.page(collector, 1)).toMatchObject({ state: 'acknowledged' });
  });
});
