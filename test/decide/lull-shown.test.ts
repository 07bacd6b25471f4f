import { describe, expect, it } from 'vitest';
import type { LiveMessage } from '../../src/domain/sending/projection.ts';
import { alert, chat, redisAlert, start } from '../make.ts';
import { minute, redisStorm, Story } from '../correlate/story.ts';

/** So many distinct events of one issue, 100 ms apart. */
function burst(story: Story, from: number, events: number): void {
  for (let n = 0; n < events; n += 1) story.tell(from + n * 100, alert({ eventId: `e${from}-${n}` }));
}

/** An issue that goes on for a minute, and falls silent at `lastMs`. */
function noisy(): { readonly story: Story; readonly id: string; readonly lastMs: number } {
  const story = new Story();
  for (const quarter of [0, 1, 2, 3, 4]) burst(story, (quarter * minute) / 4, 10);
  const id = story.roots[0]?.id ?? '';
  return { story, id, lastMs: minute + 900 };
}

const trendOf = (story: Story, id: string): LiveMessage['trend'] => story.liveMessage(id).trend;

describe('the trend of what falls silent', () => {
  it('says since when, two minutes after the newest event, by itself', () => {
    const { story, id, lastMs } = noisy();
    expect(trendOf(story, id)).toMatchObject({ direction: 'steady' });
    story.tick(lastMs + 2 * minute - 1);
    expect(trendOf(story, id)).not.toHaveProperty('quietSince');
    story.tick(lastMs + 2 * minute);
    expect(trendOf(story, id)).toMatchObject({ quietSince: start + lastMs });
  });

  it('is a change of figures, not of its status, and the only one', () => {
    const { story, id, lastMs } = noisy();
    const row = (): { digest?: string; statusDigest?: string } =>
      story.wanted.get(`${id}/${chat.id}/message`) ?? {};
    story.tick(lastMs + minute);
    const before = row();
    story.tick(lastMs + 2 * minute);
    const quiet = row();
    expect(quiet.digest).not.toBe(before.digest);
    expect(quiet.statusDigest).toBe(before.statusDigest);
    story.tick(lastMs + 30 * minute);
    expect(row()).toBe(quiet);
  });

  it('has a direction again with the next event, and falls silent again', () => {
    const { story, id, lastMs } = noisy();
    story.tick(lastMs + 2 * minute);
    for (const quarter of [0, 1, 2, 3]) burst(story, lastMs + (10 + quarter / 4) * minute, 12);
    expect(trendOf(story, id)).toMatchObject({ counts: [0, 0, 0, 0, 0, 0, 0, 0, 0, 12, 12, 12] });
    expect(trendOf(story, id)).toMatchObject({ direction: 'rising' });
    expect(trendOf(story, id)).not.toHaveProperty('quietSince');
    const again = lastMs + 10.75 * minute + 1_100;
    story.tick(again + 2 * minute);
    expect(trendOf(story, id)).toMatchObject({ quietSince: start + again });
  });

  it('is written once for many alerts: a timer is armed, and put off when it comes due', () => {
    const { story, id, lastMs } = noisy();
    const timer = story.state.timers.get(`lull:${id}`);
    // The tenth event is the first that can have a direction.
    expect(timer?.due).toBe(start + 900 + 2 * minute);
    story.tick(900 + 2 * minute);
    expect(story.state.timers.get(`lull:${id}`)?.due).toBe(start + lastMs + 2 * minute);
    story.tick(lastMs + 2 * minute);
    expect(story.state.timers.has(`lull:${id}`)).toBe(false);
  });

  it('waits for nothing where too few events have a direction, and not for what is over', () => {
    const story = new Story();
    burst(story, 0, 9);
    expect([...story.state.timers.keys()].filter((id) => id.startsWith('lull:'))).toEqual([]);
    const ended = noisy();
    ended.story.operator(ended.lastMs + 1, 'resolve', ended.id);
    expect(ended.story.state.timers.has(`lull:${ended.id}`)).toBe(false);
  });
});

describe('the trend of a storm that falls silent', () => {
  /** The newest event is a child's. */
  function storm(): { readonly story: Story; readonly lastMs: number } {
    const story = new Story();
    redisStorm(story);
    for (const quarter of [1, 2, 3])
      for (let n = 0; n < 6; n += 1) {
        const of = redisAlert('search', 1, { eventId: `more-${quarter}-${n}` });
        story.tell((quarter * minute) / 4 + n * 100, of);
      }
    return { story, lastMs: 0.75 * minute + 500 };
  }

  it('says since when all of it is', () => {
    const { story, lastMs } = storm();
    const { id } = story.storm;
    expect(story.of('sentry:acme/search-1').parent).toBe(id);
    story.tick(2.2 * minute);
    expect(trendOf(story, id)).not.toHaveProperty('quietSince');
    story.tick(lastMs + 2 * minute);
    expect(trendOf(story, id)).toMatchObject({ quietSince: start + lastMs });
  });

  it('is awaited also for a child that a person takes out of it', () => {
    const { story, lastMs } = storm();
    const child = story.of('sentry:acme/search-1');
    story.tick(lastMs + 2 * minute);
    story.split(lastMs + 3 * minute, child.id);
    story.tick(lastMs + 3 * minute + 1);
    expect(trendOf(story, child.id)).toMatchObject({ quietSince: start + lastMs });
  });
});
