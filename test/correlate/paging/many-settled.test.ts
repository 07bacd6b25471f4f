import { describe, expect, it } from 'vitest';
import { start } from '../../make.ts';
import { press } from '../presses/press.ts';
import { payPager, route, routed } from '../../decide/routing/routed-story.ts';
import { minute, type Story } from '../story.ts';
import { fatal, inPager, many, messageOf, statusOf } from './many-story.ts';

const idOf = (story: Story, n: string): string => story.of(`sentry:acme/${n}`).id;
const rowOf = (story: Story, id: string) => story.state.incidents.get(id)!;

/** Ada takes `f` by itself, and `g` is muted: nobody has to answer the page that both share. */
function settled(): { readonly story: Story; readonly collector: string } {
  const { story, collector } = many();
  story.operator(minute, 'acknowledge', idOf(story, 'f'));
  expect(story.page(collector, 1)?.state).toBe('triggered');
  press(story, minute + 1_000, `mute ${idOf(story, 'g')}`);
  return { story, collector };
}

describe('a page of many incidents of which each is in hand', () => {
  it('is acknowledged at the pager in nobody’s name, and says so; those that share it stay as they are', () => {
    const { story, collector } = settled();
    expect(story.page(collector, 1)).toMatchObject({
      state: 'acknowledged',
      takenAt: start + minute + 1_000,
    });
    expect(rowOf(story, collector)).toMatchObject({ status: 'acknowledged', acknowledgedBy: null });
    expect(story.told(collector).at(-1)).toContain('All that share this page are in hand');
    expect(messageOf(story, 'f')).toMatchObject({ state: 'acknowledged', acknowledgedBy: 'Ada' });
    expect(messageOf(story, 'f')).not.toHaveProperty('also');
    expect(statusOf(story, 'g')).toBe('open');
  });

  it('rings anew for a newcomer, under another key, and not before five minutes have passed', () => {
    const { story, collector } = settled();
    fatal(story, 2 * minute, 'h');
    expect(messageOf(story, 'h').page).toMatchObject({ standing: 'queued', at: start + 5 * minute });
    story.tick(4 * minute);
    expect(story.page(collector, 2)).toBeUndefined();
    story.tick(5 * minute);
    expect(story.page(collector, 2)).toMatchObject({
      state: 'triggered',
      reason: '1 incident needs somebody, although all that shared this page were in hand before.',
    });
    expect(story.page(collector, 1)?.state).toBe('acknowledged');
    expect(statusOf(story, 'h')).toBe('open');
    // Taken by itself as well, the newer page rings for nobody either.
    story.operator(6 * minute, 'acknowledge', idOf(story, 'h'));
    expect(story.page(collector, 2)?.state).toBe('acknowledged');
  });

  it('rings anew at the end of a mute for what still fires, and for what was quiet with its next error', () => {
    const loud = settled();
    fatal(loud.story, 55 * minute, 'g');
    for (const ms of [1_000, 1_001]) loud.story.tick(61 * minute + ms);
    expect(loud.story.page(loud.collector, 2)?.state).toBe('triggered');

    const quiet = settled();
    for (const ms of [1_000, 1_001]) quiet.story.tick(61 * minute + ms);
    expect(quiet.story.page(quiet.collector, 2)).toBeUndefined();
    fatal(quiet.story, 63 * minute, 'g');
    expect(quiet.story.page(idOf(quiet.story, 'g'), 2)?.state).toBe('triggered');
  });

  it('is over once each of them is, and is told of nobody who took it', () => {
    const { story, collector } = settled();
    for (const n of ['f', 'g']) story.operator(3 * minute, 'resolve', idOf(story, n));
    expect(story.page(collector, 1)?.state).toBe('resolved');
    expect(rowOf(story, collector).status).toBe('resolved');
  });

  it('is whoever’s takes it by name after that, with those that it told of', () => {
    const { story, collector } = settled();
    inPager(story, { collector, atMs: 3 * minute }, 'acknowledged');
    expect(rowOf(story, collector)).toMatchObject({
      acknowledgedBy: 'Kim',
      acknowledgedAt: start + 3 * minute,
    });
    expect(messageOf(story, 'g')).toMatchObject({ state: 'acknowledged', acknowledgedBy: 'Kim' });
  });

  it('rings on where somebody wants that there, until one more of them has been taken', () => {
    const { story, collector } = settled();
    inPager(story, { collector, atMs: 3 * minute }, 'unacknowledged');
    story.tick(4 * minute);
    expect(story.page(collector, 1)?.state).toBe('triggered');
    story.operator(5 * minute, 'acknowledge', idOf(story, 'g'));
    expect(story.page(collector, 1)).toMatchObject({ state: 'acknowledged', backAt: start + 3 * minute });
  });

  it('an older one of them as well, while the newer one rings for others', () => {
    const { story, collector } = many();
    for (const n of ['i', 'j', 'k', 'l', 'm', 'n']) fatal(story, 11 * minute, n);
    story.tick(11 * minute + 1);
    expect(story.page(collector, 1)).toMatchObject({ state: 'triggered', overtaken: true });
    for (const n of ['f', 'g']) story.operator(12 * minute, 'acknowledge', idOf(story, n));
    expect(story.page(collector, 1)?.state).toBe('acknowledged');
    expect(story.page(collector, 2)?.state).toBe('triggered');
  });

  it('also where receivers have names', () => {
    const story = routed([route('payments', ['service=~"s-.*"'])]);
    for (const n of ['a', 'b', 'c', 'd', 'e', 'f']) fatal(story, 0, n);
    const id = story.of('sentry:acme/f').desks?.['payments']?.page?.joined ?? '';
    const state = (): unknown => story.wanted.get(`${id}/${payPager.id}/page/1`)?.projection;
    expect(state()).toMatchObject({ state: 'triggered' });
    story.operator(minute, 'acknowledge', idOf(story, 'f'));
    expect(state()).toMatchObject({ state: 'acknowledged' });
    expect(rowOf(story, id)).toMatchObject({ status: 'acknowledged', acknowledgedBy: null });
  });
});
