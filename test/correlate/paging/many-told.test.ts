import { describe, expect, it } from 'vitest';
import { start } from '../../make.ts';
import { press } from '../presses/press.ts';
import { minute, type Story } from '../story.ts';
import { fatal, inPager, many, messageOf } from './many-story.ts';

const page = (story: Story, n: string) => messageOf(story, n).page;
const taken = (upto: number) => ({ state: 'taken', told: { beat: 0, upto: start + upto } }) as const;

describe('the message of what shares a page of many incidents', () => {
  it('names nobody who took that page, or took it back, before it told of this one', () => {
    const { story, collector } = many();
    inPager(story, { collector, atMs: 1_000 }, 'triggered');
    inPager(story, { collector, atMs: minute }, 'acknowledged');
    inPager(story, { collector, atMs: 2 * minute }, 'unacknowledged');
    fatal(story, 3 * minute, 'h');
    story.answered(4 * minute, collector, taken(3 * minute));
    expect(page(story, 'g')?.pager).toMatchObject({ acknowledged: { by: 'Kim' }, turned: { by: 'Kim' } });
    expect(page(story, 'h')).toMatchObject({
      standing: 'joined',
      pager: { rangAt: start + 1_000, acknowledged: null, turned: null },
    });
    inPager(story, { collector, atMs: 5 * minute }, 'acknowledged');
    expect(page(story, 'h')?.pager?.acknowledged).toEqual({ by: 'Kim', at: start + 5 * minute });
  });

  it('says when it was last woken for: once that page has rung anew, and not where somebody had it by then', () => {
    const { story, collector } = many();
    story.operator(minute, 'acknowledge', story.of('sentry:acme/g').id);
    fatal(story, 4 * minute, 'h');
    story.answered(5 * minute, collector, taken(4 * minute));
    expect(page(story, 'h')).toMatchObject({ standing: 'joined', at: start + 1_000 });
    for (const n of ['i', 'j', 'k', 'l', 'm', 'n']) fatal(story, 11 * minute, n);
    story.tick(11 * minute + 1);
    story.answered(11 * minute + 700, collector, taken(11 * minute), { generation: 2 });
    expect(page(story, 'h')).toMatchObject({ standing: 'due', at: start + 11 * minute + 700 });
    expect(page(story, 'f')).toMatchObject({ standing: 'due', at: start + 11 * minute + 700 });
    expect(page(story, 'g')).toMatchObject({ standing: 'due', at: start + 1_000 });
  });

  it('tells of no page that was only to ring later, and was not needed any more by then', () => {
    for (const [n, endsMs] of [1_000, 90_000].entries()) {
      const { story, collector } = many();
      inPager(story, { collector, atMs: minute }, 'acknowledged');
      fatal(story, 2 * minute, `h${n}`);
      const of = `h${n}`;
      expect(page(story, of)).toMatchObject({ standing: 'queued' });
      story.operator(2 * minute + endsMs, 'resolve', story.of(`sentry:acme/${of}`).id);
      expect(page(story, of)).toBeNull();
      for (const later of ['i', 'j']) fatal(story, 4 * minute, later);
      story.tick(6 * minute);
      story.answered(6 * minute + 700, collector, taken(4 * minute), { generation: 2 });
      expect(page(story, of)).toBeNull();
    }
  });

  it('says who muted that page, and until when, and that it rings no sooner', () => {
    const { story, collector } = many();
    inPager(story, { collector, atMs: minute }, 'acknowledged');
    fatal(story, 2 * minute, 'h');
    press(story, 3 * minute, `mute ${collector}`);
    const muted = { by: 'ada', until: start + 63 * minute };
    expect(page(story, 'f')).toMatchObject({ muted });
    expect(page(story, 'h')).toMatchObject({ standing: 'queued', at: start + 63 * minute, muted });
    press(story, 4 * minute, `unmute ${collector}`);
    expect(page(story, 'f')).not.toHaveProperty('muted');
    expect(page(story, 'h')).toMatchObject({ standing: 'queued', at: start + 5 * minute });
  });
});
