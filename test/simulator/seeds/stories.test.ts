import { describe, expect, it } from 'vitest';
import { drawStory } from '../../../simulator/seeds/story/draw.ts';
import { shrunk, without } from '../../../simulator/seeds/shrink.ts';

const seeds = Array.from({ length: 200 }, (_, n) => n + 1);

describe('a story', () => {
  it('is drawn the same by the same seed, and is another one by another', () => {
    expect(drawStory(7)).toEqual(drawStory(7));
    expect(drawStory(7)).not.toEqual(drawStory(8));
  });

  it('is in order, and calm when it says so: only Sentry resolves then', () => {
    for (const story of seeds.map(drawStory)) {
      const times = story.events.map(({ at }) => at);
      expect(times).toEqual([...times].sort((a, b) => a - b));
      const late = story.events.filter(({ at }) => at >= story.calmAt).map(({ does }) => does);
      expect(late.filter((does) => does !== 'resolved')).toEqual([]);
    }
  });

  it('draws everything that can happen, somewhere', () => {
    const all = new Set(seeds.flatMap((seed) => drawStory(seed).events.map(({ does }) => does)));
    expect([...all].sort()).toEqual([
      'act',
      'clock',
      'cut',
      'error',
      'failing',
      'fault',
      'freeze',
      'full',
      'kill',
      'oddity',
      'regressed',
      'resolved',
      'restart',
    ]);
  });
});

describe('a flood', () => {
  it('is more new errors in a second than a channel takes messages, with nothing in common', () => {
    const floods = seeds
      .map((seed) => drawStory(seed).issues.filter(({ isOfFlood }) => isOfFlood))
      .filter(({ length }) => length > 0);
    expect(floods.length).toBeGreaterThan(10);
    for (const flood of floods) {
      expect(flood.length).toBeGreaterThan(5);
      expect(new Set(flood.map(({ service }) => service)).size).toBe(flood.length);
      expect(new Set(flood.map(({ message }) => message)).size).toBe(flood.length);
    }
  });
});

describe('a story that fails', () => {
  it('is made as short as it can be: what is left out can be left out, what stays cannot', async () => {
    const story = seeds.map(drawStory).find(({ events }) => events.length > 20) ?? drawStory(1);
    const [guilty, other] = [story.events[3], story.events[11]];
    const left = await shrunk(story, ({ events }) =>
      Promise.resolve([guilty, other].every((one) => one !== undefined && events.includes(one))),
    );
    expect(without(story, left).events).toEqual([guilty, other]);
  });
});
