import { describe, expect, it } from 'vitest';
import { inhibitionViews, maintenanceViews } from '../../src/observe/quiet-view.ts';
import { alert, policy, start } from '../make.ts';
import { minute, Story } from '../correlate/story.ts';
import { maintenance } from '../decide/routing/maintenance-story.ts';
import { isProblem, parseMatcher, type Matcher } from '../../src/domain/routing/matcher.ts';

const hour = 60 * minute;
const met = (...texts: readonly string[]): Matcher[] =>
  texts.map(parseMatcher).filter((one): one is Matcher => !isProblem(one));

describe('planned work as it is told', () => {
  // The story begins on Friday, 2027-01-15, at 08:00 UTC.
  const nights = [{ times: [{ from: 22 * 60, to: 24 * 60 }], weekdays: [{ from: 5, to: 5 }] }];
  const all = [
    maintenance('over', 'service="a"', { until: start - 1 }),
    maintenance('next', 'service="b"', { from: start + 9 * hour, until: start + 10 * hour }),
    maintenance('recurs', 'service="c"', { intervals: nights }),
    maintenance('now', 'service="d"', { until: start + hour }),
  ];

  it('lasts now, or comes next, in that order, with its end; what is over for good is none', () => {
    expect(
      maintenanceViews({ maintenance: all }, start).map(({ name, active, from, until }) => [
        name,
        active,
        from === null ? null : (from - start) / hour,
        until === null ? null : (until - start) / hour,
      ]),
    ).toEqual([
      ['now', true, null, 1],
      ['next', false, 9, 10],
      ['recurs', false, 14, 16],
    ]);
  });

  it('is over for good with its last night', () => {
    const one = maintenance('recurs', 'service="c"', { intervals: nights, until: start + 24 * hour });
    expect(maintenanceViews({ maintenance: [one] }, start)).toMatchObject([
      { from: start + 14 * hour, until: start + 16 * hour, matchers: ['service="c"'], reason: 'the recurs' },
    ]);
    expect(maintenanceViews({ maintenance: [one] }, start + 17 * hour)).toEqual([]);
  });
});

it('a rule of inhibition says whom it keeps quiet, and what stands for them', () => {
  const rule = { name: 'down', source: met('service="db"'), target: met('service!="db"'), equal: [] };
  const story = new Story({ ...policy, inhibitRules: [rule] });
  const view = () => inhibitionViews(story.state.meta.policy, [...story.state.incidents.values()]);
  expect(view()).toEqual([
    {
      name: 'down',
      equal: [],
      source: ['service="db"'],
      target: ['service!="db"'],
      active: false,
      quiet: [],
    },
  ]);
  story.tell(1_000, alert({ issueKey: 'sentry:acme/1', service: 'db', level: 'fatal', eventId: 'a' }));
  story.tell(2_000, alert({ issueKey: 'sentry:acme/2', service: 'cart', eventId: 'b', message: 'other' }));
  expect(view()).toMatchObject([
    { active: true, quiet: [{ incident: story.of('sentry:acme/2').id, by: story.of('sentry:acme/1').id }] },
  ]);
});
