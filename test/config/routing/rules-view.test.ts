import { describe, expect, it } from 'vitest';
import { describeSettings } from '../../../src/config/describe.ts';
import { loadSettings } from '../../../src/config/load.ts';
import { compilePolicy } from '../../../src/config/policy.ts';
import { rulesView } from '../../../src/config/routing/words/rules-view.ts';
import { defaultPolicy } from '../../../src/domain/policy.ts';
import { route } from '../../decide/routing/routed-story.ts';
import { pager, policy } from '../../make.ts';
import { readYamlFixture } from '../yaml-fixture.ts';

const fixture = new URL('../../../fixtures/config/valid/teams.yaml', import.meta.url);
const { settings } = loadSettings(readYamlFixture(fixture).environment);
const teams = rulesView(compilePolicy(settings));

describe('the rules as people read them', () => {
  it('are the receivers with what reaches them and what wakes them', () => {
    const [everyone, payments, managers] = teams.receivers;
    expect(everyone).toEqual({
      name: 'everyone',
      surfaces: [{ id: 'slack/C0ALERTS', kind: 'chat' }],
      paged: 'is never paged',
      mentions: null,
      shadow: false,
    });
    expect(payments).toMatchObject({
      paged:
        'is paged for a storm, level fatal, a metric alert at critical, 200 events a minute for 2 min, 500 users',
      mentions: 'S0ONCALL',
    });
    expect(payments?.surfaces.map(({ kind }) => kind)).toEqual(['chat', 'pager']);
    expect(managers?.paged).toMatch(
      /^is paged for level fatal, a critical metric alert, an outage, a storm, /,
    );
  });

  it('are the routes with their places in the file, in the order in which they are looked at', () => {
    const [first, second, rest] = teams.routes;
    expect(first).toEqual({
      name: 'route 0',
      place: 'route.routes[0]',
      depth: 0,
      matchers: ['service=~"pay.*"', 'environment="production"'],
      receiver: 'payments',
      how: ['after 10 min without an acknowledgement managers', 'goes on'],
    });
    expect(second).toMatchObject({ place: 'route.routes[1]', how: ['not while nights'] });
    expect(rest).toMatchObject({
      name: 'everything else',
      place: 'route',
      matchers: [],
      receiver: 'everyone',
    });
  });

  it('are said by `stormrelay check` in the same words', () => {
    const lines = new Map(describeSettings(settings).map(({ name, value }) => [name, value]));
    for (const { name, matchers, receiver, how } of teams.routes) {
      const does = [receiver, ...how].join('; ');
      expect(lines.get(name)).toBe(matchers.length === 0 ? does : `${matchers.join(', ')}: ${does}`);
    }
    for (const { name, paged } of teams.receivers) expect(lines.get(`receiver ${name}`)).toContain(paged);
  });

  it('say how often a route tells, how deep it stands, and who is woken when others do not answer', () => {
    const deep = route('deep', [], {
      holdMs: 120_000,
      groupWaitMs: 0,
      updateEveryMs: 60_000,
      repeatEveryMs: 4 * 3_600_000,
    });
    const whole = route('all', [], {
      escalate: { unacknowledgedForMs: 60_000, to: 'deep' },
      routes: [route('all', [], { groupWaitMs: 30_000, routes: [deep] })],
    });
    const receiver = { pageWhen: [], mentionOnPage: null, shadow: false };
    const receivers = [
      { ...receiver, name: 'all', surfaces: ['webhook/a-1'] },
      { ...receiver, name: 'deep', surfaces: [pager.id] },
    ];
    const view = rulesView({ ...policy, routing: { receivers, route: whole, intervals: {} } });
    expect(view.receivers.map(({ paged }) => paged)).toEqual([
      'is never paged',
      'is paged when others do not answer',
    ]);
    expect(view.receivers[0]?.surfaces).toEqual([{ id: 'webhook/a-1', kind: 'hook' }]);
    expect(view.routes.map(({ place, depth }) => [place, depth])).toEqual([
      ['route.routes[0]', 0],
      ['route.routes[0].routes[0]', 1],
      ['route', 0],
    ]);
    expect(view.routes.map(({ how }) => how)).toEqual([
      ['first message after 30 s'],
      [
        'wakes nobody for 2 min',
        'first message at once',
        'figures at most every 1 min',
        'told again every 4 h',
      ],
      ['after 1 min without an acknowledgement deep'],
    ]);
  });

  it('are one for each channel and key where no routes are configured', () => {
    const chat = { id: 'slack/C1', kind: 'chat', lane: 'slack:C1', credential: 'slack:1' } as const;
    const standIn = { ...pager, id: 'pagerduty-fallback/1-2', kind: 'fallback', beside: pager.id } as const;
    const { receivers, routes } = rulesView({ ...defaultPolicy, receivers: [chat, pager, standIn] });
    expect(routes).toEqual([]);
    expect(receivers.map(({ name, paged }) => [name, paged])).toEqual([
      ['slack/C1', 'is never paged'],
      [pager.id, expect.stringMatching(/^is paged for level fatal/)],
      ['pagerduty-fallback/1-2', 'takes pages that another key does not take'],
    ]);
  });
});
