import { describe, expect, it } from 'vitest';
import { policy, redisAlert } from '../../make.ts';
import { minute, redisStorm, Story } from '../story.ts';
import { twoQuietHours, wordless } from '../wordless.ts';

interface Slow {
  readonly issues: number;
  readonly services: readonly string[];
  /** Ms between the beginnings of two issues, and between two occurrences of one. */
  readonly apart: number;
  readonly pause: number;
  readonly times: number;
}

/** A trouble that spreads slowly: none of its issues is ever loud, and all of them go on. */
function spread(story: Story, from: number, { issues, services, apart, pause, times }: Slow): void {
  const told = Array.from({ length: issues }, (_, n) =>
    Array.from({ length: times }, (__, time) => ({ n, time, at: from + n * apart + time * pause })),
  ).flat();
  for (const { n, time, at } of told.sort((a, b) => a.at - b.at))
    story.tell(at, wordless(700 + n, services[n % services.length]!, { eventId: `s${n}-${time}` }));
}

const storms = ({ incidents }: Story): readonly unknown[] => incidents.filter(({ storm }) => storm !== null);
const shops = ['cart', 'login', 'search', 'stock'];

describe('an outage that begins slowly and names nothing', () => {
  it('is noticed by what goes on, within minutes', () => {
    const story = new Story();
    const from = twoQuietHours(story);
    spread(story, from, { issues: 6, services: shops, apart: 20_000, pause: 31_000, times: 8 });
    const { storm, page, openedAt } = story.storm;
    expect(storm?.cause.kind).toBe('surge');
    expect(page).not.toBeNull();
    expect(storm?.since).toBeLessThanOrEqual(openedAt + 5 * minute);
    expect(story.state.children.get(story.storm.id)?.size).toBe(5);
  });

  it.each([40_000, 75_000, 100_000])(
    'is noticed where it takes one service after the other, %i ms apart',
    (apart) => {
      for (const from of [0, null]) {
        const story = new Story();
        const services = [...shops, 'mail'];
        spread(story, from ?? twoQuietHours(story), { issues: 5, services, apart, pause: 5_000, times: 110 });
        expect(story.storm.storm?.cause.kind).toBe('surge');
        expect(story.storm.page).not.toBeNull();
        expect(story.incidents.filter(({ page }) => page !== null)).toHaveLength(1);
        expect(story.state.children.get(story.storm.id)?.size).toBeGreaterThanOrEqual(3);
      }
    },
  );

  it.each([180_000, 210_000])(
    'is noticed where one that is seldom loud falls after the other, %i ms apart',
    (apart) => {
      const slow = { issues: 5, services: [...shops, 'mail'], apart, pause: 23_000, times: 60 };
      const story = new Story();
      spread(story, twoQuietHours(story), slow);
      expect(story.storm.storm?.cause.kind).toBe('surge');
      expect(story.incidents.filter(({ page }) => page !== null)).toHaveLength(1);
      const before = new Story({ ...policy, storm: { ...policy.storm, enduresSteadily: false } });
      spread(before, twoQuietHours(before), slow);
      expect(storms(before)).toHaveLength(0);
    },
  );

  it('is none where those that fell have long gone quiet again', () => {
    const story = new Story();
    const from = twoQuietHours(story);
    spread(story, from, {
      issues: 5,
      services: [...shops, 'mail'],
      apart: 200_000,
      pause: 15_000,
      times: 14,
    });
    expect(storms(story)).toHaveLength(0);
  });

  it('is none where what was loud in one service after the other is silent again', () => {
    const story = new Story();
    const from = twoQuietHours(story);
    spread(story, from, { issues: 5, services: [...shops, 'mail'], apart: 150_000, pause: 3_000, times: 25 });
    expect(storms(story)).toHaveLength(0);
  });

  it('is none where each of them speaks a few times and is silent again', () => {
    const story = new Story();
    const from = twoQuietHours(story);
    spread(story, from, { issues: 12, services: shops, apart: 20_000, pause: 70_000, times: 3 });
    expect(storms(story)).toHaveLength(0);
  });

  it('is none where one service alone has a bad hour', () => {
    const story = new Story();
    const from = twoQuietHours(story);
    spread(story, from, { issues: 5, services: ['cart'], apart: 40_000, pause: 27_000, times: 40 });
    expect(storms(story)).toHaveLength(0);
  });

  it('is noticed where it names its cause, however far apart its services fall', () => {
    const story = new Story();
    const from = twoQuietHours(story);
    for (let at = 0; at < 4 * minute; at += 20_000)
      for (const [n, service] of ['cart', 'login', 'search'].entries())
        if (at >= n * 65_000) story.tell(from + at, redisAlert(service, 1, { eventId: `${service}-${at}` }));
    expect(story.storm.storm?.cause.title).toBe('redis unreachable (cache-main)');
    expect(story.storm.page).not.toBeNull();
  });

  it('is part of the storm that began beside it, and wakes nobody twice', () => {
    const story = new Story();
    const from = twoQuietHours(story);
    redisStorm(story, from);
    spread(story, from + 2_000, { issues: 6, services: shops, apart: 5_000, pause: 31_000, times: 8 });
    expect(storms(story)).toHaveLength(1);
  });
});
