import { describe, expect, it } from 'vitest';
import type { InhibitRule } from '../../../src/domain/routing/inhibit-rule.ts';
import { isProblem, parseMatcher, type Matcher } from '../../../src/domain/routing/matcher.ts';
import { alert, policy } from '../../make.ts';
import { minute, Story } from '../../correlate/story.ts';

const read = (texts: readonly string[]): readonly Matcher[] =>
  texts.map(parseMatcher).filter((one): one is Matcher => !isProblem(one));

const rule: InhibitRule = {
  name: 'database-down',
  source: read(['service="db"', 'level="fatal"']),
  target: read(['service!="db"']),
  equal: ['environment'],
};

const services = ['cart', 'login', 'pay', 'search', 'ship'];

/** One error in one project, whose tags meet the rule, and that goes on. */
function explained(): Story {
  const story = new Story({ ...policy, inhibitRules: [rule] });
  goesOn(story, 0);
  return story;
}

function goesOn(story: Story, atMs: number): void {
  const issue = {
    issueKey: 'sentry:acme/db',
    project: 'web',
    service: 'db',
    level: 'fatal',
    eventId: `db-${atMs}`,
  };
  story.tell(atMs, alert({ ...issue, title: 'db fails' }));
}

/** Then as many projects cannot reach one database. */
function fail(story: Story, atMs: number, count = services.length): void {
  const text = 'connect ECONNREFUSED orders-db:5432';
  for (let round = 0; round < 3; round += 1)
    for (const [n, service] of services.slice(0, count).entries()) {
      const issue = { issueKey: `sentry:acme/${service}`, project: service, service };
      const eventId = `${service}-${round}`;
      story.tell(
        atMs + round * 5_000 + n * 500,
        alert({ ...issue, eventId, title: `Error: ${text}`, message: text }),
      );
    }
}

/** Somebody takes the one error, a minute after it began. */
function acknowledge(story: Story): void {
  story.operator(minute, 'acknowledge', source(story));
  expect(story.of('sentry:acme/db').acknowledgedAt).not.toBeNull();
}

const source = (story: Story): string => story.of('sentry:acme/db').id;

describe('an outage that another incident explains', () => {
  it('is shown, though it wakes nobody: one error of anybody must not hide all that fails', () => {
    const story = explained();
    fail(story, minute);
    const { id, silenced, alerts } = story.storm;
    expect(silenced).toMatchObject({ source: source(story), told: true });
    expect(story.liveMessage(id)).toMatchObject({ mute: { source: source(story) } });
    expect(alerts).toBeGreaterThan(0);
    expect(story.page(id, 1)).toBeUndefined();
  });

  it('wakes nobody soon after somebody has acknowledged what explains it: that is what they expect', () => {
    const story = explained();
    acknowledge(story);
    fail(story, 4 * minute);
    expect(story.page(story.storm.id, 1)).toBeUndefined();
  });

  it('wakes somebody later, where it strikes twice as many projects as they know of', () => {
    const story = explained();
    acknowledge(story);
    goesOn(story, 6 * minute);
    fail(story, 7 * minute);
    expect(story.storm.silenced).toMatchObject({ source: source(story) });
    expect(story.page(story.storm.id, 1)?.state).toBe('triggered');
  });
});
