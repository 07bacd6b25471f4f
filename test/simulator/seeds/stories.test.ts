import { describe, expect, it } from 'vitest';
import { drawStory } from '../../../simulator/seeds/story/draw.ts';
import { callFaults } from '../../../simulator/seeds/story/story.ts';
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
      'silent',
      'unresolved',
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

describe('a token for Sentry', () => {
  const stories = seeds.map(drawStory);
  const asking = stories.filter(({ desk }) => desk !== null);

  it('is had in a third of all stories, and in most of them something is missed', () => {
    expect(asking.length / seeds.length).toBeGreaterThan(0.25);
    expect(asking.length / seeds.length).toBeLessThan(0.45);
    const missing = asking.filter(({ events }) =>
      events.some((one) => one.does === 'silent' || (one.does === 'kill' && one.downMs > 60_000)),
    );
    expect(missing.length / asking.length).toBeGreaterThan(0.6);
  });

  it('is all that anything of Sentry’s goes wrong with: the other stories are what they were', () => {
    const others = stories.filter(({ desk }) => desk === null).flatMap(({ events }) => events);
    const isSentrys = (one: (typeof others)[number]): boolean =>
      one.does === 'silent' ||
      (one.does === 'fault' && one.service === 'sentry') ||
      (one.does === 'oddity' && one.oddity === 'issues-paged');
    expect(others.filter(isSentrys)).toEqual([]);
  });
});

describe('what chance alone hardly ever brings together', () => {
  const stories = seeds.map(drawStory);

  it('has acts in Sentry that are the same again, with nothing between that changes the issue', () => {
    const acts = stories.flatMap(({ events }) => {
      const back = events.find(({ does }) => does === 'unresolved');
      if (back?.does !== 'unresolved') return [];
      const about = events.filter((one) => 'issue' in one && one.issue === back.issue);
      const place = about.indexOf(back);
      return [about.slice(place - 1, place + 2).map(({ does }) => does)];
    });
    expect(acts.length).toBeGreaterThan(10);
    for (const three of acts) expect(three).toEqual(['resolved', 'unresolved', 'resolved']);
  });

  it('has posts of which the answer is lost while history is late, and posts that are lost twice', () => {
    const slack = stories.map(({ events }) =>
      events.filter((one) => one.does === 'oddity' || (one.does === 'fault' && one.service === 'slack')),
    );
    const late = slack.filter((events) =>
      events.some(
        ({ at, does }) =>
          does === 'oddity' && events.some((other) => other.does === 'fault' && other.at === at),
      ),
    );
    const twice = slack.filter((events) =>
      events.some(({ at }) => events.some((other) => other.does === 'fault' && other.at === at + 19_000)),
    );
    expect(late.length).toBeGreaterThan(10);
    expect(twice.length).toBeGreaterThan(10);
  });

  it('has a pager that fails while somebody presses', () => {
    const pressed = stories.filter(({ events }) =>
      events.some(
        ({ at, does }) => does === 'act' && events.some((one) => one.does === 'fault' && one.at === at),
      ),
    );
    expect(pressed.length).toBeGreaterThan(10);
  });
});

describe('calls of which there are few', () => {
  it('have each fault somewhere that can hit nothing else', () => {
    const all = Array.from({ length: 1_000 }, (_, n) => drawStory(n + 1).events).flat();
    const met = (['message-again', 'trigger', 'trigger-again', 'acknowledge'] as const).map((state) => {
      const faults = all.flatMap((one) => (one.does === 'fault' && one.on === state ? [one.fault] : []));
      return [state, callFaults.filter((fault) => !faults.includes(fault))];
    });
    expect(Object.fromEntries(met)).toEqual({
      'message-again': ['twice'],
      trigger: [],
      'trigger-again': [],
      acknowledge: [],
    });
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
