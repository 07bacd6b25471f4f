import { describe, expect, it } from 'vitest';
import { alert } from '../../make.ts';
import { minute, redisStorm, Story } from '../story.ts';

const word = (n: number): string =>
  String.fromCharCode(97 + (n % 26)) + String.fromCharCode(97 + Math.floor(n / 26));

function fatals(story: Story, from: number, count: number, first = 0): void {
  for (let n = first; n < first + count; n += 1) {
    const texts = { title: `fatal ${word(n)}`, message: `m${word(n)}`, type: `T${word(n)}`, exceptions: [] };
    const key = `sentry:acme/f${n}`;
    story.tell(from + n, alert({ issueKey: key, service: `s${n}`, level: 'fatal', ...texts }));
  }
}

function collectorOf(story: Story): string {
  const collector = story.incidents.findLast((incident) => incident.kind === 'collector');
  if (collector === undefined) throw new Error('There is no collecting page.');
  return collector.id;
}

describe('the cap hides no outage', () => {
  it('a storm never joins the collecting page', () => {
    const story = new Story();
    fatals(story, 0, 9);
    redisStorm(story, minute);
    expect(story.storm.page?.joined).toBeNull();
    expect(story.page(story.storm.id, 1)).toMatchObject({ state: 'triggered' });
  });

  it('what becomes a storm after it had joined gets a page of its own, and the collecting page lets it go', () => {
    const story = new Story();
    fatals(story, 0, 5);
    const value = 'connect ECONNREFUSED cache-main.internal:6379';
    for (const service of ['cart', 'login', 'search'])
      for (const n of [1, 2])
        story.tell(
          1_000 + n,
          alert({
            issueKey: `sentry:acme/${service}-${n}`,
            service,
            level: 'fatal',
            title: `RedisError ${n}`,
            type: `Redis${n}Error`,
            message: value,
            exceptions: [{ type: 'RedisError', value, module: null }],
          }),
        );
    const { id, page } = story.storm;
    expect(page?.generations.map((one) => one.joined === null)).toEqual([false, true]);
    expect(story.page(id, 2)).toMatchObject({ state: 'triggered' });
    story.operator(minute, 'resolve', id);
    expect(story.state.incidents.get(collectorOf(story))?.status).toBe('resolved');
  });

  it('an acknowledged collecting page wakes again when more join, at most every five minutes', () => {
    const story = new Story();
    fatals(story, 0, 7);
    const id = collectorOf(story);
    story.operator(minute, 'acknowledge', id);
    expect(story.page(id, 1)).toMatchObject({ state: 'acknowledged' });
    fatals(story, 2 * minute, 1, 7);
    story.tick(4 * minute);
    expect(story.page(id, 2)).toBeUndefined();
    story.tick(5 * minute + 1_000);
    expect(story.page(id, 2)).toMatchObject({
      state: 'triggered',
      reason: '1 more incident joined, not told of when it was acknowledged.',
    });
    expect(story.page(id, 1)).toMatchObject({ state: 'acknowledged' });
  });

  it('goes on for as long as more meet the rule than it lets through', () => {
    const story = new Story();
    // Two fatals a minute, for ten minutes: five are let through once, and not again every five minutes.
    for (let n = 0; n < 20; n += 1) fatals(story, (n * minute) / 2, 1, n);
    const alone = story.roots.filter(({ page }) => page !== null && page.joined === null);
    expect(alone).toHaveLength(5);
    fatals(story, 20 * minute, 1, 30);
    expect(story.of('sentry:acme/f30').page?.joined).toBeNull();
  });

  it('names what it stands for, worst and newest first', () => {
    const story = new Story();
    fatals(story, 0, 7);
    const id = collectorOf(story);
    expect(story.summary(id)).toBe(
      `2 more incidents, worst first: s6: fatal ${word(6)}; s5: fatal ${word(5)}`,
    );
    expect(story.page(id, 1)).toMatchObject({ services: ['s5', 's6'] });
  });

  it('closes when all that joined are over, children of a storm included', () => {
    const story = new Story();
    fatals(story, 0, 5);
    redisStorm(story, 10);
    const value = 'connect ECONNREFUSED cache-main.internal:6379';
    const late = { service: 'mail', level: 'fatal', message: value, title: 'late', exceptions: [] };
    story.tell(
      2_000,
      alert({
        issueKey: 'sentry:acme/plain',
        level: 'fatal',
        title: 'plain',
        message: 'plain',
        exceptions: [],
      }),
    );
    const id = collectorOf(story);
    story.tell(3_000, alert({ issueKey: 'sentry:acme/late', ...late }));
    for (const incident of story.roots)
      if (incident.id !== id) story.operator(minute, 'resolve', incident.id);
    expect(story.state.incidents.get(id)?.status).toBe('resolved');
    expect(story.page(id, 1)).toMatchObject({ state: 'resolved' });
  });

  const unheard = (issueKey: string): ReturnType<typeof alert> =>
    alert({
      issueKey,
      resource: 'issue.created',
      level: 'fatal',
      environment: null,
      title: issueKey,
      message: issueKey,
      exceptions: [],
    });

  it('one page that waits for its environment goes out no sooner as a collecting page', () => {
    const story = new Story();
    fatals(story, 0, 5);
    story.tell(10, unheard('sentry:acme/quiet'));
    const id = collectorOf(story);
    expect(story.page(id, 1)).toMatchObject({ state: 'triggered', environmentKnown: false });
    fatals(story, 20, 1, 5);
    expect(story.page(id, 1)).toMatchObject({ state: 'triggered', environmentKnown: true });
  });

  it('ends, before it could wake anybody, when all that joined turn out to be of staging', () => {
    const story = new Story();
    fatals(story, 0, 5);
    story.tell(10, unheard('sentry:acme/quiet'));
    const id = collectorOf(story);
    story.tell(20, { ...unheard('sentry:acme/quiet'), environment: 'staging' });
    expect(story.page(id, 1)).toMatchObject({ state: 'resolved' });
    expect(story.state.incidents.get(id)?.status).toBe('resolved');
  });

  it('names and counts none whose page is withdrawn', () => {
    const story = new Story();
    fatals(story, 0, 6);
    story.tell(10, unheard('sentry:acme/quiet'));
    const id = collectorOf(story);
    expect(story.summary(id)).toMatch(/^2 more incidents/);
    story.tell(20, { ...unheard('sentry:acme/quiet'), environment: 'staging' });
    expect(story.page(id, 1)).toMatchObject({ state: 'triggered' });
    expect(story.summary(id)).toMatch(/^1 more incident, worst first: s5/);
  });

  it('a page withdrawn before it could go out leaves its place under the cap', () => {
    const story = new Story();
    fatals(story, 0, 4);
    story.tell(10, unheard('sentry:acme/quiet'));
    story.tell(20, { ...unheard('sentry:acme/quiet'), environment: 'staging' });
    fatals(story, 30, 1, 4);
    expect(story.incidents.filter((incident) => incident.kind === 'collector')).toEqual([]);
    fatals(story, 40, 1, 5);
    expect(story.incidents.filter((incident) => incident.kind === 'collector')).toHaveLength(1);
  });
});
